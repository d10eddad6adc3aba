import type { CellStatistics, RowSpan, TableView } from '../../../../src/shared/report.js';

/** Where it is known what cells come to. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface StatisticsSource {
  /** @param cells `columns` by their index in the table */
  getCellStatistics(
    cells: { readonly view: TableView; readonly rows: readonly RowSpan[]; readonly columns: readonly number[] },
    signal: AbortSignal,
  ): Promise<CellStatistics>;
}
