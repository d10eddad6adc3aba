import type { ReportDefinition } from './definition.js';

/** A report that only the admin center exports: no function of Microsoft Graph has it, so there is nothing to request. */
export type ExportDefinition = Pick<
  ReportDefinition,
  'name' | 'title' | 'description' | 'product' | 'keys' | 'columns' | 'adminCenter' | 'cards' | 'rowsAre'
>;

/** What a report that cannot be requested says of requests: nothing. */
const NOT_REQUESTED = {
  versions: [],
  periods: [],
  acceptsDate: false,
  formats: {},
  formatOption: [],
  ifNoneMatch: [],
  clouds: [],
} satisfies Partial<ReportDefinition>;

/** An export of the admin center as a report like any other, without a period. */
export function exportedReport(definition: ExportDefinition): ReportDefinition {
  return { ...NOT_REQUESTED, ...definition, kind: 'detail' };
}

/**
 * A file that is no known report: a table whose types are inferred.
 * @param title what people know the file by
 * @param day the column with the day of each row, where each day has one row: the file is drawn by day then
 */
export function unknownReport(title: string, day: string | undefined): ReportDefinition {
  const common = { ...NOT_REQUESTED, name: 'file', title, description: '', product: '', columns: [] };
  return day === undefined ? { ...common, kind: 'detail', keys: [] } : { ...common, kind: 'daily-series', keys: [day] };
}
