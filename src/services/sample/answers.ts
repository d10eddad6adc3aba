import { daysOf, isPeriod } from '../../core/catalog/period.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type Day, dateFrom, dayFrom, lengthOf, type Span } from './calendar.js';
import { concealableColumns, concealed } from './concealment.js';
import type { Cell, Plan, Row } from './plan.js';
import { plans } from './plans.js';
import { mix, seedOf, unit } from './random.js';
import type { Tenant } from './tenant.js';

/** A report's rows as the sample tenant knows them, before they are written in a format. */
export interface SampleAnswer {
  readonly refreshDate: string;
  /** Made one by one while they are taken; the order is the service's: newest day first. */
  readonly rows: Iterable<Row>;
}

export interface SampleQuery {
  readonly definition: ReportDefinition;
  readonly period?: string | undefined;
  readonly date?: string | undefined;
  /** Day of the newest data. */
  readonly refreshDay: Day;
  /** Names of people, groups and sites are to be hidden. */
  readonly concealed: boolean;
}

/** How far `ALL` goes back. */
const ALL_DAYS = 365;

export function sampleAnswer(question: SampleQuery, tenant: Tenant): SampleAnswer {
  const { definition, date } = question;
  const plan = plans[definition.name];
  if (plan === undefined) {
    throw new Error(`The sample tenant has nothing to say about ${definition.name}.`);
  }
  const span = spanOf(question);
  const refreshDate = dateFrom(date === undefined ? question.refreshDay : span.to);
  // A day that has come but that the service has not counted yet has a file without rows.
  const rows =
    span.to > question.refreshDay
      ? []
      : plan.kind === 'days'
        ? dayRows(plan, question, span, tenant)
        : plan.rows(tenant, span);
  return { refreshDate, rows: completed(rows, question, refreshDate) };
}

function spanOf({ period, date, refreshDay }: SampleQuery): Span {
  if (date !== undefined) {
    return { from: dayFrom(date), to: dayFrom(date) };
  }
  const days = period !== undefined && isPeriod(period) ? Math.min(daysOf(period), ALL_DAYS) : 1;
  return { from: refreshDay - days + 1, to: refreshDay };
}

/** Adds the columns that every report has, and conceals names where the tenant does. */
function* completed(
  rows: Iterable<Row>,
  { definition, period, date, concealed: conceals }: SampleQuery,
  refreshDate: string,
): Iterable<Row> {
  const common: Row = {
    'Report Refresh Date': refreshDate,
    'Report Period': date !== undefined ? '1' : (period?.replace(/^D/, '') ?? null),
  };
  const hidden = conceals ? [...concealableColumns(definition)] : [];
  for (const row of rows) {
    // The row was made for this answer alone; a copy of each would double the time that a big report takes.
    Object.assign(row, common);
    if (hidden.length > 0) {
      Object.assign(row, Object.fromEntries(hidden.map((column) => [column, concealed(column, row[column] ?? null)])));
    }
    yield row;
  }
}

function* dayRows(
  plan: Plan & { kind: 'days' },
  { definition, refreshDay }: SampleQuery,
  span: Span,
  tenant: Tenant,
): Iterable<Row> {
  const keys = plan.keys?.values ?? [''];
  const byKey = keys.map((key) => ({ key, columns: Object.entries(plan.columns(tenant, span, key)) }));
  for (let index = lengthOf(span) - 1; index >= 0; index--) {
    const day = span.from + index;
    for (const { key, columns } of byKey) {
      const row: Record<string, Cell> = { 'Report Date': dateFrom(day) };
      if (plan.keys !== undefined) {
        row[plan.keys.column] = key;
      }
      columns.forEach(([column, values]) => {
        row[column] = isLate(definition, column, columns.length, refreshDay - day) ? null : (values[index] ?? null);
      });
      yield row;
    }
  }
}

/** Of the newest two days, some columns of the wider reports are not counted yet: their cells are blank, which is not 0. */
function isLate({ name }: ReportDefinition, column: string, columnCount: number, age: number): boolean {
  return age < 2 && columnCount >= 4 && unit(mix(seedOf(name), seedOf(column)), 0) < (age === 0 ? 0.15 : 0.05);
}
