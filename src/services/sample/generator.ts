import type { Actor } from './activity.js';
import { type Day, dateFrom, lengthOf, type Span } from './calendar.js';
import type { MetricName } from './metrics.js';
import type { Population, Tenant } from './tenant.js';

/** A cell before it is written as CSV or JSON. Dates are `YYYY-MM-DD`, durations are seconds, `null` is blank. */
export type Cell = null | number | boolean | string | readonly string[];

/** The cells of a row by CSV column name, without the columns that every report has (refresh date, period). */
export type Row = Readonly<Record<string, Cell>>;

/** Generates a report: one row per day (oldest first), or any other rows. */
export type Generator =
  | {
      readonly kind: 'days';
      /** One value per column and day. */
      readonly columns: (tenant: Tenant, span: Span, key: string) => Readonly<Record<string, ArrayLike<number>>>;
      /** A text column with several values, each with its own row per day. */
      readonly keys?: { readonly column: string; readonly values: readonly string[] };
    }
  | { readonly kind: 'rows'; readonly rows: (tenant: Tenant, span: Span) => Iterable<Row> };

/** The metrics of each column. Several metrics are summed up; for active users, any of them counts. */
export type Columns = Readonly<Record<string, readonly MetricName[]>>;

/** Daily sums of every column. */
export function dailySums(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Generator {
  return {
    kind: 'days',
    columns: (tenant, span) => {
      const { observed, factor } = populationOf(tenant);
      return mapColumns(columns, (names) => scaled(tenant.activity.dailySums(observed, names, span), factor));
    },
  };
}

/** Number of active actors per day for every column. */
export function dailyActors(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Generator {
  return {
    kind: 'days',
    columns: (tenant, span) => {
      const { observed, factor } = populationOf(tenant);
      return mapColumns(columns, (names) => scaled(tenant.activity.dailyActors(observed, names, span), factor));
    },
  };
}

/** A single row: number of actors that were active in the period. */
export function actorsInPeriod(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Generator {
  return singleRow((tenant, span) => {
    const { observed, factor } = populationOf(tenant);
    return mapColumns(columns, (names) =>
      Math.round(observed.filter((actor) => tenant.activity.any(actor, names, span)).length * factor),
    );
  });
}

/** A single row: sums over the period. */
export function sumsInPeriod(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Generator {
  return singleRow((tenant, span) => {
    const { observed, factor } = populationOf(tenant);
    return mapColumns(columns, (names) =>
      Math.round(observed.reduce((sum, actor) => sum + tenant.activity.sum(actor, names, span), 0) * factor),
    );
  });
}

export function singleRow(rowOf: (tenant: Tenant, span: Span) => Row): Generator {
  return { kind: 'rows', rows: (tenant, span) => [rowOf(tenant, span)] };
}

/** One row for each actor that has existed by the end of the period, deleted ones included. Rows are generated when they are read. */
export function details<A extends Actor>(
  actorsOf: (tenant: Tenant) => readonly A[],
  rowOf: (actor: A, tenant: Tenant, span: Span) => Row,
  isIncluded: (actor: A, span: Span) => boolean = () => true,
): Generator {
  return {
    kind: 'rows',
    *rows(tenant, span) {
      for (const actor of actorsOf(tenant)) {
        if (actor.since <= span.to && isIncluded(actor, span)) {
          yield rowOf(actor, tenant, span);
        }
      }
    },
  };
}

/** A report with only a header. */
export const noRows: Generator = { kind: 'rows', rows: () => [] };

function mapColumns<V>(columns: Columns, valueOf: (names: readonly MetricName[]) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(columns).map(([column, names]) => [column, valueOf(names)]));
}

export function scaled(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => Math.round(value * factor));
}

/** Daily sums of a value over all actors that exist on the day. */
export function dailyTotals<A extends Actor>(
  { observed, factor }: Population<A>,
  span: Span,
  seriesOf: (actor: A) => (index: number, day: Day) => number,
): Float64Array {
  const totals = new Float64Array(lengthOf(span));
  for (const actor of observed) {
    const valueOn = seriesOf(actor);
    for (let day = Math.max(span.from, actor.since); day <= Math.min(span.to, actor.until ?? span.to); day++) {
      const index = day - span.from;
      totals[index] = (totals[index] ?? 0) + valueOn(index, day);
    }
  }
  return scaled(totals, factor);
}

/** For {@link dailyTotals}: values from an array with one value per day. */
export function valuesOf(values: ArrayLike<number>): (index: number) => number {
  return (index) => values[index] ?? 0;
}

/** Estimates how many distinct ones of `population` are behind `events`. */
export function distinct(events: number, population: number): number {
  return events === 0 || population === 0
    ? 0
    : Math.max(1, Math.round(population * (1 - Math.exp(-events / population))));
}

export function lastDate(tenant: Tenant, actor: Actor, names: readonly MetricName[], day: Day): string | null {
  const last = tenant.activity.lastDay(actor, names, day);
  return last === undefined ? null : dateFrom(last);
}

/** Whether the actor is deleted on a day, and since when. */
export function deletion({ until }: Actor, day: Day): { 'Is Deleted': boolean; 'Deleted Date': string | null } {
  const deleted = until !== undefined && until < day;
  return { 'Is Deleted': deleted, 'Deleted Date': deleted ? dateFrom(until + 1) : null };
}
