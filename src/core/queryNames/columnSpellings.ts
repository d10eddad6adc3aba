import type { ColumnDefinition, ReportDefinition } from '../catalog/definition.js';
import { normalizeName } from '../table/store/columnNames.js';

/** The names of a column in one spelling, as queries are. */
export function columnSpellings({ name, label, aliases = [] }: ColumnDefinition): readonly string[] {
  return [name, ...(label === undefined ? [] : [label]), ...aliases].map(normalizeName);
}

/** Finds the column that a query means by any of its names. */
export function findColumn(name: string, { columns }: Pick<ReportDefinition, 'columns'>): ColumnDefinition | undefined {
  const wanted = normalizeName(name);
  return columns.find((column) => columnSpellings(column).includes(wanted));
}
