import type { ReportDefinition } from '../../catalog/definition.js';
import type { Chart } from '../../../shared/report.js';
import { barsCharts } from './barsCharts.js';
import { type ColumnarTable, columnarOf } from '../store/columnarTable.js';
import { groupChart } from './groupChart.js';
import { withShortLabels } from './labels.js';
import { seriesCharts } from './seriesCharts.js';
import { valueDistributionCharts } from './valueDistributionCharts.js';
import type { ReportTable } from '../store/table.js';
import { contentColumns } from './chartColumns.js';

/**
 * What there is to draw of a report, by its kind: lines over days, bars, or how values are spread. Columns that the catalogue
 * does not know are drawn as well. Empty where the table has no rows or nothing that can be drawn.
 *
 * @param definition without it the columns decide: a report with days is a series, one with a single row is bars
 */
export function chartsOf(table: ReportTable, definition: ReportDefinition | undefined): readonly Chart[] {
  return [...chartsInTurn(table, definition)].flat();
}

/** The same a few at a time, so that whoever draws a large report can let others have their turn in between. */
export function* chartsInTurn(
  table: ReportTable,
  definition: ReportDefinition | undefined,
): Iterable<readonly Chart[]> {
  for (const charts of drawn(columnarOf(table), definition)) {
    yield charts.map(withShortLabels);
  }
}

function* drawn(table: ColumnarTable, definition: ReportDefinition | undefined): Iterable<readonly Chart[]> {
  if (table.rowCount === 0) {
    return;
  }
  const columns = contentColumns(table);
  switch (definition?.kind) {
    case 'detail':
      for (const part of columns) {
        yield valueDistributionCharts([part]);
      }
      for (const group of definition.groups ?? []) {
        const chart = groupChart(group, columns, table.rowCount);
        yield chart === undefined ? [] : [chart];
      }
      return;
    case 'distribution':
    case 'current-state':
      yield barsCharts(table, definition);
      return;
    case 'daily-series':
      // Without its days it is at least amounts.
      yield seriesCharts(columns, table.rowCount, definition) ?? barsCharts(table, definition);
      return;
    case undefined:
      yield (
        seriesCharts(columns, table.rowCount, definition) ??
        (table.rowCount === 1 ? barsCharts(table, definition) : valueDistributionCharts(columns))
      );
  }
}
