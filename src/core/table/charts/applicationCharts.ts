import type { ReportDefinition } from '../../catalog/definition.js';
import { type BarsChart, columnLabel } from '../../../shared/report.js';
import { type ChartColumn, dayColumn, keyLabel, measureColumns } from './chartColumns.js';
import { longestFirst } from './barsCharts.js';

/** More bars are better read as a table. */
const MAX_APPLICATIONS = 10;

/**
 * The applications with the largest amounts over all days, one chart per amount that the catalog names. Rows without an application or a day
 * are not drawn, nor are applications of which no row has the amount.
 */
export function applicationCharts(
  columns: readonly ChartColumn[],
  rowCount: number,
  definition: ReportDefinition,
): readonly BarsChart[] {
  const application = columns.find(({ info }) => info.application === true);
  if (application === undefined) {
    return [];
  }
  const days = dayColumn(columns, definition)?.data;
  return (definition.topApplications ?? []).flatMap((name): BarsChart[] => {
    const measure = measureColumns(columns).find(({ info }) => info.name === name);
    if (measure === undefined) {
      return [];
    }
    const totals = new Map<string, number>();
    for (let row = 0; row < rowCount; row++) {
      const label = keyLabel([application], row);
      const amount = measure.data.numberAt(row);
      if (label !== '' && !Number.isNaN(amount) && !Number.isNaN(days?.numberAt(row) ?? 0)) {
        totals.set(label, (totals.get(label) ?? 0) + amount);
      }
    }
    const bars = longestFirst([...totals].map(([label, value]) => ({ label, value }))).slice(0, MAX_APPLICATIONS);
    return bars.length === 0
      ? []
      : [{ kind: 'bars', label: columnLabel(measure.info), unit: measure.unit, bars, measure: name }];
  });
}
