import { dataDayLimits, formatDay, type DataDayLimits, type IsoDate, type IsoInstant } from '../../../base/dates.js';
import type { Column } from './column.js';
import { isDayName, normalizeName } from './columnNames.js';
import { columnarOf } from './columnarTable.js';
import type { ReportTable } from './table.js';

/** Up to which day the data of a report go. */
export interface DataDays {
  /** The newest `Report Refresh Date`; `null` if the report has none that can be right. */
  readonly refreshDate: IsoDate | null;
  /** The newest day of the rows: of the column that says which day a row is about, else of all columns with days. */
  readonly newestRowDay: IsoDate | null;
  /** The latest refresh date of the file if it cannot be right; `null` if all can. */
  readonly implausible: IsoDate | null;
}

const REFRESH_DATE = normalizeName('Report Refresh Date');

/** @param fetchedAt when the file was fetched: a later day can't be right */
export function dataDaysOf(table: ReportTable, fetchedAt?: IsoInstant): DataDays {
  const { columns, data } = columnarOf(table);
  const limits = dataDayLimits(fetchedAt);
  const others = columns.flatMap(({ name, type }, index) =>
    type === 'date' && normalizeName(name) !== REFRESH_DATE ? [{ name, column: data[index] }] : [],
  );
  const named = others.filter(({ name }) => isDayName(name));
  const newestOf = (list: readonly { readonly column: Column | undefined }[]) =>
    Math.max(...list.map(({ column }) => newestDay(column, limits)));
  const refresh = columns.findIndex(({ name }) => normalizeName(name) === REFRESH_DATE);
  return {
    refreshDate: dateOf(newestDay(data[refresh], limits)),
    newestRowDay: dateOf(newestOf(named.length > 0 ? named : others)),
    implausible: dateOf(
      Math.max(
        newestDay(data[refresh], { first: limits.last + 1, last: Number.POSITIVE_INFINITY }),
        newestDay(data[refresh], { first: Number.NEGATIVE_INFINITY, last: limits.first - 1 }),
      ),
    ),
  };
}

/** @returns `-Infinity` if no cell holds a day within the limits */
function newestDay(column: Column | undefined, { first, last }: DataDayLimits): number {
  let newest = Number.NEGATIVE_INFINITY;
  if (column?.storage === 'scalar') {
    for (let row = 0; row < column.stored.length; row++) {
      const day = column.numberAt(row);
      if (day > newest && day >= first && day <= last) {
        newest = day;
      }
    }
  }
  return newest;
}

function dateOf(day: number): IsoDate | null {
  return day === Number.NEGATIVE_INFINITY ? null : formatDay(day);
}
