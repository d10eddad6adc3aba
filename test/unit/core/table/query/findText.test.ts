import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldText } from '../../../../../src/base/foldText.js';
import { isCancelled } from '../../../../../src/base/errors.js';
import { findText } from '../../../../../src/core/table/query/findText.js';
import type { ReportTable } from '../../../../../src/core/table/store/table.js';
import { viewOf } from '../../../../../src/core/table/query/view.js';
import { FIND_STEPS, type FindStep, type FindText, type ViewCell } from '../../../../../src/shared/find.js';
import { csv, csvFile, definition, everyType } from '../support.js';

const header = everyType.columns.map(({ name }) => name);
const cells = fc.tuple(
  fc.constantFrom('', 'Ann', 'ANNA', 'bob', 'Zoe\u0301', 'ZOÉ', '1a', 'Kelvin \u212A'),
  fc.constantFrom('', '1', '11', '1234', '12345', '-1', '1.5', 'n/a', '100000000'),
  fc.constantFrom('', '2026-11-18', '2026-01-01', 'soon'),
  fc.constantFrom('', 'True', 'no'),
  fc.constantFrom('', 'E5+E3', 'A1'),
  fc.constantFrom('', 'PT1M', 'PT1H2M3S'),
);
const needles = fc.constantFrom(
  '1',
  'a',
  'ann',
  'zoé',
  'ZOE\u0301',
  '1,234',
  '2026-1',
  'E',
  'pt1',
  'nowhere',
  '-',
  'k',
);
const views = fc.record(
  {
    sort: fc.array(fc.record({ column: fc.nat({ max: 5 }), descending: fc.boolean() }), { maxLength: 2 }),
    filter: fc.constantFrom('1', 'a'),
    filters: fc.constant([{ column: 1, kind: 'notBlank' as const }]),
  },
  { requiredKeys: [] },
);
/** In any order, with some that are there twice and some that no table has. */
const columnLists = fc.array(fc.nat({ max: 7 }), { maxLength: 9 });

/** The cells with a text, found by looking into each: what the filter of rows finds if a table had this one cell only. */
function naive(table: ReportTable, rows: Uint32Array, { text, columns }: FindText): ViewCell[] {
  const needle = foldText(text);
  const digits = /^\d{1,3}(?:,\d{3})+$/.test(needle) ? needle.replaceAll(',', '') : needle;
  return [...rows].flatMap((row, at) =>
    [...new Set(columns)].flatMap((column) => {
      const type = table.columns[column]?.type;
      const cell = type === undefined ? '' : foldText(table.text(row, column));
      const isIn = cell.includes(needle) || (type !== 'text' && type !== 'list' && cell.includes(digits));
      return cell !== '' && isIn ? [{ row: at, column }] : [];
    }),
  );
}

/** Where a step leads, found by going from cell to cell. */
function naiveStep(found: readonly ViewCell[], { columns }: FindText, from: ViewCell, step: FindStep) {
  const place = ({ row, column }: ViewCell) => row * 100 + Math.max(0, [...new Set(columns)].indexOf(column));
  const at =
    step === 'previous'
      ? found.findLastIndex((cell) => place(cell) < place(from))
      : found.findIndex((cell) => place(cell) > place(from) || (step === 'here' && place(cell) === place(from)));
  const number = at >= 0 ? at : step === 'previous' ? found.length - 1 : 0;
  return found.length === 0 ? undefined : { ...found[number]!, number: number + 1 };
}

describe('finding a text in a table', () => {
  it('finds the same cells as looking into each, in the order in which rows and columns are shown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { minLength: 1, maxLength: 12 }),
        ...([views, needles, columnLists] as const),
        fc.record({ row: fc.nat({ max: 13 }), column: fc.nat({ max: 7 }) }),
        async (lines, view, text, columns, from) => {
          const table = await csv(csvFile([header, ...lines]), everyType);
          const rows = await viewOf(table, view);
          const find = { text, columns: columns.filter((column) => column < header.length) };
          const matches = await findText(table, rows, { text, columns });
          const expected = naive(table, rows, find);
          assert.equal(matches.total, expected.length);
          assert.deepEqual(
            matches.columnsOf(0, rows.length).flatMap((found, row) => found.map((column) => ({ row, column }))),
            expected,
          );
          for (const step of FIND_STEPS) {
            assert.deepEqual(matches.step(from, step), naiveStep(expected, find, from, step), step);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('visits every cell once on the way around, forward and backward, also over many rows and columns', async () => {
    const names = Array.from({ length: 70 }, (_, column) => `Measure ${column}`);
    const wide = definition(names.map((name) => ({ name, type: 'text' as const })));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3_000 }),
        fc.uniqueArray(fc.tuple(fc.nat({ max: 2_999 }), fc.nat({ max: 69 })), { maxLength: 30, selector: String }),
        async (rowCount, marks) => {
          const marked = new Set(marks.map(String));
          const lines = Array.from({ length: rowCount }, (_, row) =>
            names.map((__, column) => (marked.has(`${row},${column}`) ? 'x' : '-')),
          );
          const table = await csv(csvFile([names, ...lines]), wide);
          const matches = await findText(table, await viewOf(table, {}), { text: 'X', columns: [...names.keys()] });
          const expected = marks
            .filter(([row]) => row < rowCount)
            .map(([row, column]) => ({ row, column }))
            .sort((left, right) => left.row - right.row || left.column - right.column);
          for (const [step, order] of [
            ['next', expected],
            ['previous', expected.toReversed()],
          ] as const) {
            let at: ViewCell = step === 'next' ? { row: 0, column: 0 } : { row: rowCount, column: 0 };
            const seen = expected.map((_, index) => {
              const found = matches.step(at, index === 0 && step === 'next' ? 'here' : step)!;
              at = found;
              return { row: found.row, column: found.column };
            });
            assert.deepEqual(seen, order);
            const again = matches.step(at, step);
            assert.deepEqual(again && { row: again.row, column: again.column }, order[0]);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('finds nothing of an empty text, in no columns, and in no rows', async () => {
    const table = await csv(csvFile([header, ['Ann', '1', '', '', '', '']]), everyType);
    const all = Uint32Array.of(0);
    for (const [rows, text, columns] of [
      [all, '', [0, 1]],
      [all, 'ann', []],
      [new Uint32Array(), 'ann', [0]],
    ] as const) {
      const matches = await findText(table, rows, { text, columns });
      assert.equal(matches.total, 0);
      assert.equal(matches.step({ row: 0, column: 0 }, 'next'), undefined);
    }
  });

  it('stops when it is canceled', async () => {
    const lines = Array.from({ length: 60_000 }, (_, row) => [`user ${row}`, '', '', '', '', '']);
    const table = await csv(csvFile([header, ...lines]), everyType);
    const cancel = new AbortController();
    const finding = findText(table, await viewOf(table, {}), { text: 'user', columns: [0] }, { signal: cancel.signal });
    cancel.abort();
    await assert.rejects(finding, isCancelled);
  });
});
