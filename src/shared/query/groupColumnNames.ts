import { columnIds } from '../columnIds.js';
import { aggregateName } from './aggregateName.js';
import type { GroupKey, Query, QueryAggregate } from './query.js';

/** What the columns of a group key are called in a result. @param column what the table calls the key's column */
export function keyNames({ by, name }: GroupKey, column: string): readonly string[] {
  const given = name ?? column;
  switch (by) {
    case undefined:
    case 'member':
      return [given];
    case 'range':
      return [`${given}: from`, `${given}: below`];
    case 'activeWithin':
      return [name ?? `${column}: active within days`];
    case 'domain':
    case 'month':
    case 'week':
    case 'weekday':
      return [name ?? `${column}: ${by}`];
  }
}

/** What rows are grouped by, one name for each key. */
export function groupedBy({ groupBy }: Pick<Query, 'groupBy'>): readonly string[] | undefined {
  const names = groupBy?.map((key) => (key.by === 'range' ? key.column : (keyNames(key, key.column)[0] ?? key.column)));
  return names?.length === 0 ? undefined : names;
}

/** What the column is called that says of how many cells a mean or a median is. @param given name of the mean or the median, if the query gives it one */
export function valuesName(column: string, given?: string): string {
  return given === undefined ? `Values of ${column}` : `${given}: values`;
}

/** What the columns of groups are called in a result from left to right, keys first. */
export function groupColumnNames(
  keys: readonly GroupKey[],
  aggregates: readonly Exclude<QueryAggregate, { kind: 'change' }>[],
): readonly string[] {
  const counted = new Set<string>();
  const nameOf = (aggregate: (typeof aggregates)[number]) => aggregate.name ?? aggregateName(aggregate);
  const amounts = aggregates.flatMap((aggregate) => {
    const { kind } = aggregate;
    const isNew = (kind === 'mean' || kind === 'median') && !counted.has(aggregate.column);
    if (!isNew) {
      return [nameOf(aggregate)];
    }
    counted.add(aggregate.column);
    return [nameOf(aggregate), valuesName(aggregate.column, aggregate.name)];
  });
  const names = [...keys.flatMap((key) => keyNames(key, key.column)), ...amounts];
  return columnIds(names.map((name) => ({ name })));
}
