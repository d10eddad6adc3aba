import type { PartialReport, Report } from '../../services/reports/report.js';
import type { HistoryContext } from '../../services/reports/reportHistory.js';
import type { RowsPart } from '../../shared/pages/common.js';
import type { CellWords } from '../../shared/format/cellTexts.js';
import type { Chart, ColumnFacts, QuickFilter } from '../../shared/report.js';
import { rowsPart } from '../common/rowsPart.js';

/** Rows that come with the report itself, so that the page need not request any before it is painted. A little more than a screen has. */
const FIRST_ROWS = 60;

/** A report with what is drawn of it at once. */
export interface DrawnReport<R extends PartialReport = Report> {
  readonly report: R;
  readonly charts: readonly Chart[];
  readonly quickFilters: readonly QuickFilter[];
  readonly columnFacts: readonly ColumnFacts[];
  /** In the order of the file. */
  readonly firstRows: RowsPart;
  /** What the archive knows beyond the report, as soon as that is read. */
  readonly historyContext?: HistoryContext;
}

/**
 * Reads what is drawn of a report at once. Disposes of its table where that fails.
 * @param words how the page writes its cells; absent where it writes them as the table has them
 */
export async function drawReport<R extends PartialReport>(report: R, words?: CellWords): Promise<DrawnReport<R>> {
  try {
    await (words && report.table.showAs(words));
    const [charts, quickFilters, columnFacts, firstRows] = await Promise.all([
      report.table.charts(report.definition),
      report.definition.kind === 'detail' ? report.table.quickFilters() : [],
      report.table.columnFacts(),
      rowsPart(0, FIRST_ROWS, (start, end) => report.table.rows({}, start, end)),
    ]);
    return { report, charts, quickFilters, columnFacts, firstRows };
  } catch (error) {
    report.table.dispose();
    throw error;
  }
}
