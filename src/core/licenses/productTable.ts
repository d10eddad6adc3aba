import type { IsoDate } from '../../base/dates.js';
import { TimeSlicer } from '../../base/timeSlicer.js';
import { QUERY_VERSION, type Query, type QueryFilter } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';
import { runQuery } from '../table/query/runQuery.js';
import { joinList } from '../table/store/lists.js';
import type { ReportTable } from '../table/store/table.js';
import { TableBuilder } from '../table/store/tableBuilder.js';
import { LICENSE, LICENSE_STATES, PRODUCTS_REPORT, USE } from './licenseColumns.js';
import { servicesOf } from './productServices.js';

/** What a license of each product costs a month. */
export interface LicensePrices {
  /** Whatever people write: `USD`. */
  readonly currency: string;
  /** By the product's name in any case. */
  readonly prices: ReadonlyMap<string, number>;
}

/** How many more have each product than in an earlier snapshot. */
export interface AssignedChange {
  readonly since: IsoDate | null;
  /** By product. */
  readonly changes: ReadonlyMap<string, number>;
}

export interface ProductTableOptions {
  readonly prices?: LicensePrices;
  readonly change?: AssignedChange;
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
 * @param licenses see `licenseRows.ts`
 * @throws UsageReportsError `tooLarge`; the signal's `AbortError`
 */
export async function productTable(
  licenses: ReportTable,
  { prices, change, signal }: ProductTableOptions = {},
): Promise<ReportTable> {
  const counts = (...filters: QueryFilter[]) => countByProduct(licenses, filters, signal);
  const assigned = await counts();
  const measures = {
    notKnown: await counts(inState('notKnown')),
    deleted: await counts(inState('deleted')),
    active30: await counts(isTrue(LICENSE.active30), inState('used', 'new', 'unused')),
    active90: await counts(inState('used')),
    new: await counts(isTrue(LICENSE.isNew), inState('used', 'new', 'unused', 'notVisible', 'notKnown')),
    unused: await counts(inState('unused')),
  };
  const usedServices = await servicesByUse(licenses, signal);
  const refreshDate = licenses.text(0, licenses.columnIndex(LICENSE.refreshDate));

  const builder = new TableBuilder();
  for (const definition of PRODUCTS_REPORT.columns) {
    builder.addColumn({ name: definition.name, definition });
  }
  for (const [product, count] of assigned) {
    const of = (measure: keyof typeof measures) => measures[measure].get(product) ?? 0;
    const isVisible = servicesOf(product).length > 0;
    const isKnown = isVisible && count > of('deleted') + of('notKnown');
    const known = (measure: keyof typeof measures) => (isKnown ? of(measure) : undefined);
    const price = prices?.prices.get(product.toLowerCase());
    const unused = known('unused');
    builder.addRow([
      refreshDate,
      product,
      isVisible ? USE.visible : USE.notVisible,
      numberText(count),
      numberText(known('active30')),
      numberText(known('active90')),
      numberText(unused),
      numberText(unused === undefined ? undefined : (100 * unused) / count, 1),
      numberText(price === undefined || unused === undefined ? undefined : price * unused, 2),
      price === undefined ? '' : (prices?.currency ?? ''),
      numberText(of('new')),
      numberText(of('deleted')),
      numberText(isVisible ? of('notKnown') : undefined),
      joinList(usedServices.get(product) ?? []),
      numberText(price, 4),
      numberText(change?.changes.get(product)),
      change?.changes.has(product) === true ? (change.since ?? '') : '',
    ]);
  }
  return builder.finishInSlices([...PRODUCTS_REPORT.columns.keys()], [], new TimeSlicer(signal));
}

/** Most first. */
async function countByProduct(
  licenses: ReportTable,
  filters: readonly QueryFilter[],
  signal: AbortSignal | undefined,
): Promise<Map<string, number>> {
  const rows = await groups(licenses, { filters, groupBy: [{ column: LICENSE.product }] }, signal);
  return new Map(rows.map(([product, count]) => [String(product), Number(count)]));
}

/** The services by which somebody uses a product, the most used first. */
async function servicesByUse(
  licenses: ReportTable,
  signal: AbortSignal | undefined,
): Promise<Map<string, readonly string[]>> {
  const rows = await groups(
    licenses,
    {
      filters: [inState('used')],
      groupBy: [{ column: LICENSE.product }, { column: LICENSE.usedServices, by: 'member' }],
    },
    signal,
  );
  const services = new Map<string, string[]>();
  for (const [product, service] of rows) {
    const known = services.get(String(product)) ?? [];
    services.set(String(product), [...known, ...(typeof service === 'string' ? [service] : [])]);
  }
  return services;
}

async function groups(
  licenses: ReportTable,
  query: Pick<Query, 'filters' | 'groupBy'>,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly CellValue[])[]> {
  const { table } = await runQuery(
    licenses,
    {
      version: QUERY_VERSION,
      ...query,
      aggregates: [{ kind: 'count', name: COUNT }],
      sort: [{ column: COUNT, descending: true }],
    },
    { signal },
  );
  return table.rows(0, table.rowCount);
}

/** @param decimals at most */
function numberText(value: number | undefined, decimals = 0): string {
  return value === undefined ? '' : String(Number(value.toFixed(decimals)));
}
