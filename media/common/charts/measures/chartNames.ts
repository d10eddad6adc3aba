import type { Chart, SeriesChart } from '../../../../src/shared/report.js';

/** Tells a measure from the others of its report, in every display language. */
export function measureName({ column, key }: Pick<SeriesChart, 'column' | 'key'>): string {
  return key === undefined ? column : `${column}, ${key}`;
}

/** What people read as the name of a measure. */
export function measureLabel({
  column,
  columnLabel = column,
  key,
}: Pick<SeriesChart, 'column' | 'columnLabel' | 'key'>): string {
  return measureName({ column: columnLabel, key });
}

/** Name of the column or group that a chart shows. */
export function chartTarget(chart: Chart): string {
  return 'label' in chart ? chart.label : chart.column;
}

/** The same as people read it. */
export function chartTitle(chart: Chart): string {
  return 'label' in chart ? chart.label : (chart.columnLabel ?? chart.column);
}
