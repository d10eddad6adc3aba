import assert from 'node:assert/strict';
import fc from 'fast-check';
import { viewOf } from '../../../../src/core/table/query/view.js';
import { csv, csvFile, definition } from './support.js';

const report = definition([
  { name: 'Name', type: 'text' },
  { name: 'Count', type: 'number' },
  { name: 'Day', type: 'date' },
  { name: 'Flag', type: 'boolean' },
  { name: 'Length', type: 'duration' },
  { name: 'Products', type: 'list' },
]);

const cells = fc.tuple(
  fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('Kelvin \u212A', 'İstanbul', 'ẞ', 'Ω', 'a+b', "O'Neil")),
  fc.oneof(
    fc.nat({ max: 2_000_000 }).map(String),
    fc.maxSafeNat().map(String),
    fc.constantFrom('', '-5', '1.5', '007', 'n/a', '100000000', '10000000000', '12345678901234567890'),
  ),
  fc.constantFrom('', '2026-11-18', '2026-11-18T00:00:00Z', '1969-12-31', '2026-11-18 10:00', 'soon'),
  fc.constantFrom('', 'True', 'no', ' Yes', 'maybe'),
  fc.constantFrom('', 'PT0S', 'PT1H2M3S', 'P20DT1H', '01:02:03', 'long'),
  fc.constantFrom('', 'E5+E3', 'VISIO + X'),
);
const needle = fc.oneof(
  fc.string({ minLength: 1, maxLength: 3 }),
  fc.nat({ max: 99_999 }).map(String),
  fc.constantFrom(
    '0',
    '00',
    '000',
    '1,234',
    '10 000',
    '-',
    '.',
    't',
    'T0',
    'z',
    'pt',
    'k',
    'i',
    's',
    'ss',
    'ß',
    'ω',
    "o'n",
    '+',
    ':',
    '1-',
    '5.',
    'yes',
    'n',
  ),
);

describe('the text filter', () => {
  it('finds the same as a plain search of every cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 12 }), needle, async (rows, filter) => {
        const table = await csv(csvFile([report.columns.map(({ name }) => name), ...rows]), report);
        const wanted = filter.toLowerCase();
        const digits = /^\d{1,3}(?:([,.\s’'])\d{3})(?:\1\d{3})*$/.test(wanted) ? wanted.replace(/\D/g, '') : wanted;
        const expected = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) =>
          table.columns.some(({ type }, column) => {
            const text = table.text(row, column).toLowerCase();
            return text.includes(wanted) || (type !== 'text' && type !== 'list' && text.includes(digits));
          }),
        );
        assert.deepEqual([...(await viewOf(table, { filter }))], expected, filter);
      }),
      { numRuns: 600 },
    );
  });

  it('finds the same in a long column, which caches the result for each number', async () => {
    const counts = Array.from({ length: 40_000 }, (_, row) => (row % 3 === 0 ? '' : String((row * 37) % 2_345)));
    const table = await csv(
      csvFile([['Count'], ...counts.map((count) => [count])]),
      definition([{ name: 'Count', type: 'number' }]),
    );
    const expected = counts.flatMap((count, row) => (count.includes('12') ? [row] : []));
    assert.deepEqual([...(await viewOf(table, { filter: '12' }))], expected);
    assert.deepEqual([...(await viewOf(table, { filter: 'x' }))], []);
  });
});
