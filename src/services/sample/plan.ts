import type { Actor } from './activity.js';
import { type Day, dateFrom, lengthOf, type Span } from './calendar.js';
import type { MetricName } from './metrics.js';
import type { Population, Tenant } from './tenant.js';

/** A cell before it is written as CSV or JSON. Dates are `YYYY-MM-DD`, durations are seconds, `null` is blank. */
export type Cell = null | number | boolean | string | readonly string[];

/** The cells of a row by the CSV's column names. What every report has (refresh date, period) is added by others. */
export type Row = Readonly<Record<string, Cell>>;

/** What to say about a report: one row per day, newest last here, or any other rows. */
export type Plan =
  | {
      readonly kind: 'days';
      /** A value per day of the span and column. */
      readonly columns: (tenant: Tenant, span: Span, key: string) => Readonly<Record<string, ArrayLike<number>>>;
      /** A second text column that gives a day several rows. */
      readonly keys?: { readonly column: string; readonly values: readonly string[] };
    }
  | { readonly kind: 'rows'; readonly rows: (tenant: Tenant, span: Span) => Iterable<Row> };

/** Metrics behind a column. Several are added up, or any of them makes active. */
export type Columns = Readonly<Record<string, readonly MetricName[]>>;

/** Daily totals of every column. */
export function dailySums(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Plan {
  return {
    kind: 'days',
    columns: (tenant, span) => {
      const { observed, factor } = populationOf(tenant);
      return mapColumns(columns, (names) => scaled(tenant.activity.dailySums(observed, names, span), factor));
    },
  };
}

/** How many did it, day by day, for every column. */
export function dailyActors(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Plan {
  return {
    kind: 'days',
    columns: (tenant, span) => {
      const { observed, factor } = populationOf(tenant);
      return mapColumns(columns, (names) => scaled(tenant.activity.dailyActors(observed, names, span), factor));
    },
  };
}

/** One row: how many did it at least once within the period. */
export function actorsInPeriod(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Plan {
  return one((tenant, span) => {
    const { observed, factor } = populationOf(tenant);
    return mapColumns(columns, (names) =>
      Math.round(observed.filter((actor) => tenant.activity.any(actor, names, span)).length * factor),
    );
  });
}

/** One row: how often it was done within the period. */
export function sumsInPeriod(populationOf: (tenant: Tenant) => Population<Actor>, columns: Columns): Plan {
  return one((tenant, span) => {
    const { observed, factor } = populationOf(tenant);
    return mapColumns(columns, (names) =>
      Math.round(observed.reduce((sum, actor) => sum + tenant.activity.sum(actor, names, span), 0) * factor),
    );
  });
}

export function one(rowOf: (tenant: Tenant, span: Span) => Row): Plan {
  return { kind: 'rows', rows: (tenant, span) => [rowOf(tenant, span)] };
}

/** A row for each actor that existed by the end of the period, deleted or not, made only when it is its turn. */
export function details<A extends Actor>(
  actorsOf: (tenant: Tenant) => readonly A[],
  rowOf: (actor: A, tenant: Tenant, span: Span) => Row,
  belongs: (actor: A) => boolean = () => true,
): Plan {
  return {
    kind: 'rows',
    *rows(tenant, span) {
      for (const actor of actorsOf(tenant)) {
        if (actor.since <= span.to && belongs(actor)) {
          yield rowOf(actor, tenant, span);
        }
      }
    },
  };
}

/** A report of which only the header comes. */
export const noRows: Plan = { kind: 'rows', rows: () => [] };

function mapColumns<V>(columns: Columns, valueOf: (names: readonly MetricName[]) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(columns).map(([column, names]) => [column, valueOf(names)]));
}

export function scaled(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => Math.round(value * factor));
}

/** A value of each day, added up over those actors of the crowd that exist on the day. */
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

/** For {@link dailyTotals}: as it is in an array of a value per day. */
export function valuesOf(values: ArrayLike<number>): (index: number) => number {
  return (index) => values[index] ?? 0;
}

/** How many different ones, out of so many there are, `events` come from: the more events, the nearer to all. */
export function distinct(events: number, outOf: number): number {
  return events === 0 || outOf === 0 ? 0 : Math.max(1, Math.round(outOf * (1 - Math.exp(-events / outOf))));
}

export function lastDate(tenant: Tenant, actor: Actor, names: readonly MetricName[], day: Day): string | null {
  const last = tenant.activity.lastDay(actor, names, day);
  return last === undefined ? null : dateFrom(last);
}

/** Whether the actor is gone on a day, and since when. */
export function deletion({ until }: Actor, day: Day): { 'Is Deleted': boolean; 'Deleted Date': string | null } {
  const deleted = until !== undefined && until < day;
  return { 'Is Deleted': deleted, 'Deleted Date': deleted ? dateFrom(until + 1) : null };
}
