import type { ColumnDefinition, ReportDefinition } from '../../../../../src/core/catalog/definition.js';
import type { Chart } from '../../../../../src/shared/report.js';
import { chartsOf } from '../../../../../src/core/table/charts/charts.js';
import { csv, csvFile } from '../support.js';

export const number = (name: string, unit?: ColumnDefinition['unit']): ColumnDefinition => ({
  name,
  type: 'number',
  unit,
});
export const text = (name: string): ColumnDefinition => ({ name, type: 'text' });
export const date = (name: string): ColumnDefinition => ({ name, type: 'date' });

export async function charts(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  report?: ReportDefinition,
): Promise<readonly Chart[]> {
  return chartsOf(await csv(csvFile([header, ...rows]), report), report);
}
