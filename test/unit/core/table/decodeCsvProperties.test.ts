import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { bytesOf, chunksOf, csv, csvFile, definition, seen, texts, values } from './support.js';
import { users, header } from './csvUsers.js';

describe('decodeCsv of any table', () => {
  it('gives the same table wherever the bytes are cut', async () => {
    const text = `\uFEFF${header},Note\r\n2026-11-18,"ann, é",False,3,PT1M,A+B,"x ""y""\r\nz"\r\n\r\n2026-11-18,bob,yes,1e3,00:00:05,,\r\nshort\r\n`;
    const expected = seen(await csv(text, users));
    const bytes = bytesOf(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 40 }), async (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = ends.map((end, at) => bytes.subarray(at === 0 ? 0 : ends[at - 1], end));
        assert.deepEqual(seen(await decodeCsv(chunksOf(...chunks), users)), expected);
      }),
      { numRuns: 50 },
    );
  });

  it('returns the cells of any table', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '',
        '0',
        '007',
        '1,234',
        'True',
        'yes',
        '2026-11-18',
        '2026-11-18T00:00:00Z',
        'PT1M',
        '00:00:10',
        '-0',
        '1.50',
        ' ',
        'a\r\nb',
        '"',
      ),
    );
    const types = fc.constantFrom(
      'text' as const,
      'number' as const,
      'date' as const,
      'boolean' as const,
      'duration' as const,
      'list' as const,
    );
    const table = fc.array(types, { minLength: 1, maxLength: 5 }).chain((columns) =>
      fc.record({
        columns: fc.constant(columns),
        rows: fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), { maxLength: 8 }),
        known: fc.boolean(),
        bom: fc.boolean(),
        lineBreak: fc.constantFrom('\n', '\r\n'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(table, async ({ columns, rows, known, bom, lineBreak }) => {
        const report = definition(columns.map((type, at) => ({ name: `Name ${at}`, type })));
        const file = csvFile([report.columns.map(({ name }) => name), ...rows], { bom, lineBreak });
        const decoded = await csv(file, known ? report : undefined);
        assert.deepEqual(texts(decoded), rows);
      }),
      { numRuns: 200 },
    );
  });

  it('makes the same table whether cells are read from bytes or from texts', async () => {
    const report = definition([
      { name: 'Name', type: 'text' },
      { name: 'Day', type: 'date' },
      { name: 'Flag', type: 'boolean' },
      { name: 'Time', type: 'duration' },
      { name: 'Count', type: 'number' },
      { name: 'List', type: 'list' },
    ]);
    // Few texts, so that they repeat.
    const cell = fc.constantFrom(
      ...[
        '',
        ' ',
        'a',
        'é',
        '0',
        '7',
        '007',
        '12.50',
        '-3',
        '1,234',
        '9007199254740993',
        'True',
        ' True',
        'yes',
        'NO',
        'PT0S',
        'PT1M',
        'PT60S',
        '00:01:00',
      ],
      ...[
        '2026-11-18',
        '2026-11-18T00:00:00Z',
        '2026-11-18T13:45:00Z',
        '2026-02-30',
        '1969-12-31',
        'A+B',
        'x'.repeat(70),
        'say "hi"',
      ],
    );
    const row = fc.array(cell, { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const file = csvFile([report.columns.map(({ name }) => name), ...rows]);
        // From a loosely written record on, cells are read from texts.
        const loose = '"x" y,,,,,\r\n';
        const afterHeader = file.indexOf('\n') + 1;
        const outOfBytes = await csv(file + loose, report);
        const asTexts = await csv(file.slice(0, afterHeader) + loose + file.slice(afterHeader), report);
        assert.deepEqual(texts(outOfBytes).slice(0, -1), rows);
        assert.deepEqual(texts(asTexts).slice(1), rows);
        assert.deepEqual(values(outOfBytes).slice(0, -1), values(asTexts).slice(1));
        assert.deepEqual(outOfBytes.warnings, asTexts.warnings);
      }),
      { numRuns: 300 },
    );
  });
});
