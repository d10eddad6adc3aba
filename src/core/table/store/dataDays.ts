import { dataDayLimits, formatDay, type IsoDate, type IsoInstant } from '../../../base/dates.js';
import type { TableWarning } from '../../../shared/report.js';
import { isDayName, normalizeName } from './columnNames.js';
import { type ColumnarTable, columnarOf } from './columnarTable.js';
import { plausibleDays } from './plausibleDays.js';
import type { ReportTable } from './table.js';

/** Up to which day the data of a report go. */
export interface DataDays {
  /** The newest `Report Refresh Date`; `null` if the report has none that can be right. */
  readonly refreshDate: IsoDate | null;
  /** The newest day of the rows: of the column that says which day a row is about, else of all columns with days. */
  readonly newestRowDay: IsoDate | null;
  /** The days that cannot be right. They are in no day above. */
  readonly implausible: readonly TableWarning[];
}

const REFRESH_DATE = normalizeName('Report Refresh Date');

/** @param fetchedAt when the file was fetched: a later day can't be right */
export function dataDaysOf(file: ReportTable, fetchedAt?: IsoInstant): DataDays {
  const table = columnarOf(file);
  const days = table.columns.flatMap(({ name, type }, index) =>
    type === 'date' ? [{ name, ...columnDays(table, index, fetchedAt) }] : [],
  );
  const isRefreshDate = ({ name }: { readonly name: string }) => normalizeName(name) === REFRESH_DATE;
  const refresh = days.find(isRefreshDate);
  const others = days.filter((column) => !isRefreshDate(column));
  const named = others.filter(({ name }) => isDayName(name));
  return {
    refreshDate: dateOf(refresh?.newest ?? Number.NEGATIVE_INFINITY),
    newestRowDay: dateOf(Math.max(...(named.length > 0 ? named : others).map(({ newest }) => newest))),
    implausible: [
      ...(refresh === undefined || refresh.impossible === 0
        ? []
        : [{ kind: 'implausibleRefreshDate', date: formatDay(refresh.latestImpossible) } as const]),
      ...others.flatMap(({ name, impossible, latestImpossible }): TableWarning[] =>
        impossible === 0
          ? []
          : [{ kind: 'implausibleDays', column: name, count: impossible, example: formatDay(latestImpossible) }],
      ),
    ],
  };
}

interface ColumnDays {
  /** Of those that can be right; `-Infinity` if no cell holds one. */
  readonly newest: number;
  /** Number of cells whose day cannot be right. */
  readonly impossible: number;
  readonly latestImpossible: number;
}

function columnDays(table: ColumnarTable, index: number, fetchedAt: IsoInstant | undefined): ColumnDays {
  const column = table.data[index];
  let [newest, impossible, latestImpossible] = [Number.NEGATIVE_INFINITY, 0, Number.NEGATIVE_INFINITY];
  if (column?.storage === 'scalar') {
    const plausibleDay = plausibleDays(table, column, index, dataDayLimits(fetchedAt));
    for (let row = 0; row < column.stored.length; row++) {
      const plausible = plausibleDay(row);
      if (!Number.isNaN(plausible)) {
        newest = Math.max(newest, plausible);
        continue;
      }
      const day = column.numberAt(row);
      if (!Number.isNaN(day)) {
        impossible++;
        latestImpossible = Math.max(latestImpossible, day);
      }
    }
  }
  return { newest, impossible, latestImpossible };
}

function dateOf(day: number): IsoDate | null {
  return day === Number.NEGATIVE_INFINITY ? null : formatDay(day);
}
