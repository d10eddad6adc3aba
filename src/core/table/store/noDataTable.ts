import type { ReportDefinition } from '../../catalog/definition.js';
import type { ReportTable } from './table.js';
import { TableBuilder } from './tableBuilder.js';

/** The table of a report for which the service has no data and sends no file: the documented columns, without rows. */
export function noDataTable({ columns }: ReportDefinition): ReportTable {
  const builder = new TableBuilder();
  const documented = columns.filter(({ onlyJson }) => onlyJson !== true);
  for (const definition of documented) {
    builder.addColumn({ name: definition.name, definition });
  }
  return builder.finish([...documented.keys()], [{ kind: 'noData' }]);
}
