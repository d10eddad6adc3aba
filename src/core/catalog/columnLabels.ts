import type { ReportDefinition } from './definition.js';

/** Finds the label of a column of the report by its name. A column that has none, or that the catalog does not know, is called by its name. */
export function columnLabels({ columns }: Pick<ReportDefinition, 'columns'>): (name: string) => string {
  const labels = new Map(columns.map(({ name, label = name }) => [name, label]));
  return (name) => labels.get(name) ?? name;
}
