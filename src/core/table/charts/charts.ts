import { type DataDayLimits, dataDayLimits, type IsoInstant } from '../../../base/dates.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { Chart } from '../../../shared/report.js';
import { applicationCharts } from './applicationCharts.js';
import { barsCharts } from './barsCharts.js';
import { type ColumnarTable, columnarOf } from '../store/columnarTable.js';
import { inLongestPeriod } from '../store/reportPeriods.js';
import { groupChart } from './groupChart.js';
import { withShortLabels } from './labels.js';
import { seriesCharts } from './seriesCharts.js';
import { valueDistributionCharts } from './valueDistributionCharts.js';
import type { ReportTable } from '../store/table.js';
import { contentColumns } from './chartColumns.js';

/**
 * All charts of a report. Its kind decides: lines over days, bars, or distributions of values. Columns that the catalog does not know are
 * drawn, too. Empty if the table has no rows or nothing to draw.
 *
 * @param definition without it the columns decide: a report with days becomes lines, one with a single row bars
 * @param fetchedAt when the file was fetched: later days can't be right, and are not drawn
 */
export function chartsOf(
  table: ReportTable,
  definition: ReportDefinition | undefined,
  fetchedAt?: IsoInstant,
): readonly Chart[] {
  return [...chartsInTurn(table, definition, fetchedAt)].flat();
}

/** The same charts a few at a time, so that the caller can yield to the event loop in between. */
export function* chartsInTurn(
  table: ReportTable,
  definition: ReportDefinition | undefined,
  fetchedAt?: IsoInstant,
): Iterable<readonly Chart[]> {
  for (const charts of allCharts(columnarOf(table), definition, dataDayLimits(fetchedAt))) {
    yield charts.map(withShortLabels);
  }
}

function* allCharts(
  table: ColumnarTable,
  definition: ReportDefinition | undefined,
  limits: DataDayLimits,
): Iterable<readonly Chart[]> {
  if (table.rowCount === 0) {
    return;
  }
  // Several periods of a summary are several bars; in a detail report or a series they are the same users and days once more.
  if (definition?.kind === 'distribution' || definition?.kind === 'current-state') {
    yield barsCharts(table, definition);
    return;
  }
  const counted = inLongestPeriod(table);
  const { rowCount } = counted;
  const columns = contentColumns(counted, limits);
  switch (definition?.kind) {
    case 'detail':
      for (const part of columns) {
        yield valueDistributionCharts([part]);
      }
      for (const group of definition.groups ?? []) {
        const chart = groupChart(group, columns, rowCount);
        yield chart === undefined ? [] : [chart];
      }
      return;
    case 'daily-series': {
      yield applicationCharts(columns, rowCount, definition);
      const series = seriesCharts(columns, rowCount, definition);
      // Without a day column it is drawn as amounts.
      yield* series ?? [barsCharts(table, definition)];
      return;
    }
    case undefined: {
      const series = seriesCharts(columns, rowCount, definition);
      yield* series ?? [rowCount === 1 ? barsCharts(counted, definition) : valueDistributionCharts(columns)];
    }
  }
}
