import { daysOf, isPeriod } from '../../core/catalog/period.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type Day, dateFrom, dayFrom, lengthOf, type Span } from './calendar.js';
import { concealableColumns, concealed } from './concealment.js';
import type { Cell, Generator, Row } from './generator.js';
import { generators } from './generators.js';
import { mix, seedOf, randomFraction } from './random.js';
import type { Tenant } from './tenant.js';

/** A report's rows, before they are written in a format. */
export interface SampleReport {
  readonly refreshDate: string;
  /** Generated while they are read, in the order of the service: newest day first. */
  readonly rows: Iterable<Row>;
}

export interface SampleQuery {
  readonly definition: ReportDefinition;
  readonly period?: string | undefined;
  readonly date?: string | undefined;
  /** The argument `version` of the request. */
  readonly functionVersion?: string | undefined;
  /** Day of the newest data. */
  readonly refreshDay: Day;
  /** Conceal the names of users, groups and sites. */
  readonly concealed: boolean;
}

/** Length of `ALL`. */
const ALL_DAYS = 365;

export function sampleReport(query: SampleQuery, tenant: Tenant): SampleReport {
  const { definition, date } = query;
  const generator = generators[definition.name];
  if (generator === undefined) {
    throw new Error(`The sample tenant has no data for ${definition.name}.`);
  }
  const span = spanOf(query);
  const refreshDate = dateFrom(date === undefined ? query.refreshDay : span.to);
  // For a past day that the service has not processed yet, the file has no rows.
  const rows =
    span.to > query.refreshDay
      ? []
      : generator.kind === 'days'
        ? dayRows(generator, query, span, tenant)
        : query.period === 'ALL'
          ? rowsOfEachPeriod(generator, query, tenant)
          : generator.rows(tenant, span);
  return { refreshDate, rows: completeRows(rows, query, refreshDate) };
}

function spanOf({ period, date, refreshDay }: SampleQuery): Span {
  if (date !== undefined) {
    return { from: dayFrom(date), to: dayFrom(date) };
  }
  const days = period !== undefined && isPeriod(period) ? Math.min(daysOf(period), ALL_DAYS) : 1;
  return { from: refreshDay - days + 1, to: refreshDay };
}

/** The period ALL has each row once per period, one after the other, as the service sends it. */
function* rowsOfEachPeriod(generator: Generator & { kind: 'rows' }, query: SampleQuery, tenant: Tenant): Iterable<Row> {
  const { periods: offered, functionVersions } = query.definition;
  const earlier = query.functionVersion === undefined ? functionVersions?.earlierPeriods : undefined;
  const periods = offered.filter((period) => period !== 'ALL').map((period) => earlier?.[period] ?? period);
  const reports = periods.map((period) => ({
    period: numberOf(period),
    rows: generator.rows(tenant, spanOf({ ...query, period }))[Symbol.iterator](),
  }));
  for (;;) {
    for (const { period, rows } of reports) {
      const next = rows.next();
      if (next.done === true) {
        return;
      }
      yield { ...next.value, 'Report Period': period };
    }
  }
}

function numberOf(period: string): string {
  return period.replace(/^D/, '');
}

/** Adds the columns that every report has, and conceals names if requested. */
function* completeRows(
  rows: Iterable<Row>,
  { definition, period, date, concealed: isConcealed }: SampleQuery,
  refreshDate: string,
): Iterable<Row> {
  const common: Row = {
    'Report Refresh Date': refreshDate,
    'Report Period': date !== undefined ? '1' : period === undefined ? null : numberOf(period),
  };
  const concealedColumns = isConcealed ? [...concealableColumns(definition)] : [];
  for (const row of rows) {
    // The row belongs to this report only, and copying it would double the time of a large report.
    Object.assign(
      row,
      common,
      row['Report Period'] === undefined ? undefined : { 'Report Period': row['Report Period'] },
    );
    if (concealedColumns.length > 0) {
      Object.assign(
        row,
        Object.fromEntries(concealedColumns.map((column) => [column, concealed(column, row[column] ?? null)])),
      );
    }
    yield row;
  }
}

function* dayRows(
  generator: Generator & { kind: 'days' },
  { definition, refreshDay }: SampleQuery,
  span: Span,
  tenant: Tenant,
): Iterable<Row> {
  const keys = generator.keys?.values ?? [''];
  const byKey = keys.map((key) => ({ key, columns: Object.entries(generator.columns(tenant, span, key)) }));
  for (let index = lengthOf(span) - 1; index >= 0; index--) {
    const day = span.from + index;
    for (const { key, columns } of byKey) {
      const row: Record<string, Cell> = { 'Report Date': dateFrom(day) };
      if (generator.keys !== undefined) {
        row[generator.keys.column] = key;
      }
      columns.forEach(([column, values]) => {
        row[column] = isLate(definition, column, columns.length, refreshDay - day) ? null : (values[index] ?? null);
      });
      yield row;
    }
  }
}

/** For the newest two days, the service has not counted all columns of the wider reports yet. Their cells are blank, which is not 0. */
function isLate({ name }: ReportDefinition, column: string, columnCount: number, age: number): boolean {
  return (
    age < 2 && columnCount >= 4 && randomFraction(mix(seedOf(name), seedOf(column)), 0) < (age === 0 ? 0.15 : 0.05)
  );
}
