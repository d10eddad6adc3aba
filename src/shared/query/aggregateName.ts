import type { QueryAggregate } from './query.js';

/** What the column of an amount is called in a result, where the query does not name it. */
export function aggregateName(aggregate: Exclude<QueryAggregate, { kind: 'change' }>): string {
  switch (aggregate.kind) {
    case 'count':
      return 'Rows';
    case 'share':
      return 'Percent of rows';
    case 'distinct':
      return `Distinct values of ${aggregate.column}`;
    case 'sum':
      return `Sum of ${aggregate.column}`;
    case 'mean':
      return `Mean of ${aggregate.column}`;
    case 'median':
      return `Median of ${aggregate.column}`;
    case 'min':
      return `Lowest of ${aggregate.column}`;
    case 'max':
      return `Highest of ${aggregate.column}`;
    case 'shareWithValue':
      return `Percent with ${aggregate.column}`;
  }
}
