import type { DaysOfReport, TemplateAmount, TemplateQuery } from '../../core/handout/template.js';
import { COLUMN } from '../../core/users/joined/joinedColumns.js';
import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';

const COUNT = 'Count';

/** Users that pass the filters, of the table of all users. */
export function usersWith(...filters: readonly QueryFilter[]): TemplateAmount & { readonly query: TemplateQuery } {
  return {
    query: {
      version: QUERY_VERSION,
      source: { report: 'users' },
      filters,
      aggregates: [{ kind: 'count', name: COUNT }],
    },
    amount: COUNT,
  };
}

export function isTrue(column: string): QueryFilter {
  return { column, kind: 'values', values: ['True'] };
}

/** Who is not deleted, as far as anybody knows. */
export function notDeleted(): QueryFilter {
  return { column: COLUMN.isDeleted, kind: 'values', values: ['False'], orBlank: true };
}

/** A day between two, both inclusive: placeholders of a template, or open. */
export function within(column: string, from?: string, to?: string): QueryFilter {
  return {
    ...{ column, kind: 'days' },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

export function daysOf(report: string, column: string): { readonly days: DaysOfReport } {
  return { days: { report, column } };
}
