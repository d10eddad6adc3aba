import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Report } from '../../../../src/services/reports/report.js';
import { fileText } from '../../../../src/services/reports/fileText.js';
import { opened } from '../../../support/openedFile.js';

const HEADER =
  'Report Refresh Date,User Principal Name,Last Activity Date,Team Chat Message Count,Private Chat Message Count,Call Count,Meeting Count\n';
const ROW = '2026-11-18,a@contoso.com,2026-11-01,1,2,3,4\n';

const rowsOf = async ({ table }: Report) => (await table.rows({}, 0, 5)).rows;

describe('An odd file', () => {
  // With the square of their number, each of these takes minutes.
  const MANY = 1_000_000;
  for (const [what, csv] of [
    ['empty lines', `${HEADER}${ROW}${'\n'.repeat(MANY)}${ROW}`],
    ['blanks in quotes', `${HEADER}${ROW}2026-11-18,"${'\t '.repeat(MANY)}",2026-11-01,1,2,3,4\n`],
    ['empty quotes', `${HEADER}${ROW}2026-11-18,${'""'.repeat(MANY)},2026-11-01,1,2,3,4\n`],
    ['quotes beside semicolons', `a;b\n1;2\n1;x${'"'.repeat(MANY)}\n`],
    ['blanks and quotes beside semicolons', `a;b\n1;2\n1;${' '.repeat(MANY)}x${'"'.repeat(MANY)}\n`],
    ['blanks, then quotes, beside semicolons', `a;b\n1;2\n1;${' '.repeat(MANY)}${'"'.repeat(MANY)}\n`],
  ] as const) {
    it(`with many ${what} is read in the time of its length`, () =>
      opened(csv, ({ table }) => assert.equal(table.rowCount, 2)));
  }

  it('with semicolons has records as long as one with commas: a quote that nothing closes is said', async () => {
    for (const separator of [',', ';']) {
      const csv = `a${separator}b\n1${separator}2\n"1${`${separator}2\n`.repeat(2_000_000)}`;
      await assert.rejects(
        opened(csv, () => assert.fail()),
        ({ reason, details }: { reason?: string; details?: { exceeded?: { amount?: string } } }) =>
          reason === 'tooLarge' && details?.exceeded?.amount === 'recordBytes',
      );
    }
  });

  it('has each cell in its column, whatever quotes and commas are in a cell beside semicolons', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom('"', ',', 'a', ' '), maxLength: 12 })
      .filter((text) => text.split('"').length % 2 === 1);
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 3 }), async (cells) => {
        const csv = `Name;Calls;Mails\nx;1;2\n${cells.map((text) => `${text};5;7\n`).join('')}`;
        const rows = await opened(csv, rowsOf);
        assert.deepEqual(
          rows.slice(1).map((row) => row.slice(1)),
          cells.map(() => [5, 7]),
        );
      }),
      { numRuns: 300, examples: [[['"Ann" B, C']]] },
    );
  });

  it('whose lines end in carriage returns alone is read as with line feeds, whatever its cells have', async () => {
    const cell = fc.oneof(
      fc.constantFrom('1', 'Ann', ''),
      fc.string({ unit: fc.constantFrom('"', 'a', ',', '\n', ' ') }).map((text) => `"${text.replaceAll('"', '""')}"`),
    );
    const contentOf = async (report: Report) => ({
      columns: report.table.columns,
      rows: await rowsOf(report),
      count: report.table.rowCount,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(',', ';', '\t'),
        async (cells, separator) => {
          const csvOf = (lineBreak: string) =>
            [['Name', 'Calls'], ...cells].map((row) => `${row.join(separator)}${lineBreak}`).join('');
          assert.deepEqual(await opened(csvOf('\r'), contentOf), await opened(csvOf('\n'), contentOf));
        },
      ),
      { numRuns: 200, examples: [[[['1', '2']], ',']] },
    );
    // Nothing else is changed: neither by a file with line feeds, nor in the bytes that were given.
    for (const csv of ['a,b\n1,"2\r3"\n', 'a,b\r\n1,"2\r3"\r\n', 'a\n']) {
      const bytes = new TextEncoder().encode(csv);
      assert.equal((await fileText(bytes)).bytes, bytes);
    }
    const bytes = new TextEncoder().encode('a\r1\r');
    await fileText(bytes);
    assert.deepEqual(bytes, new TextEncoder().encode('a\r1\r'));
  });

  it('in another encoding lets the event loop run while it is read, and stops when it is canceled', async () => {
    const [name, rows] = ['ä\u20AC', 2_000_000];
    const text = `Name,Calls\n${`${name},5\n`.repeat(rows)}`;
    const windows = Buffer.from(text.replaceAll('\u20AC', '\u0080'), 'latin1');
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const bytes of [windows, utf16, Buffer.from(utf16).swap16()]) {
      const reading = fileText(bytes);
      let turns = 0;
      let isRead = false;
      const turn = () => {
        turns++;
        if (!isRead) {
          setImmediate(turn);
        }
      };
      setImmediate(turn);
      const { format, bytes: read } = await reading.finally(() => (isRead = true));
      assert.equal(format, 'csv');
      assert.equal(Buffer.compare(Buffer.from(text), read), 0);
      assert.ok(turns > bytes.length / 2_000_000, `${turns} turns for ${bytes.length} bytes`);

      const canceled = new AbortController();
      setImmediate(() => canceled.abort());
      await assert.rejects(fileText(bytes, canceled.signal), { name: 'AbortError' });
    }
  });

  it('that ends within quotes is cut off, whatever separates its cells', async () => {
    for (const csv of [
      'Name;Calls\nAnn;5\n"Bob, C;6\n',
      'Name;Calls\nAnn;5\nBob;"6,5',
      'Name,Calls\nAnn,5\n"Bob; C,6\n',
    ]) {
      await assert.rejects(
        opened(csv, () => assert.fail(csv)),
        { reason: 'unreadableFile' },
      );
    }
  });
});
