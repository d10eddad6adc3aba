import type { Catalog } from '../../core/catalog/catalog.js';
import type { Period, ReportDefinition } from '../../core/catalog/definition.js';
import { daysOf, isOfPeriod, isPeriod, periods } from '../../core/catalog/period.js';
import { JOINED_REPORTS } from '../../core/users/joined/joinedReports.js';
import { UsageReportsError } from '../../base/errors.js';

/** Those of services that are no more are not worth a request. */
export const USER_REPORTS: readonly string[] = JOINED_REPORTS.flatMap(({ report, isRetired }) =>
  isRetired === true ? [] : [report],
);

/** In the place of a period: reports on the current state. */
const CURRENT = 'current';

/**
 * What to collect. `reports` are function names: a list of the user, or the favorites. Of those in `periods` only these periods are meant, of the
 * others all.
 */
export type CollectSet =
  | { readonly kind: 'daily' }
  | { readonly kind: 'all' }
  | { readonly kind: 'product'; readonly product: string }
  /** Every report for one period, or those on the current state, which have none. */
  | { readonly kind: 'period'; readonly period: Period | undefined }
  | {
      readonly kind: 'reports';
      readonly reports: readonly string[];
      readonly periods?: Readonly<Record<string, readonly Period[]>>;
    };

/**
 * Parses `daily`, `all`, `users` (what a table of all users is joined from), `product:teams`, `period:D30`, `period:current`, or comma-separated function names, of
 * which each may name one of its periods: `getTeamsUserActivityUserDetail:D180`.
 * @throws UsageReportsError `invalidRequest` if the catalog does not have the product, period, or report, or the report not the period
 */
export function parseCollectSet(text: string, catalog: Catalog): CollectSet {
  const word = text.trim();
  if (word === 'daily' || word === 'all') {
    return { kind: word };
  }
  if (word === 'users') {
    return longestPeriods(USER_REPORTS, catalog);
  }
  const productId = /^product:(.*)$/.exec(word)?.[1]?.trim();
  if (productId !== undefined) {
    const product = catalog.products.find(({ id }) => id.toLowerCase() === productId.toLowerCase());
    if (product === undefined) {
      throw unknown(
        `There is no product "${productId}". There are: ${catalog.products.map(({ id }) => id).join(', ')}.`,
      );
    }
    return { kind: 'product', product: product.id };
  }
  const period = /^period:(.*)$/.exec(word)?.[1]?.trim();
  if (period !== undefined) {
    return { kind: 'period', period: parsePeriod(period) };
  }
  const names = word
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) {
    throw unknown(
      'Nothing to collect was named: daily, all, users, product:<id>, period:<id>, or names of reports with commas between them.',
    );
  }
  const named = names.map((name) => namedReport(name, catalog));
  const reports = [...new Set(named.map(({ report }) => report))];
  const limited = reports.filter((report) => named.every((one) => one.report !== report || one.period !== undefined));
  const periodsOf = (report: string) => named.flatMap((one) => (one.report === report ? (one.period ?? []) : []));
  return {
    kind: 'reports',
    reports,
    ...(limited.length === 0
      ? {}
      : { periods: Object.fromEntries(limited.map((report) => [report, [...new Set(periodsOf(report))]])) }),
  };
}

function namedReport(text: string, catalog: Catalog): { readonly report: string; readonly period?: Period } {
  const [, name = '', , periodText] = /^([^:]*?)\s*(:\s*(.*))?$/.exec(text) ?? [];
  const definition = catalog.find(name);
  if (definition === undefined) {
    throw unknown(`There is no report "${name}".`);
  }
  const report = definition.name;
  if (periodText === undefined) {
    return { report };
  }
  const period = definition.periods.find((one) => one === periodText.toUpperCase());
  if (period === undefined) {
    const offered = definition.periods.join(', ') || 'none';
    throw unknown(`The report "${name}" has no period "${periodText}". It has: ${offered}.`);
  }
  return { report, period };
}

/** Reports, each for its longest period alone, which says most of who is in them. */
export function longestPeriods(reports: readonly string[], catalog: Catalog): CollectSet {
  const periods = reports.flatMap((report) => {
    const longest = catalog
      .find(report)
      ?.periods.toSorted((one, other) => daysOf(other) - daysOf(one))
      .at(0);
    return longest === undefined ? [] : [[report, [longest]] as const];
  });
  return { kind: 'reports', reports, periods: Object.fromEntries(periods) };
}

/** The inverse of {@link parseCollectSet}. */
export function collectSetText(set: CollectSet): string {
  switch (set.kind) {
    case 'daily':
    case 'all':
      return set.kind;
    case 'product':
      return `product:${set.product}`;
    case 'period':
      return `period:${set.period ?? CURRENT}`;
    case 'reports':
      return set.reports
        .flatMap((report) => set.periods?.[report]?.map((period) => `${report}:${period}`) ?? [report])
        .join(',');
  }
}

/** In the catalog's order. Names that the catalog does not have are left out. */
export function reportsOf(set: CollectSet, catalog: Catalog): ReportDefinition[] {
  switch (set.kind) {
    case 'daily':
      return catalog.reports.filter(({ kind }) => kind === 'daily-series');
    case 'all':
      return [...catalog.reports];
    case 'product':
      return catalog.reports.filter(({ product }) => product === set.product);
    case 'period':
      return catalog.reports.filter((report) => isOfPeriod(report, set.period));
    case 'reports': {
      const names = new Set(set.reports.map((name) => catalog.find(name)?.name));
      return catalog.reports.filter(({ name }) => names.has(name));
    }
  }
}

function parsePeriod(text: string): Period | undefined {
  const id = text.toUpperCase();
  if (id === CURRENT.toUpperCase()) {
    return undefined;
  }
  if (!isPeriod(id)) {
    throw unknown(`There is no period "${text}". There are: ${[...periods, CURRENT].join(', ')}.`);
  }
  return id;
}

function unknown(message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument: 'set' });
}
