import type { IsoDate } from '../../base/dates.js';
import { TimeSlicer } from '../../base/timeSlicer.js';
import { QUERY_VERSION, type Query, type QueryFilter } from '../../shared/query/query.js';
import { ColumnarTable } from '../table/store/columnarTable.js';
import { joinList } from '../table/store/lists.js';
import type { ReportTable } from '../table/store/table.js';
import { TableBuilder } from '../table/store/tableBuilder.js';
import type { AskLicenses } from './askLicenses.js';
import {
  LICENSE,
  LICENSE_STATES,
  MONEY_COLUMNS,
  PRODUCT,
  PRODUCTS_REPORT,
  SUBSCRIPTION_COLUMNS,
  USE,
} from './licenseColumns.js';
import { servicesOf } from './productServices.js';
import { productKey } from '../catalog/productSkus.js';
import { notAssignedOf, paidNotAssignedOf, type Subscription, type Subscriptions } from './subscriptions.js';

/** What a license of each product costs a month. */
export interface LicensePrices {
  /** Whatever people write: `USD`. */
  readonly currency: string;
  /** By the product's key, see `productKey`. */
  readonly prices: ReadonlyMap<string, number>;
}

/** How many more have each product than in an earlier snapshot. */
export interface AssignedChange {
  readonly since: IsoDate | null;
  /** By the product's key, see `productKey`. */
  readonly changes: ReadonlyMap<string, number>;
}

export interface ProductTableOptions {
  readonly prices?: LicensePrices;
  readonly change?: AssignedChange;
  /** What was bought; absent if the directory does not say it. Where it is archived and cannot be read, its columns are blank, and a warning says so. */
  readonly subscriptions?: Subscriptions | 'unread';
  readonly signal?: AbortSignal;
}

const COUNT = 'Count';

const isTrue = (column: string): QueryFilter => ({ column, kind: 'values', values: ['True'] });
const inState = (...states: readonly (keyof typeof LICENSE_STATES)[]): QueryFilter => ({
  column: LICENSE.state,
  kind: 'values',
  values: states.map((state) => LICENSE_STATES[state]),
});

/**
 * The table of products: groups of the table of licenses. Of a product whose use no report shows, or none that is archived, everything about
 * its use is blank, never 0.
 *
 * @param ask of licenses, see `licenseRows.ts`
 * @throws UsageReportsError `tooLarge`; the signal's `AbortError`
 */
export async function productTable(
  ask: AskLicenses,
  { prices, change, subscriptions: archived, signal }: ProductTableOptions = {},
): Promise<ReportTable> {
  const subscriptions = archived === 'unread' ? undefined : archived;
  const counts = (...filters: QueryFilter[]) => countByProduct(ask, filters);
  const assigned = await counts();
  const measures = {
    notKnown: await counts(inState('notKnown')),
    deleted: await counts(inState('deleted')),
    active30: await counts(isTrue(LICENSE.active30), inState('used', 'new', 'unused')),
    active90: await counts(inState('used')),
    new: await counts(isTrue(LICENSE.isNew), inState('used', 'new', 'unused', 'notVisible', 'notKnown')),
    unused: await counts(inState('unused')),
    newUnused: await counts(inState('new')),
    notVisible: await counts(inState('notVisible')),
  };
  const usedServices = await servicesByUse(ask);
  const [[refreshDate] = []] = await ask({ version: QUERY_VERSION, columns: [LICENSE.refreshDate], limit: 1 });

  const columns = PRODUCTS_REPORT.columns.filter(
    ({ name }) => archived !== undefined || !SUBSCRIPTION_COLUMNS.has(name),
  );
  const builder = new TableBuilder();
  columns.forEach((definition) => builder.addColumn({ name: definition.name, definition }));
  for (const { product, count, subscription } of productsOf(assigned, subscriptions)) {
    const key = productKey(product);
    const of = (measure: keyof typeof measures) => measures[measure].get(product) ?? 0;
    const isVisible = servicesOf(product).length > 0;
    const isKnown = isVisible && count > of('deleted') + of('notKnown');
    const known = (measure: keyof typeof measures) => (isKnown ? of(measure) : undefined);
    const price = prices?.prices.get(key);
    const decimals = decimalsOf(price);
    const cost = (licenses: number | undefined) =>
      numberText(price === undefined || licenses === undefined ? undefined : price * licenses, decimals);
    const unused = known('unused');
    const cells: Readonly<Record<string, string>> = {
      [PRODUCT.refreshDate]: typeof refreshDate === 'string' ? refreshDate : '',
      [PRODUCT.product]: product,
      [PRODUCT.use]: isVisible ? USE.visible : USE.notVisible,
      [PRODUCT.bought]: numberText(subscription?.bought),
      [PRODUCT.inGracePeriod]: numberText(subscription?.inGracePeriod),
      [PRODUCT.suspended]: numberText(subscription?.suspended),
      [PRODUCT.consumed]: numberText(subscription?.consumed),
      [PRODUCT.notAssigned]: numberText(subscription && notAssignedOf(subscription)),
      [PRODUCT.notAssignedCost]: cost(subscription && paidNotAssignedOf(subscription)),
      [PRODUCT.assigned]: numberText(count),
      [PRODUCT.active30]: numberText(known('active30')),
      [PRODUCT.active90]: numberText(known('active90')),
      [PRODUCT.unused]: numberText(unused),
      [PRODUCT.unusedShare]: numberText(unused === undefined ? undefined : (100 * unused) / count, 1),
      [PRODUCT.unusedCost]: cost(unused),
      [PRODUCT.currency]: price === undefined ? '' : (prices?.currency ?? ''),
      [PRODUCT.isNew]: numberText(of('new')),
      [PRODUCT.newUnused]: numberText(known('newUnused')),
      [PRODUCT.deleted]: numberText(of('deleted')),
      [PRODUCT.notKnown]: numberText(isVisible ? of('notKnown') : undefined),
      [PRODUCT.notVisible]: numberText(isVisible ? undefined : of('notVisible')),
      [PRODUCT.usedServices]: joinList(usedServices.get(product) ?? []),
      [PRODUCT.price]: numberText(price, decimals),
      [PRODUCT.change]: numberText(change?.changes.get(key)),
      [PRODUCT.since]: change?.changes.has(key) === true ? (change.since ?? '') : '',
      [PRODUCT.subscriptionsDay]: subscription === undefined ? '' : (subscriptions?.day ?? ''),
    };
    builder.addRow(columns.map(({ name }) => cells[name] ?? ''));
  }
  const warnings = archived === 'unread' ? [{ kind: 'directoryUnreadable', dataset: 'subscribedSkus' } as const] : [];
  return inCurrency(
    await builder.finishInSlices([...columns.keys()], warnings, new TimeSlicer(signal)),
    prices?.currency,
  );
}

function inCurrency(table: ColumnarTable, currency = ''): ColumnarTable {
  const columns = table.columns.map((info) => (MONEY_COLUMNS.has(info.name) ? { ...info, currency } : info));
  return currency === '' ? table : new ColumnarTable(columns, table.data, table.rowCount, table.warnings);
}

interface ProductRow {
  readonly product: string;
  /** Users to whom it is assigned, as the reports say. */
  readonly count: number;
  readonly subscription?: Subscription | undefined;
}

/** The products that reports name, and then those that were bought and no report names. */
function productsOf(assigned: ReadonlyMap<string, number>, subscriptions: Subscriptions | undefined): ProductRow[] {
  const left = new Map(subscriptions?.products);
  const named = [...assigned].map(([product, count]): ProductRow => {
    const key = productKey(product);
    const subscription = left.get(key);
    left.delete(key);
    return { product, count, subscription };
  });
  return [
    ...named,
    ...[...left.values()].map((subscription) => ({ product: subscription.product, count: 0, subscription })),
  ];
}

/** Most first. */
async function countByProduct(ask: AskLicenses, filters: readonly QueryFilter[]): Promise<Map<string, number>> {
  const rows = await groups(ask, { filters, groupBy: [{ column: LICENSE.product }] });
  return new Map(rows.map(([product, count]) => [String(product), Number(count)]));
}

/** The services by which somebody uses a product, the most used first. */
async function servicesByUse(ask: AskLicenses): Promise<Map<string, readonly string[]>> {
  const rows = await groups(ask, {
    filters: [inState('used')],
    groupBy: [{ column: LICENSE.product }, { column: LICENSE.usedServices, by: 'member' }],
  });
  const services = new Map<string, string[]>();
  for (const [product, service] of rows) {
    const known = services.get(String(product)) ?? [];
    services.set(String(product), [...known, ...(typeof service === 'string' ? [service] : [])]);
  }
  return services;
}

function groups(ask: AskLicenses, query: Pick<Query, 'filters' | 'groupBy'>): ReturnType<AskLicenses> {
  return ask({
    version: QUERY_VERSION,
    ...query,
    aggregates: [{ kind: 'count', name: COUNT }],
    sort: [{ column: COUNT, descending: true }],
  });
}

/** An amount is as exact as its price: currencies have two, three, or no decimals, and prices of small units more. Who shows it rounds by the currency. */
function decimalsOf(price: number | undefined): number {
  return String(price ?? 0).split('.')[1]?.length ?? 0;
}

/** @param decimals at most */
function numberText(value: number | undefined, decimals = 0): string {
  return value === undefined ? '' : String(Number(value.toFixed(decimals)));
}
