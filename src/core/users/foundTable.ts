import type { ReportDefinition } from '../catalog/definition.js';
import { normalizeName } from '../table/store/columnNames.js';
import { inLongestPeriod } from '../table/store/reportPeriods.js';
import type { ReportTable } from '../table/store/table.js';
import { type NewColumn, TableBuilder } from '../table/store/tableBuilder.js';
import type { FoundRow } from './searchSnapshot.js';

/**
 * Found rows as a table, in their order. Pages of JSON may differ in their columns; the table has all of them. Of a file with several report
 * periods, it has the rows of the longest: the others say less about the same user.
 */
export function foundTable(rows: readonly FoundRow[], definition: ReportDefinition): ReportTable {
  const byName = new Map(definition.columns.map((column) => [normalizeName(column.name), column]));
  const places = new Map<string, number>();
  const columns: NewColumn[] = [];
  for (const name of new Set(rows.flatMap(({ header }) => header))) {
    if (!places.has(normalizeName(name))) {
      places.set(normalizeName(name), columns.push({ name, definition: byName.get(normalizeName(name)) }) - 1);
    }
  }
  const builder = new TableBuilder();
  columns.forEach((column) => builder.addColumn(column));
  for (const { header, cells } of rows) {
    const row = new Array<string>(columns.length).fill('');
    header.forEach((name, at) => (row[places.get(normalizeName(name)) ?? 0] = cells[at] ?? ''));
    builder.addRow(row);
  }
  return inLongestPeriod(
    builder.finish(
      columns.map((_, at) => at),
      [],
    ),
  );
}
