import { countedRowsOf, type ReportSummary } from '../../../src/shared/pages/report.js';
import { adoptStyles } from '../base/components/adoptStyles.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { distributionByColumn } from './grid/distributions.js';
import type { DrawnSummary } from './grid/drawnSummary.js';
import { headSummary, headSummaryView } from './grid/headSummary.js';
import styles from './grid/headSummary.css' with { type: 'text' };

adoptStyles(styles);

/**
 * What the headers of a detail report draw of their columns.
 *
 * @returns one entry per column; `undefined` if headers need no room for them
 */
export function columnSummaries(
  summary: ReportSummary,
  columns: readonly ShownColumn[],
  format: Format,
): readonly (DrawnSummary | undefined)[] | undefined {
  const charts = distributionByColumn(summary.charts);
  const all = columns.map((column, index): DrawnSummary | undefined => {
    const drawn = headSummary(charts.get(column.name), column, index, countedRowsOf(summary), format);
    return (
      drawn && {
        description: drawn.description,
        view: (set, toggle) => headSummaryView(drawn, set, toggle),
      }
    );
  });
  if (all.every((one) => one === undefined)) {
    return undefined;
  }
  // Of the first rows alone they would say something wrong; their places stay.
  return summary.partial === true ? all.map(() => undefined) : all;
}
