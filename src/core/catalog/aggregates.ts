import type { Aggregate } from '../../shared/report.js';
import type { ReportDefinition } from './definition.js';

/** What the days of a measure of a daily series come to; of a column that the catalog does not know, the mean. */
export function aggregateOf({ aggregate, columns, totals = [] }: ReportDefinition, measure: string): Aggregate {
  const name = totals.find((total) => total.name === measure)?.columns[0] ?? measure;
  const column = columns.find((each) => each.name === name || each.aliases?.includes(name) === true);
  return column === undefined ? 'mean' : (column.aggregate ?? aggregate ?? 'mean');
}
