import type { QueryAggregate } from '../../../shared/query/query.js';
import type { CellStatistics } from '../../../shared/report.js';
import { aggregateOf } from '../../catalog/aggregates.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { isDayName, isReportPeriod, normalizeName } from '../store/columnNames.js';

/** What a column of groups has, and what may be made of its cells of several groups. */
export interface GroupColumn {
  /** It names the groups: nothing of it is added up, not even a bound of a range. */
  readonly isKey: boolean;
  /** Whether the cells add up to what the same rows would come to as one group. */
  readonly adds: boolean;
  /** Whether the mean of the cells means something: that of means, each of so many rows as it happens to have, does not. */
  readonly averages: boolean;
}

export const keyColumn: GroupColumn = { isKey: true, adds: false, averages: false };

/** What the groups are made of. */
export interface GroupedBy {
  /** Names of the columns that the rows are grouped by. */
  readonly keys: readonly string[];
  /** What the catalog knows of the report; absent for a table that is none. */
  readonly definition: ReportDefinition | undefined;
  readonly isInSeveralGroups: boolean;
}

/** @param cells set for the column that has the number of cells that an aggregate is made of */
export function amountColumn(aggregate: QueryAggregate, groupedBy: GroupedBy, cells = false): GroupColumn {
  const { kind } = aggregate;
  return {
    isKey: false,
    adds: (cells || addsUp(aggregate, groupedBy)) && !isRepeated(groupedBy),
    averages: cells || !['mean', 'median', 'shareWithValue'].includes(kind),
  };
}

/** The same rows are in several groups, or the rows of a report period are among those of a longer one. */
function isRepeated({ keys, isInSeveralGroups }: GroupedBy): boolean {
  return isInSeveralGroups || keys.some(isReportPeriod);
}

function addsUp(aggregate: QueryAggregate, { keys, definition }: GroupedBy): boolean {
  switch (aggregate.kind) {
    case 'count':
    case 'share':
      return true;
    case 'sum':
      // Days count the same users anew, and the row of all values of a key has the others in it: as queries refuse it.
      return (
        definition?.kind !== 'daily-series' ||
        (aggregateOf(definition, aggregate.column) === 'sum' && !keys.some((key) => isSecondKey(key, definition)))
      );
    default:
      return false;
  }
}

function isSecondKey(name: string, { keys }: ReportDefinition): boolean {
  return !isDayName(name) && keys.some((key) => normalizeName(key) === normalizeName(name));
}

/**
 * What amounts of groups come to, without what means nothing.
 *
 * @param columns those of the amounts
 */
export function meaningfulStatistics(found: CellStatistics, columns: readonly GroupColumn[]): CellStatistics {
  const { amounts, ...counts } = found;
  return amounts === undefined
    ? counts
    : {
        ...counts,
        amounts: {
          ...amounts,
          sum: columns.every(({ adds }) => adds) ? amounts.sum : null,
          mean: columns.every(({ averages }) => averages) ? amounts.mean : null,
        },
      };
}
