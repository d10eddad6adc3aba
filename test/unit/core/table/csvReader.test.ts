import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { decodeRecord } from '../../../../src/core/table/store/cellBlock.js';
import { CsvReader } from '../../../../src/core/table/csv/csvReader.js';
import { RecordParser } from '../../../../src/core/table/csv/recordParser.js';
import { MAX_RECORD_BYTES } from '../../../../src/core/table/store/limits.js';
import { bytesOf } from './support.js';

interface Read {
  readonly records: string[][];
  readonly error?: unknown;
  /** Records that csv-parse had to read. */
  readonly leniently: number;
}

async function read(...pieces: readonly Uint8Array[]): Promise<Read> {
  const records: string[][] = [];
  let leniently = 0;
  const reader = new CsvReader({
    addBlock: (block) => {
      for (let record = 0; record < block.records; record++) {
        records.push(decodeRecord(block, record));
      }
    },
    add: (cells) => {
      records.push(cells);
      leniently++;
    },
  });
  return { records, ...(await outcome(reader, pieces)), leniently };
}

/** The same file as csv-parse alone reads it, in one piece. */
async function reference(bytes: Uint8Array): Promise<Omit<Read, 'leniently'>> {
  const records: string[][] = [];
  return { records, ...(await outcome(new RecordParser((cells) => records.push(cells)), [bytes])) };
}

async function outcome(reader: CsvReader | RecordParser, pieces: readonly Uint8Array[]): Promise<{ error?: unknown }> {
  try {
    for (const piece of pieces) {
      await reader.write(piece);
    }
    await reader.end();
    return {};
  } catch (error) {
    return { error: (error as { code?: unknown }).code ?? error };
  } finally {
    reader.dispose();
  }
}

/** Whether csv-parse reads the same records once one or two quotes are added to the file. */
async function isReadWithMoreQuotes(bytes: Uint8Array, records: readonly string[][], most = 2): Promise<boolean> {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0x22) {
      const more = Uint8Array.from([...bytes.slice(0, at), 0x22, ...bytes.slice(at)]);
      const read = await reference(more);
      if (read.error === undefined && isDeepStrictEqual(read.records, records)) {
        return true;
      }
      if (most > 1 && (await isReadWithMoreQuotes(more, records, most - 1))) {
        return true;
      }
    }
  }
  return false;
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, at) => bytes.slice(at === 0 ? 0 : ends[at - 1], end));
}

const places = fc.array(fc.nat(), { maxLength: 6 });

describe('CsvReader', () => {
  it('reads any bytes like csv-parse, wherever they are cut', async () => {
    // Special tokens, far more often than by chance: quotes, commas, line breaks, byte order marks, and bytes that are not UTF-8.
    const token = fc.constantFrom(
      ...[
        '"',
        '"',
        '""',
        ',',
        ',',
        '\r\n',
        '\n',
        '\r',
        'a',
        'bc',
        ' ',
        '\t',
        'é',
        '山',
        '\uFEFF',
        '\u0000',
        '"x"',
        '"x,y"',
        '"p""q"',
        '"x"\r',
        '\r,',
        ',"',
      ].map(bytesOf),
      ...[[0xff], [0xc3], [0xff, 0xfe], [0xef, 0xbb], [0xe5, 0xb1]].map((bytes) => Uint8Array.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 24 }), places, async (tokens, cuts) => {
        const bytes = Uint8Array.from(tokens.flatMap((part) => [...part]));
        const { records, error } = await read(...cut(bytes, cuts));
        const expected = { error: undefined, ...(await reference(bytes)) };
        if (expected.error === 'CSV_QUOTE_NOT_CLOSED' && error === undefined) {
          assert.ok(await isReadWithMoreQuotes(bytes, records), 'the same as csv-parse with a quote doubled');
        } else {
          assert.deepEqual({ records, error }, expected);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('reads strictly written files without csv-parse, whatever is in their cells', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('', '"', '""', ',', '\r\n', '\n', '\r', 'a\rb', '"a"', 'x"y'),
    );
    const record = fc.array(cell, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        places,
        async (records, lineBreak, bom, cuts) => {
          const written = (text: string) =>
            /[",\r\n\uFEFF]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
          const file =
            (bom ? '\uFEFF' : '') + records.map((cells) => cells.map(written).join(',') + lineBreak).join('');
          const result = await read(...cut(bytesOf(file), cuts));
          assert.deepEqual(result, { records, leniently: 0 });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads a name that ends in a quote that is not doubled, wherever it is cut', async () => {
    const [header, ada, ben] = [
      ['Name', 'Count'],
      ['Screen 24"', '5'],
      ['Ben', '7'],
    ];
    for (const lineBreak of ['\n', '\r\n']) {
      const files = [
        { lines: ['Name,Count', '"Screen 24"",5', 'Ben,7', ''], records: [header, ada, ben] },
        {
          lines: ['Count,Name', '7,Ben', '5,"Screen 24""', '7,Ben', ''],
          records: [header, ben, ada, ben].map((record) => record.toReversed()),
        },
        {
          lines: ['Name,Count', 'Ben,7', '"a, ""b"" and ""c"",5', 'Ben,7', ''],
          records: [header, ben, ['a, "b" and "c"', '5'], ben],
        },
      ];
      for (const { lines, records } of files) {
        const bytes = bytesOf(lines.join(lineBreak));
        for (let at = 0; at <= bytes.length; at++) {
          assert.deepEqual(await read(...cut(bytes, [at])), { records, leniently: 0 });
        }
      }
    }
  });

  it('does not take a file that is cut off for one with such a name', async () => {
    for (const text of [
      'a,b\n"Ada ""Al"", th',
      'a,b\n"Ada ""Al"",1',
      'a,b\n"Ada ""Al"",1,2\n',
      'a,b\n1,"Ada\n',
      '"Ada"",1\n',
    ]) {
      assert.equal((await read(bytesOf(text))).error, 'CSV_QUOTE_NOT_CLOSED', text);
    }
  });

  it('emits records of one width in one block, and those of another in the next', async () => {
    const blocks: [width: number, records: number][] = [];
    const reader = new CsvReader({
      addBlock: ({ width, records }) => blocks.push([width, records]),
      add: () => assert.fail('This file needs no lenient reading.'),
    });
    await reader.write(bytesOf('a,b\r\n1,2\r\n"3",4\r\n5\r\n\r\n6\r\n7,8,"9"\r\n10,11,12\r\n'));
    await reader.end();
    assert.deepEqual(blocks, [
      [2, 3],
      [1, 2],
      [3, 2],
    ]);
  });

  it('leaves the rest of a file to csv-parse from the first loosely written record on', async () => {
    const { records, leniently } = await read(bytesOf('a,b\r\n1,2\r\n'), bytesOf('"x" y,3\r\n'), bytesOf('4,5\r\n'));
    assert.deepEqual(records, [
      ['a', 'b'],
      ['1', '2'],
      ['"x" y', '3'],
      ['4', '5'],
    ]);
    assert.equal(leniently, 2);
  });

  it('leaves the last record to csv-parse if no line break ends it', async () => {
    const { records, leniently } = await read(bytesOf('a,b\r\n1,2'));
    assert.deepEqual(
      [records, leniently],
      [
        [
          ['a', 'b'],
          ['1', '2'],
        ],
        1,
      ],
    );
  });

  describe('at the limit of a record', () => {
    const header = 'a,b\r\n';
    const cellOf = (bytes: number, text = 'x,\r\n') => text.repeat(Math.ceil(bytes / text.length)).slice(0, bytes);
    const files: Readonly<Record<string, (bytes: number) => string>> = {
      strict: (bytes) => `${header}1,"${cellOf(bytes - 6)}"\r\n2,3\r\n`,
      'without a closing quote': (bytes) => `${header}1,"${cellOf(bytes - 3)}`,
      'of commas only': (bytes) => `${header}${','.repeat(bytes - 2)}\r\n`,
      'loosely written': (bytes) => `${header}1,"x"y\r\n${cellOf(bytes - 2, 'xy')}\r\n2,3\r\n`,
      'of commas only, loosely written': (bytes) => `${header}1,"x"y\r\n${','.repeat(bytes - 2)}\r\n`,
      'within a quote, loosely written': (bytes) => `${header}1,"x"y\r\n1,"${cellOf(bytes - 3)}`,
    };
    const reading = async (file: string, pieceBytes: number) => {
      const bytes = bytesOf(file);
      const starts = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) => at * pieceBytes);
      return read(...starts.map((start) => bytes.subarray(start, start + pieceBytes)));
    };

    for (const [kind, fileOf] of Object.entries(files)) {
      it(`refuses a longer record, ${kind}, and reads one that is as long`, async () => {
        for (const pieceBytes of [256 * 1024, 1_000_003]) {
          const { error } = await reading(fileOf(MAX_RECORD_BYTES), pieceBytes);
          assert.ok(error === undefined || error === 'CSV_QUOTE_NOT_CLOSED', String(error));
          const refused = (await reading(fileOf(MAX_RECORD_BYTES + 1), pieceBytes)).error;
          assert.ok(refused instanceof UsageReportsError, String(refused));
          assert.equal(refused.reason, 'tooLarge');
          assert.deepEqual(refused.details.exceeded, { amount: 'recordBytes', most: MAX_RECORD_BYTES });
        }
      });
    }

    it('reads any number of empty lines', async () => {
      for (const start of [header, `${header}1,"x"y\r\n`]) {
        const { records, error } = await reading(`${start}${'\r\n'.repeat(MAX_RECORD_BYTES)}2,3\r\n`, 256 * 1024);
        assert.equal(error, undefined);
        assert.deepEqual(records.at(-1), ['2', '3']);
      }
    });
  });
});
