import type { TableTotals, TableView } from '../../../src/shared/report.js';
import type { ValueSource } from './filters/valueSource.js';
import type { CardSource } from './card/cardSource.js';
import type { FindSource } from './find/findSource.js';
import type { RowSource } from './grid/rowSource.js';
import type { StatisticsSource } from './selection/statisticsSource.js';

/** Where a table with totals, filters, a search, and rows as cards comes from. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface TableSource extends RowSource, StatisticsSource, ValueSource, FindSource, CardSource {
  getTotals(view: TableView, signal: AbortSignal): Promise<TableTotals>;
}
