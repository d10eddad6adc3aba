import type { TimeSlicer } from '../../../base/timeSlicer.js';
import { invalidQuery } from '../../../shared/query/invalidQuery.js';
import type { QueryAggregate } from '../../../shared/query/query.js';
import { aggregateOf } from '../../catalog/aggregates.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { isReportPeriod, normalizeName } from '../store/columnNames.js';
import { dayColumnIndex } from '../store/dayColumn.js';
import type { Groups } from './grouping.js';
import { type KeyCodes, valueCodes } from './keyCodes.js';
import type { FoundColumn } from './queryColumns.js';

/** What the service calls the row of a daily series that includes those of the other values of its second key. */
const ALL = 'all';

/** An aggregate, with its column if it has one. */
export interface AggregateOf {
  readonly aggregate: QueryAggregate;
  readonly path: string;
  readonly of?: FoundColumn;
}

/**
 * Refuses amounts that would count the same users, bytes, or days more than once in a group:
 *
 * - any amount but `min`, `max`, and `distinct` over several report periods of one file: a longer one includes the shorter ones;
 * - a sum over several days of what is counted anew each day, such as active users or storage, see `Aggregate`. In a file that is no known
 *   report, nobody knows what is, and who asks for the sum does;
 * - a sum over the second key of a daily series that has a row for all of its values.
 *
 * @throws UsageReportsError `invalidRequest` with code `repeatedAmounts`; the slicer's `AbortError`
 */
export async function refuseRepeatedAmounts(
  table: ColumnarTable,
  definition: ReportDefinition | undefined,
  aggregates: readonly AggregateOf[],
  rows: Uint32Array,
  groups: Groups,
  slicer: TimeSlicer,
): Promise<void> {
  const codesOf = (index: number): Promise<KeyCodes> | undefined => {
    const [info, column] = [table.columns[index], table.data[index]];
    return info === undefined || column === undefined
      ? undefined
      : valueCodes({ column, name: info.name, type: info.type }, rows, slicer);
  };
  const counting = aggregates.find(({ aggregate }) => !['min', 'max', 'distinct', 'change'].includes(aggregate.kind));
  if (counting !== undefined && !table.isMerged) {
    const periods = await codesOf(table.columns.findIndex(({ name }) => isReportPeriod(name)));
    if (periods !== undefined && periods.texts.length > 2 && differInAGroup(periods.codes, groups)) {
      throw invalidQuery(
        counting.path,
        `The file has several report periods (${periods.texts.slice(1).join(', ')}), and a longer one includes the shorter ones. Filter by one of them, or group by "Report Period".`,
        'repeatedAmounts',
      );
    }
  }
  if (definition?.kind !== 'daily-series' || definition.columns.length === 0) {
    return;
  }
  const day = dayColumnIndex(table.columns, definition);
  const daily = aggregates.find(
    ({ aggregate, of }) => aggregate.kind === 'sum' && of && aggregateOf(definition, of.info.name) !== 'sum',
  );
  const days = daily && (await codesOf(day));
  if (daily?.of !== undefined && days !== undefined && differInAGroup(days.codes, groups)) {
    throw invalidQuery(
      daily.path,
      `${reasonOf(daily.of.info)} Use "mean" or "max", or group by "${table.columns[day]?.name ?? 'day'}".`,
      'repeatedAmounts',
    );
  }
  const sum = aggregates.find(({ aggregate }) => aggregate.kind === 'sum');
  for (const key of sum === undefined ? [] : definition.keys) {
    const index = table.columnIndex(key);
    const values = index === day ? undefined : await codesOf(index);
    const all = values?.texts.findIndex((text) => normalizeName(text) === ALL) ?? -1;
    if (sum !== undefined && values !== undefined && all > 0 && differInAGroup(values.codes, groups, all)) {
      throw invalidQuery(
        sum.path,
        `The row "${values.texts[all] ?? ''}" of "${key}" includes the others. Filter by one value, or group by "${key}".`,
        'repeatedAmounts',
      );
    }
  }
}

function reasonOf({ name, known }: FoundColumn['info']): string {
  return known
    ? `"${name}" is counted anew each day, so a sum over several days counts the same more than once.`
    : `Nobody knows whether "${name}" is counted anew each day, so that a sum over several days may count the same more than once.`;
}

/**
 * Whether rows of one group have different codes. Blank ones say nothing.
 *
 * @param one if given, one of the codes has to be this
 */
function differInAGroup(codes: Uint32Array, { ids, count }: Groups, one?: number): boolean {
  const first = new Uint32Array(count);
  for (let at = 0; at < ids.length; at++) {
    const [group, code] = [ids[at] ?? 0, codes[at] ?? 0];
    const before = first[group] ?? 0;
    if (code === 0 || code === before) {
      continue;
    }
    if (before !== 0 && (one === undefined || one === code || one === before)) {
      return true;
    }
    first[group] = code;
  }
  return false;
}
