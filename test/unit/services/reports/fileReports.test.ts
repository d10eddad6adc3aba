import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { type FileProblem, UsageReportsError } from '../../../../src/base/errors.js';
import type { OpenStep } from '../../../../src/services/reports/openOptions.js';
import type { Report } from '../../../../src/services/reports/report.js';
import type { CellValue } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { fileOf, opened } from '../../../support/openedFile.js';
import { sampleFile } from '../../../support/sampleFiles.js';

const rowsOf = async ({ table }: Report) => (await table.rows({}, 0, 5)).rows;
/** What a table says, whatever it was read from. */
const contentOf = async (report: Report) => ({
  report: report.definition.name,
  columns: report.table.columns.map(({ name, type }) => ({ name, type })),
  rows: (await report.table.rows({}, 0, 200)).rows,
});

describe('A file opened as a report', () => {
  for (const definition of catalog.reports) {
    it(`${definition.name}: its CSV is known and read as that of the service`, async () => {
      const csv = await sampleFile(definition, 'csv');
      if (csv === undefined) {
        return assert.equal(definition.product, 'forms', 'only JSON is published');
      }
      await opened(csv, ({ definition: found, file, table, refreshDate }) => {
        const names = file?.candidates.map(({ name }) => name) ?? [];
        assert.ok(names.includes(definition.name), names.join());
        assert.deepEqual(
          table.columns.filter(({ known }) => !known),
          [],
        );
        assert.ok(found.columns.length > 0 && table.columns.length > 0);
        assert.equal(refreshDate, table.refreshDate);
        if (table.rowCount > 0 && definition.columns.some(({ name }) => name === 'Report Refresh Date')) {
          assert.match(refreshDate ?? '', /^2026-11/);
        }
      });
      // By its usual name, nothing is left to ask.
      await opened(csv, ({ definition: found }) => assert.equal(found.name, definition.name), {
        name: `${definition.name.replace(/^get/, '')}11_21_2026 9_10_27 AM.csv`,
      });
    });

    it(`${definition.name}: its JSON is known, as a page and as a list`, async () => {
      const json = await sampleFile(definition, 'json');
      // Without rows, JSON has no properties.
      if (!json?.includes('reportRefreshDate')) {
        return;
      }
      const name = `${definition.name}.json`;
      const content = await opened(json, contentOf, { name });
      assert.equal(content.report, definition.name);
      assert.ok(content.rows.length > 0);
      const value = (JSON.parse(json) as { value: unknown }).value;
      if (Array.isArray(value)) {
        assert.deepEqual(await opened(JSON.stringify(value), contentOf, { name }), content);
      }
    });
  }

  it('reads what a spreadsheet saved anew as what the service sent: other separators, encodings, order, and packing', async () => {
    const separators = fc.constantFrom(',', ';', '\t');
    const encodings = fc.constantFrom('utf-8', 'utf-8 with a mark', 'utf-16', 'packed');
    const names = [
      'getEmailActivityUserDetail',
      'getTeamsTeamActivityDetail',
      'getOneDriveUsageStorage',
      'getOffice365ActiveUserDetail',
    ];
    const files = fc.tuple(fc.constantFrom(...names), separators, encodings, fc.nat(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(files, async ([report, separator, encoding, turn, endsInBreak]) => {
        const definition = catalog.find(report) ?? assert.fail();
        const csv = (await sampleFile(definition, 'csv')) ?? assert.fail();
        const name = `${report}.csv`;
        const expected = await opened(csv, contentOf, { name });
        const records = await opened(csv, async ({ table }) => {
          const { rows } = await table.rows({}, 0, table.rowCount);
          return [table.columns.map((column) => column.name), ...rows.map((row) => row.map(asText))];
        });
        const turned = records.map((cells) => [
          ...cells.slice(turn % cells.length),
          ...cells.slice(0, turn % cells.length),
        ]);
        const text = turned.map((cells) => cells.map((cell) => inQuotes(cell, separator)).join(separator)).join('\r\n');
        const bytes = encoded(endsInBreak ? `${text}\r\n` : text, encoding);
        const read = await opened(bytes, contentOf, { name });
        const order = expected.columns.map((column) => read.columns.findIndex((other) => other.name === column.name));
        assert.equal(read.report, expected.report);
        assert.deepEqual(
          order.map((index) => read.columns[index]),
          expected.columns,
        );
        assert.deepEqual(
          read.rows.map((row) => order.map((index) => row[index])),
          expected.rows,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('reads the export of the admin center, with its days and numbers', async () => {
    const csv =
      '\uFEFFAgent ID,Agent name,Creator type,Active users (licensed),Active users (unlicensed),Responses sent to users,Last activity date (UTC)\r\n' +
      'agent-1,"Support, Helpdesk",Your org,2,1,"1,048","Sep 12, 2026"\r\nagent-2,Notes,Microsoft,1,,3,"Aug 4, 2026"\r\n';
    await opened(csv, async (report) => {
      assert.equal(report.definition.title, 'Agent usage, agent details');
      assert.deepEqual(await rowsOf(report), [
        ['agent-1', 'Support, Helpdesk', 'Your org', 2, 1, 1048, '2026-09-12'],
        ['agent-2', 'Notes', 'Microsoft', 1, null, 3, '2026-08-04'],
      ]);
      assert.deepEqual(report.table.warnings, []);
    });
  });

  it('reads days with dots, as a spreadsheet saves them in some countries', async () => {
    const csv =
      'User name;Display name;Last activity date;Desktop;Web\nava@contoso.com;Ava;12.09.2026;True;False\nbo@contoso.com;Bo;31.13.2026;True;\n';
    await opened(csv, async (report) => {
      assert.equal(report.definition.name, 'exportVisioUsers');
      assert.deepEqual(await rowsOf(report), [
        ['ava@contoso.com', 'Ava', '2026-09-12', true, false],
        ['bo@contoso.com', 'Bo', '31.13.2026', true, null],
      ]);
    });
  });

  it('reads a file that names its separator, and one in the code page of Windows', async () => {
    const csv = 'sep=;\r\nNom;Montant\r\nZo\u00E9;3\r\n';
    const latin = Uint8Array.from(csv, (character) => character.charCodeAt(0));
    for (const content of [csv, latin]) {
      await opened(content, async (report) => {
        assert.deepEqual(await rowsOf(report), [['Zo\u00E9', 3]]);
        assert.deepEqual(report.file?.candidates, []);
      });
    }
  });

  it('makes a table with inferred types of a file that is no report, and draws one row a day by day', async () => {
    await opened('Date,Visits,Note\n2026-11-01,3,a\n2026-11-02,5,b\n', async ({ definition, table }) => {
      assert.deepEqual(
        table.columns.map(({ type }) => type),
        ['date', 'number', 'text'],
      );
      assert.equal(definition.kind, 'daily-series');
      assert.deepEqual(
        (await table.charts(definition)).map(({ kind }) => kind),
        ['series'],
      );
    });
    await opened('Date,Visits\n2026-11-01,3\n2026-11-01,5\n', ({ definition }) =>
      assert.equal(definition.kind, 'detail'),
    );
    await opened('[{"a":1,"b":"x"},{"a":2,"b":"y"}]', async (report) =>
      assert.deepEqual(await rowsOf(report), [
        [1, 'x'],
        [2, 'y'],
      ]),
    );
  });

  it('is the report that the person says it is, where the file fits several', async () => {
    const csv = (await sampleFile(catalog.find('getYammerActivityCounts') ?? assert.fail(), 'csv')) ?? assert.fail();
    await opened(csv, ({ definition, file }) => {
      assert.equal(definition.name, 'getYammerActivityCounts');
      assert.equal(file?.candidates.length, 3);
    });
    await opened(csv, ({ definition }) => assert.equal(definition.name, 'getYammerGroupsActivityCounts'), {
      chosen: 'getYammerGroupsActivityCounts',
    });
    // A file that has become another report is none of what was chosen.
    await opened('a,b\n1,2\n', ({ file }) => assert.deepEqual(file?.candidates, []), {
      chosen: 'getYammerGroupsActivityCounts',
    });
  });

  const refused: readonly (readonly [string, string | Uint8Array, FileProblem])[] = [
    ['nothing', '', 'empty'],
    ['blanks', '\uFEFF \r\n', 'empty'],
    ['a web page', '\uFEFF\r\n<html><body>Sign in</body></html>', 'webPage'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 'binary'],
    ['a packed file that is cut off', gzipSync('a,b\n1,2\n').subarray(0, 15), 'damaged'],
    ['JSON of something else', '{"name":"x","children":[]}', 'otherJson'],
    ['a list of numbers', '[1,2,3]', 'otherJson'],
    ['JSON that ends early', '{"value":[{"a":1}', 'otherJson'],
    ['a file that ends within a cell', 'a,b\n1,"2\n3,4\n', 'cutOff'],
  ];
  for (const [what, content, problem] of refused) {
    it(`refuses ${what}`, () =>
      assert.rejects(
        opened(content, () => undefined),
        (error) =>
          error instanceof UsageReportsError &&
          error.reason === 'unreadableFile' &&
          error.details.fileProblem === problem,
      ));
  }

  it('opens or refuses any bytes, in words of a file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string().map((text) => new TextEncoder().encode(text)),
        ),
        async (bytes) => {
          await opened(bytes, ({ table }) => assert.ok(table.rowCount >= 0)).catch((error: unknown) => {
            assert.ok(
              error instanceof UsageReportsError && ['unreadableFile', 'tooLarge'].includes(error.reason),
              String(error),
            );
          });
        },
      ),
    );
  });

  it('says how far it is with a large file, reads it on another thread, and stops when it is canceled', async () => {
    const line = 'ava.northlight@contoso.com;Ava;2026-09-12;True;False\n';
    const csv = `User name;Display name;Last activity date;Desktop;Web\n${line.repeat(200_000)}`;
    const file = fileOf(csv);
    const steps: OpenStep[] = [];
    await file.use(
      file.ref,
      { signal: new AbortController().signal, onStep: (step) => steps.push(step) },
      ({ table }) => {
        assert.equal(table.rowCount, 200_000);
        return Promise.resolve();
      },
    );
    assert.deepEqual(steps.at(-1), { step: 'reading', receivedBytes: csv.length, totalBytes: csv.length });
    assert.ok(steps.length > 5);
    const canceling = new AbortController();
    const stopped = file.open(file.ref, { signal: canceling.signal, onStep: () => canceling.abort() });
    await assert.rejects(stopped, { name: 'AbortError' });
  });
});

function asText(value: CellValue): string {
  return value === null
    ? ''
    : Array.isArray(value)
      ? value.join('+')
      : value === true
        ? 'True'
        : value === false
          ? 'False'
          : String(value);
}

function inQuotes(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encoded(text: string, encoding: string): Uint8Array {
  switch (encoding) {
    case 'utf-16':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'packed':
      return gzipSync(text);
    default:
      return new TextEncoder().encode(encoding === 'utf-8' ? text : `\uFEFF${text}`);
  }
}
