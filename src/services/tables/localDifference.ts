import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type Difference, differenceOf } from '../../core/diff/difference.js';
import { DifferenceTab } from '../../core/diff/differenceTab.js';
import { writers } from '../../core/export/writers.js';
import { changeKinds, type ChangeKind } from '../../shared/pages/snapshotDiff.js';
import { UsageReportsError } from '../../base/errors.js';
import type { TableView } from '../../shared/report.js';
import { decodeCsv } from '../../core/table/csv/csv.js';
import { decodeJson } from '../../core/table/json/json.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { ChangeTab, DifferenceJob, OpenedDifference, StoredFile } from './openedDifference.js';
import type { RowsOfView } from './openedTable.js';

/**
 * Two snapshots compared in this process. What was decoded of them goes; the rows that differ stay.
 *
 * @throws UsageReportsError `notAReport`, `truncated`, `brokenAnswer`; the signal's `AbortError`; whatever iterating over the chunks
 *   throws
 */
export async function compareLocally(
  before: StoredFile,
  after: StoredFile,
  definition: ReportDefinition,
  signal?: AbortSignal,
): Promise<OpenedDifference> {
  const decoded = (file: StoredFile): Promise<ReportTable> =>
    (file.format === 'csv' ? decodeCsv : decodeJson)(file.chunks(), definition, { signal });
  const tableBefore = await decoded(before);
  return new LocalDifference(await differenceOf(tableBefore, await decoded(after), definition, { signal }));
}

class LocalDifference implements OpenedDifference {
  readonly difference: OpenedDifference['difference'];
  readonly tabs: readonly ChangeTab[];
  /** `undefined` once it is closed. */
  #rows: { readonly all: ReportTable; readonly byChange: ReadonlyMap<ChangeKind, DifferenceTab> } | undefined;

  constructor(compared: Difference) {
    const { table, ...difference } = compared;
    const tabs = changeKinds.map((change) => new DifferenceTab(compared, change));
    this.difference = difference;
    this.tabs = tabs.map(({ change, columns, count }) => ({ change, columns, count }));
    this.#rows = { all: table.table, byChange: new Map(tabs.map((tab) => [tab.change, tab])) };
  }

  dispose(): void {
    this.#rows = undefined;
  }

  async rows(change: ChangeKind, view: TableView, start: number, end: number, signal?: AbortSignal): Promise<RowsOfView> {
    const tab = this.#tab(change);
    const rows = await tab.rows(view, signal);
    return { viewRowCount: rows.length, rows: Array.from(rows.subarray(start, end), (row) => tab.cells(row)) };
  }

  async *write({ change, writer, facts, options = {}, view = {}, places }: DifferenceJob): AsyncGenerator<Uint8Array> {
    if (change === undefined) {
      yield* writers[writer]({ ...facts, table: this.#required.all }, options);
      return;
    }
    const tab = this.#tab(change);
    const rows = await tab.rows(view);
    const chosen = places === undefined ? rows : Uint32Array.from(places.flatMap((place) => rows[place] ?? []));
    yield* writers[writer]({ ...facts, table: tab.table, rows: chosen }, options);
  }

  #tab(change: ChangeKind): DifferenceTab {
    const tab = this.#required.byChange.get(change);
    if (tab === undefined) {
      throw new UsageReportsError('invalidRequest', `There is no change “${change}”.`, { argument: 'change' });
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
