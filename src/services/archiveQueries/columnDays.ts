import type { IsoDate } from '../../base/dates.js';
import { SUBSCRIPTION_COLUMNS } from '../../core/licenses/licenseColumns.js';
import { usedColumns } from '../../core/queryNames/usedColumns.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import type { Query } from '../../shared/query/query.js';
import { columnLabel } from '../../shared/report.js';
import type { AskedTable } from './madeTables.js';

/** Columns of one day, which need not be that of the table. */
export interface ColumnsOfDay {
  readonly day: IsoDate;
  /** As people read them. */
  readonly labels: readonly string[];
  /** Whether they are from a person's file, which says what is so today, whatever is asked. */
  readonly isFile: boolean;
}

/**
 * What a query uses of columns that have a day of their own: those of the directory, of a person's file, and of what was bought.
 * @param today the day that a person's file is of
 */
export function columnDays(
  query: Query,
  {
    table,
    subscriptionsDay,
  }: Pick<AskedTable, 'subscriptionsDay'> & { readonly table: Pick<AskedTable['table'], 'columns'> },
  today: IsoDate,
): readonly ColumnsOfDay[] {
  const used = usedColumns(query);
  const days = new Map<string, { readonly day: IsoDate; readonly labels: string[]; readonly isFile: boolean }>();
  for (const column of table.columns) {
    const { name, directoryDay, attributesFile } = column;
    const isFile = attributesFile !== undefined;
    const ofTable = SUBSCRIPTION_COLUMNS.has(name) ? subscriptionsDay : undefined;
    const day = directoryDay ?? (isFile ? today : ofTable);
    if (day !== undefined && (used === undefined || used.has(normalizeName(name)))) {
      const known = days.get(`${day} ${isFile}`) ?? { day, labels: [], isFile };
      known.labels.push(columnLabel(column));
      days.set(`${day} ${isFile}`, known);
    }
  }
  return [...days.values()];
}
