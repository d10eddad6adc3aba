import type { ChangeKind } from '../../shared/diff.js';
import type { CellValue, ColumnInfo, TableView } from '../../shared/report.js';
import { ColumnarTable } from '../table/store/columnarTable.js';
import { viewOf } from '../table/query/view.js';
import type { Diff } from './diff.js';

/** The rows of one kind of change, as they are shown: keys first, then the columns that changed most. */
export class DiffTab {
  readonly columns: readonly ColumnInfo[];
  /** The shown columns, then the previous values of those in which any cell changed. */
  readonly table: ColumnarTable;
  readonly #range: { readonly start: number; readonly end: number };
  readonly #diff: Diff;
  /** For each shown column, the index of its previous values in {@link table}. */
  readonly #before: readonly (number | undefined)[];
  #last: { readonly key: string; readonly rows: Uint32Array } | undefined;

  constructor(
    diff: Diff,
    readonly change: ChangeKind,
  ) {
    const { table, content, ranges } = diff.table;
    const place = new Map(diff.changedColumns.map(({ name }, index) => [name, index]));
    const rank = ({ column, isKey }: (typeof content)[number]) =>
      isKey ? -1 : (place.get(table.columns[column]?.name ?? '') ?? place.size);
    const shown = change === 'changed' ? [...content].sort((one, other) => rank(one) - rank(other)) : content;
    const befores = change === 'changed' ? shown.filter(({ before }) => before !== undefined) : [];
    const indexes = [...shown.map(({ column }) => column), ...befores.flatMap(({ before }) => before ?? [])];
    this.columns = shown.flatMap(({ column }) => table.columns[column] ?? []);
    this.table = new ColumnarTable(
      indexes.flatMap((index) => table.columns[index] ?? []),
      indexes.flatMap((index) => table.data[index] ?? []),
      table.rowCount,
      [],
      true,
    );
    this.#before = shown.map((entry) => (befores.includes(entry) ? shown.length + befores.indexOf(entry) : undefined));
    this.#range = ranges[change];
    this.#diff = diff;
  }

  get count(): number {
    return this.#range.end - this.#range.start;
  }

  /**
   * Row indexes of a view of this tab, in its order. Those of the last view are cached.
   * @throws the signal's `AbortError`
   */
  async rows(view: TableView, signal?: AbortSignal): Promise<Uint32Array> {
    const sort = (view.sort ?? []).filter(({ column }) => column < this.columns.length);
    const key = JSON.stringify([sort, view.filter ?? '']);
    if (this.#last?.key !== key) {
      const { start, end } = this.#range;
      const all = await viewOf(this.table, { sort, filter: view.filter }, { signal });
      this.#last = { key, rows: all.filter((row) => row >= start && row < end) };
    }
    return this.#last.rows;
  }

  /** One cell per shown column. In the tab of changed rows, then the names of the changed columns and the previous value of each column. */
  cells(row: number): CellValue[] {
    const cells = this.columns.map((_, column) => this.table.value(row, column));
    if (this.change !== 'changed') {
      return cells;
    }
    const { table, changedNamesColumn } = this.#diff.table;
    return [
      ...cells,
      table.value(row, changedNamesColumn),
      ...this.#before.map((column) => (column === undefined ? null : this.table.value(row, column))),
    ];
  }
}
