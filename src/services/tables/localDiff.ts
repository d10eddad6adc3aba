import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type Diff, diffOf } from '../../core/diff/diff.js';
import { DiffTab } from '../../core/diff/diffTab.js';
import { tableOfColumns } from '../../core/export/tableOfColumns.js';
import { writers } from '../../core/export/writers.js';
import { changeKinds, type ChangeKind } from '../../shared/diff.js';
import { UsageReportsError } from '../../base/errors.js';
import type { CellStatistics, TableView } from '../../shared/report.js';
import { decodeCsv } from '../../core/table/csv/decodeCsv.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import { cellStatisticsOf } from '../../core/table/query/cellStatistics.js';
import { rowsAt } from '../../core/table/query/rowsAt.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { ChangeTab, DiffJob, DiffHandle, SnapshotFile } from './diffHandle.js';
import { gzip } from './gzip.js';
import type { CellsOfView, ViewRows } from './tableHandle.js';

/**
 * Compares two snapshots in this process. Only the rows that differ stay in memory.
 *
 * @throws UsageReportsError `notAReport`, `truncated`, `brokenAnswer`; the signal's `AbortError`; errors of the chunks
 */
export async function compareLocally(
  before: SnapshotFile,
  after: SnapshotFile,
  definition: ReportDefinition,
  signal?: AbortSignal,
): Promise<DiffHandle> {
  const decoded = (file: SnapshotFile): Promise<ReportTable> =>
    (file.format === 'csv' ? decodeCsv : decodeJson)(file.chunks(), definition, { signal });
  const tableBefore = await decoded(before);
  return new LocalDiff(await diffOf(tableBefore, await decoded(after), definition, { signal }));
}

class LocalDiff implements DiffHandle {
  readonly diff: DiffHandle['diff'];
  readonly tabs: readonly ChangeTab[];
  /** `undefined` after {@link dispose}. */
  #rows: { readonly all: ReportTable; readonly byChange: ReadonlyMap<ChangeKind, DiffTab> } | undefined;

  constructor(compared: Diff) {
    const { table, ...diff } = compared;
    const tabs = changeKinds.map((change) => new DiffTab(compared, change));
    this.diff = diff;
    this.tabs = tabs.map(({ change, columns, count }) => ({ change, columns, count }));
    this.#rows = { all: table.table, byChange: new Map(tabs.map((tab) => [tab.change, tab])) };
  }

  dispose(): void {
    this.#rows = undefined;
  }

  async rows(change: ChangeKind, view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows> {
    const tab = this.#tab(change);
    const rows = await tab.rows(view, signal);
    return { viewRowCount: rows.length, rows: Array.from(rows.subarray(start, end), (row) => tab.cells(row)) };
  }

  async cellStatistics(
    change: ChangeKind,
    view: TableView,
    { rows, columns }: CellsOfView,
    definition: ReportDefinition,
    signal?: AbortSignal,
  ): Promise<CellStatistics> {
    const tab = this.#tab(change);
    const order = await tab.rows(view, signal);
    const shown = columns.filter((column) => column < tab.columns.length);
    return cellStatisticsOf(tab.table, rowsAt(rows, order, tab.count), shown, definition, signal);
  }

  async *write({
    change,
    writer,
    facts,
    options = {},
    view = {},
    rows: spans,
    columns,
  }: DiffJob): AsyncGenerator<Uint8Array> {
    if (change === undefined) {
      yield* writers[writer]({ ...facts, table: this.#required.all }, options, gzip);
      return;
    }
    const tab = this.#tab(change);
    const order = await tab.rows(view);
    const rows = spans === undefined ? order : rowsAt(spans, order, tab.count);
    const table = columns === undefined ? tab.table : tableOfColumns(tab.table, columns);
    yield* writers[writer]({ ...facts, table, rows }, options, gzip);
  }

  #tab(change: ChangeKind): DiffTab {
    const tab = this.#required.byChange.get(change);
    if (tab === undefined) {
      throw new UsageReportsError('invalidRequest', `There is no change "${change}".`, { argument: 'change' });
    }
    return tab;
  }

  get #required() {
    if (this.#rows === undefined) {
      throw new UsageReportsError('invalidRequest', 'The comparison has been closed.', { argument: 'difference' });
    }
    return this.#rows;
  }
}
