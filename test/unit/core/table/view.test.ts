import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCancelled } from '../../../../src/base/errors.js';
import type { CellValue, TableView } from '../../../../src/shared/report.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { viewOf } from '../../../../src/core/table/query/view.js';
import { csv, csvFile, definition } from './support.js';

const report = definition([
  { name: 'Name', type: 'text' },
  { name: 'Count', type: 'number' },
  { name: 'Day', type: 'date' },
  { name: 'Flag', type: 'boolean' },
  { name: 'Products', type: 'list' },
]);

function table(...rows: readonly (readonly string[])[]): Promise<ReportTable> {
  return csv(csvFile([['Name', 'Count', 'Day', 'Flag', 'Products'], ...rows]), report);
}

async function rowsOf(of: ReportTable, view: TableView): Promise<number[]> {
  return [...(await viewOf(of, view))];
}

async function sortedBy(of: ReportTable, column: number): Promise<[ascending: number[], descending: number[]]> {
  return [
    await rowsOf(of, { sort: [{ column, descending: false }] }),
    await rowsOf(of, { sort: [{ column, descending: true }] }),
  ];
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** The order that is promised: values, then cells that do not fit their column, then blank ones. */
function compareRows(of: ReportTable, sort: NonNullable<TableView['sort']>, a: number, b: number): number {
  for (const { column, descending } of sort) {
    const type = of.columns[column]?.type;
    const kind = (value: CellValue) => (value === null ? 2 : type === 'number' && typeof value !== 'number' ? 1 : 0);
    const [left, right] = [of.value(a, column), of.value(b, column)];
    const byValue =
      kind(left) === 0 && (typeof left === 'number' || typeof left === 'boolean')
        ? Number(left) - Number(right)
        : collator.compare(of.text(a, column), of.text(b, column));
    const order = kind(left) - kind(right) || (descending ? -byValue : byValue);
    if (type !== undefined && left !== right && order !== 0) {
      return order;
    }
  }
  return 0;
}

describe('viewOf', () => {
  it('has all rows without filter and sort order', async () => {
    assert.deepEqual(await rowsOf(await table(['b', '1', '', '', ''], ['a', '2', '', '', '']), {}), [0, 1]);
    assert.deepEqual(await rowsOf(await table(), { filter: 'x', sort: [{ column: 0, descending: true }] }), []);
    assert.deepEqual(
      await rowsOf(await table(['b', '1', '', '', '']), { sort: [{ column: 9, descending: true }] }),
      [0],
    );
  });

  it('sorts numbers as numbers, then cells that do not fit, then blanks', async () => {
    const numbers = await table(...['10', '', '9', 'many', '-1', 'few', '9'].map((count) => ['', count, '', '', '']));
    assert.deepEqual(await sortedBy(numbers, 1), [
      [4, 2, 6, 0, 5, 3, 1],
      [0, 2, 6, 4, 3, 5, 1],
    ]);
  });

  it('sorts texts by language, with digits as numbers', async () => {
    const texts = await table(
      ...['user10', 'user9', '', 'Émile', 'zoe', 'emil', 'user9'].map((name) => [name, '', '', '', '']),
    );
    const [ascending, descending] = await sortedBy(texts, 0);
    assert.deepEqual(ascending, [5, 3, 1, 6, 0, 4, 2]);
    assert.deepEqual(descending, [4, 0, 1, 6, 3, 5, 2]);
  });

  it('sorts days, booleans and lists', async () => {
    const mixed = await table(
      ['', '', '2026-02-01', 'True', 'B+A'],
      ['', '', '2025-12-31', 'No', 'A'],
      ['', '', '', '', ''],
      ['', '', '2026-01-15T00:00:00Z', 'Yes', 'B'],
    );
    assert.deepEqual(await sortedBy(mixed, 2), [
      [1, 3, 0, 2],
      [0, 3, 1, 2],
    ]);
    assert.deepEqual(await sortedBy(mixed, 3), [
      [1, 0, 3, 2],
      [0, 3, 1, 2],
    ]);
    assert.deepEqual(await sortedBy(mixed, 4), [
      [1, 3, 0, 2],
      [0, 3, 1, 2],
    ]);
  });

  it('finds text in any cell, ignoring case', async () => {
    const people = await table(
      ['Ann Ødegård', '1234567', '2026-11-18', 'True', 'VISIO+E3'],
      ['Bob', '99', '', 'False', 'E5'],
      ['', 'n/a 12', '', '', ''],
    );
    for (const [filter, rows] of [
      ['øde', [0]],
      ['ANN', [0]],
      ['visio', [0]],
      ['2026-11', [0]],
      ['true', [0]],
      ['9', [1]],
      ['1,234,567', [0]],
      ['1\u202F234\u202F567', [0]],
      ['12', [0, 2]],
      ['n/a', [2]],
      ['nobody', []],
      ['', [0, 1, 2]],
      ['e', [0, 1]],
    ] as const) {
      assert.deepEqual(await rowsOf(people, { filter }), rows, filter);
    }
    assert.deepEqual(await rowsOf(people, { filter: 'e', sort: [{ column: 1, descending: false }] }), [1, 0]);
  });

  it('sorts like the built-in stable sort, by any number of keys', async () => {
    const cell = {
      name: fc.constantFrom('', 'a', 'b10', 'b9', 'É'),
      count: fc.oneof(fc.constantFrom('', 'many', 'few'), fc.integer({ min: -2, max: 2 }).map(String)),
      day: fc.constantFrom('', '2026-02-01', '2025-12-31'),
      flag: fc.constantFrom('', 'True', 'False'),
      products: fc.constantFrom('', 'A', 'A+B'),
    };
    const row = fc.tuple(cell.name, cell.count, cell.day, cell.flag, cell.products);
    const key = fc.record({ column: fc.nat(5), descending: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 60 }), fc.array(key, { maxLength: 4 }), async (rows, sort) => {
        const of = await table(...rows);
        const expected = rows.map((_, index) => index).sort((a, b) => compareRows(of, sort, a, b));
        assert.deepEqual(await rowsOf(of, { sort }), expected);
      }),
      { numRuns: 200 },
    );
  });

  it('stops when canceled, and works on any table', async () => {
    const abort = new AbortController();
    const big = await csv(`Name\r\n${Array.from({ length: 60_000 }, (_, row) => `n${row}`).join('\r\n')}\r\n`);
    const view = viewOf(big, { sort: [{ column: 0, descending: true }] }, { signal: abort.signal });
    setImmediate(() => abort.abort());
    await assert.rejects(view, isCancelled);

    const few = await table(['b', '2', '', '', ''], ['a', '1', '', '', '']);
    const other: ReportTable = {
      columns: few.columns,
      rowCount: few.rowCount,
      warnings: [],
      value: (row, column) => few.value(row, column),
      text: (row, column) => few.text(row, column),
      rows: (start, end) => few.rows(start, end),
      columnIndex: (name) => few.columnIndex(name),
    };
    assert.deepEqual(await rowsOf(other, { sort: [{ column: 0, descending: false }] }), [1, 0]);
  });
});
