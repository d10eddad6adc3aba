import { throwIfAborted } from '../../base/cancellation.js';
import { type IsoDate, parseDay } from '../../base/dates.js';
import { spread } from '../../base/spread.js';
import { productKey } from '../../core/catalog/productSkus.js';
import { PRODUCT, USE } from '../../core/licenses/licenseColumns.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { ACTIVE_USERS } from '../../core/users/joined/joinedReports.js';
import type { Connection } from '../auth/connections/connection.js';
import { productsOfUsers } from '../licenses/productsOfUsers.js';
import type { ReportService } from '../reports/reportService.js';
import { type SnapshotGaps, snapshotGaps } from '../reports/snapshotGaps.js';
import { userSnapshots } from '../users/joinedUsers.js';
import { type MadeFrom, usersAsOf } from './madeTables.js';

/** Enough for a line of a year, and few enough to join the users of each day. */
const MAX_LICENSE_DAYS = 60;

/** How many licenses of a product there were, by day; `null` where the snapshots of a day don't say it. */
export interface LicenseLines {
  /** As the newest of the days writes it; absent for all products together. */
  readonly product?: string;
  readonly assigned: readonly (number | null)[];
  readonly active30: readonly (number | null)[];
  readonly unused: readonly (number | null)[];
}

export interface LicensesOverTime {
  /** Of the first value of the lines. Each has one for every day from here on. */
  readonly firstDay: IsoDate;
  /** All products whose use the newest day knows together, then each product, those with the most licenses first. */
  readonly lines: readonly LicenseLines[];
  /** The days that say something, oldest first. */
  readonly days: readonly IsoDate[];
  readonly gaps: SnapshotGaps;
  /** Days whose snapshots say nothing about licenses. */
  readonly silent: number;
  /** Days that have snapshots, but were left out because there are so many. */
  readonly leftOut: number;
}

type Counts = Readonly<Record<'assigned' | 'active30' | 'unused', number | null>>;

interface OfProduct extends Counts {
  readonly product: string;
  readonly isVisible: boolean;
}

type OfDay = ReadonlyMap<string, OfProduct>;

/**
 * The days of which the archive says who has which licenses, oldest first: those of the report on active users, and the newest day of all
 * reports about users, of which the table of licenses is.
 * @throws UsageReportsError `storage`
 */
export async function licenseDays(
  service: Pick<ReportService, 'archivedSnapshots' | 'newestOfPeriods'>,
  connection: Connection,
): Promise<readonly IsoDate[]> {
  const days = new Set<IsoDate>();
  for await (const { refreshDate, ref, rowCount } of service.archivedSnapshots(connection, ACTIVE_USERS)) {
    // A single day has only who was active on it.
    if (refreshDate !== null && ref.date === undefined && rowCount > 0) {
      days.add(refreshDate);
    }
  }
  const newest = (await userSnapshots(service, connection))
    .map(({ refreshDate }) => refreshDate ?? '')
    .sort()
    .at(-1);
  return [...days, ...(days.size > 0 && newest !== undefined && newest !== '' ? [newest] : [])]
    .sort()
    .filter((day, at, all) => day !== all[at + 1]);
}

/**
 * Licenses as of each day that the archive has: the users are joined of what was archived of that day, as the table of licenses is made of the
 * newest. One day at a time is in memory.
 *
 * @param onStep called after each day
 * @returns `undefined` where fewer than two days are archived
 * @throws UsageReportsError `storage`, `tooLarge`, `tableLost`; the signal's `AbortError`
 */
export async function licensesOverTime(
  from: Pick<MadeFrom, 'service' | 'connection' | 'signal'>,
  onStep: (read: number, total: number) => void,
): Promise<LicensesOverTime | undefined> {
  const all = await licenseDays(from.service, from.connection);
  const asked = spread(all, MAX_LICENSE_DAYS);
  const [firstDay = '', second] = asked;
  if (second === undefined) {
    return undefined;
  }
  const found = new Map<IsoDate, OfDay>();
  for (const [read, day] of asked.entries()) {
    throwIfAborted(from.signal);
    const products = await productsAsOf(from, day);
    // A snapshot without any product tells nothing.
    if (products.size > 0) {
      found.set(day, products);
    }
    onStep(read + 1, asked.length);
  }
  const place = (day: IsoDate) => parseDay(day) - parseDay(firstDay);
  const days = [...found.keys()];
  return {
    ...{ firstDay, days, silent: asked.length - days.length, leftOut: all.length - asked.length },
    lines: linesOf(found, place, place(asked.at(-1) ?? firstDay) + 1),
    gaps: snapshotGaps(asked.map(place), days.map(place)),
  };
}

async function productsAsOf(from: Pick<MadeFrom, 'service' | 'connection' | 'signal'>, day: IsoDate): Promise<OfDay> {
  const { table, users: facts } = await usersAsOf(from, { asOf: day });
  try {
    return facts === undefined
      ? new Map()
      : byProduct(await productsOfUsers({ table, facts }, { signal: from.signal }));
  } finally {
    table.dispose();
  }
}

/** A product that a report writes in two ways is one. */
function byProduct(table: ReportTable): OfDay {
  const at = (name: string) => table.columnIndex(name);
  const columns = { assigned: at(PRODUCT.assigned), active30: at(PRODUCT.active30), unused: at(PRODUCT.unused) };
  const products = new Map<string, OfProduct>();
  for (let row = 0; row < table.rowCount; row++) {
    const product = table.text(row, at(PRODUCT.product));
    const known = products.get(productKey(product));
    const sum = (name: keyof Counts) => {
      const value = table.value(row, columns[name]);
      return plus(known === undefined ? 0 : known[name], typeof value === 'number' ? value : null);
    };
    products.set(productKey(product), {
      product: known?.product ?? product,
      isVisible: table.text(row, at(PRODUCT.use)) === USE.visible,
      ...{ assigned: sum('assigned'), active30: sum('active30'), unused: sum('unused') },
    });
  }
  return products;
}

/** What one part doesn't say, the whole doesn't. */
function plus(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

function linesOf(found: ReadonlyMap<IsoDate, OfDay>, place: (day: IsoDate) => number, length: number): LicenseLines[] {
  const days = [...found];
  const newest = new Map(days.flatMap(([, products]) => [...products]));
  const line = (countsOf: (products: OfDay) => Counts): Omit<LicenseLines, 'product'> => {
    const counts = days.map(([day, products]) => ({ at: place(day), ...countsOf(products) }));
    const valuesOf = (name: keyof Counts) => {
      const values = Array.from({ length }, (): number | null => null);
      counts.forEach((one) => (values[one.at] = one[name]));
      return values;
    };
    return { assigned: valuesOf('assigned'), active30: valuesOf('active30'), unused: valuesOf('unused') };
  };
  const none = (isVisible: boolean): Counts => ({
    assigned: 0,
    active30: isVisible ? 0 : null,
    unused: isVisible ? 0 : null,
  });
  const last = days.at(-1)?.[1];
  const sizeOf = (key: string) => last?.get(key)?.assigned ?? 0;
  const inOrder = [...newest].sort(([one], [other]) => sizeOf(other) - sizeOf(one));
  const known = inOrder.map(([key]) => key).filter((key) => typeof last?.get(key)?.unused === 'number');
  return [
    line((products) => totalOf(known.map((key) => products.get(key) ?? none(true)))),
    ...inOrder.map(([key, { product, isVisible }]) => ({
      product,
      ...line((products) => products.get(key) ?? none(isVisible)),
    })),
  ];
}

function totalOf(products: readonly Counts[]): Counts {
  const sum = (name: keyof Counts) =>
    products.reduce((total: number | null, one) => plus(total, one[name]), products.length === 0 ? null : 0);
  return { assigned: sum('assigned'), active30: sum('active30'), unused: sum('unused') };
}
