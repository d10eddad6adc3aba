import type { Chart, SeriesChart } from '../../../../src/shared/report.js';

/** Name of a measure among those of its report. */
export function measureName({ column, key }: Pick<SeriesChart, 'column' | 'key'>): string {
  return key === undefined ? column : `${column}, ${key}`;
}

/** A name where its values stand beside it in human units: that they are counted in bytes is then no help. */
export function nameWithoutUnit(name: string): string {
  return name.replaceAll(/ \(Byte\)/gi, '');
}

/** The column or group that a picture is of. */
export function chartTitle(chart: Chart): string {
  return 'label' in chart ? chart.label : chart.column;
}
