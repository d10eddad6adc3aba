import { countedRowsOf, type ReportSummary } from '../../../src/shared/pages/report.js';
import type { ShownColumn } from '../base/format/byteScale.js';
import type { Format } from '../base/format/format.js';
import { distributionByColumn, type HeadSummary, headSummary } from './grid/headSummary.js';

/**
 * What the headers draw of their columns: details have a summary in every column's header; other reports are drawn above.
 *
 * @returns one entry per column; `undefined` if headers need no room for them
 */
export function columnSummaries(
  summary: ReportSummary,
  columns: readonly ShownColumn[],
  format: Format,
): readonly (HeadSummary | undefined)[] | undefined {
  if (summary.kind !== 'detail') {
    return undefined;
  }
  const charts = distributionByColumn(summary.charts);
  const all = columns.map((column, index) =>
    headSummary(charts.get(column.name), column, index, countedRowsOf(summary), format),
  );
  if (all.every((one) => one === undefined)) {
    return undefined;
  }
  // Of the first rows alone they would say something wrong; their places stay.
  return summary.partial === true ? all.map(() => undefined) : all;
}
