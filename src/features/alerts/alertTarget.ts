import type { ListedAlert } from '../../core/alerts/listedAlert.js';
import type { QueryFilter } from '../../shared/query/query.js';
import type { ReportRef } from '../../shared/report.js';

/** What an alert is about: a report, or a table that is joined from several, and which of its rows. */
export interface AlertTarget {
  readonly ref: ReportRef;
  readonly filters: readonly QueryFilter[];
}

/** The rows that the rule's query asks for, and of them the group that the alert is of. */
export function targetOf({ rule, alert }: ListedAlert, connection: string): AlertTarget {
  const { source = { report: '' }, filters = [], groupBy = [] } = rule.query;
  const { report, period, history } = source;
  // Only a group that is a value of its column is a filter of it.
  const [key, ...others] = groupBy;
  const [value] = alert.group === '' ? [] : (JSON.parse(alert.group) as readonly unknown[]);
  const ofGroup: readonly QueryFilter[] =
    key !== undefined && key.by === undefined && others.length === 0 && typeof value === 'string'
      ? [{ kind: 'values', column: key.column, values: [value] }]
      : [];
  return {
    ref: {
      ...{ connection, report },
      ...(period === undefined ? {} : { period }),
      ...(history === undefined ? {} : { history }),
    },
    filters: [...filters, ...ofGroup],
  };
}
