import type { Column } from '../../table/store/column.js';
import type { PostedNames } from '../../table/store/nameIndex.js';
import { arraysOf, type PostedColumn, postedColumn, receivedColumn } from '../../table/store/postedColumn.js';
import type { UserReport } from './joinedUsers.js';
import { type KeptFacts, keptColumns, type KeptReport } from './keptReport.js';
import type { RowIdentities } from './rowIdentities.js';

/** A report that was read. */
export interface AddedReport {
  readonly kept: KeptReport;
  readonly identities: RowIdentities;
}

/** The same as data. */
interface PostedReport {
  readonly facts: KeptFacts;
  readonly columns: ReadonlyMap<string, PostedColumn>;
  readonly identities: Omit<RowIdentities, 'deletedDates'>;
  readonly deletedDates?: PostedColumn;
}

/** Reports that one thread has read for another one to join, and the names as the first has numbered them. */
export interface PostedReports {
  readonly reports: readonly PostedReport[];
  readonly unreadable: readonly Omit<UserReport, 'table'>[];
  readonly names: PostedNames;
  readonly ids: PostedNames;
}

export function postedReports(added: readonly AddedReport[], others: Omit<PostedReports, 'reports'>): PostedReports {
  return { ...others, reports: added.map(postedReport) };
}

/** The buffers to hand over with it: nothing of a report is copied. */
export function buffersOf({ reports, names, ids }: PostedReports): ArrayBuffer[] {
  const arrays = [
    ...[names, ids].flatMap(({ bytes, ends }) => [bytes, ends]),
    ...reports.flatMap(({ columns, identities, deletedDates }) => [
      ...[identities.names, identities.ids, identities.states].flatMap((array) => array ?? []),
      ...[...columns.values(), deletedDates].flatMap((column) => (column === undefined ? [] : arraysOf(column))),
    ]),
  ];
  return [...new Set(arrays.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}

/**
 * @param names the number here of each name by its number there
 * @param ids the same of object IDs
 */
export function receivedReport(
  { facts, columns, identities, deletedDates }: PostedReport,
  names: Int32Array,
  ids: Int32Array,
): AddedReport {
  const received = [...columns].map(([name, column]): [string, Column] => [name, receivedColumn(column)]);
  const dates = deletedDates === undefined ? undefined : receivedColumn(deletedDates);
  renumber(identities.names, names);
  renumber(identities.ids, ids);
  return {
    kept: keptColumns(facts, new Map(received)),
    identities: dates?.storage === 'scalar' ? { ...identities, deletedDates: dates } : identities,
  };
}

function postedReport({ kept, identities: { deletedDates, ...identities } }: AddedReport): PostedReport {
  const { columns, joined, rowCount, limits, definition, period, refreshDate, fetchedAt } = kept;
  return {
    facts: {
      joined,
      rowCount,
      limits,
      definition,
      ...(period === undefined ? {} : { period }),
      refreshDate,
      fetchedAt,
    },
    columns: new Map([...columns].map(([name, column]) => [name, postedColumn(column)])),
    identities,
    ...(deletedDates === undefined ? {} : { deletedDates: postedColumn(deletedDates) }),
  };
}

/** What stands for no name has no number in either of them. */
function renumber(numbers: Int32Array | undefined, byNumber: Int32Array): void {
  numbers?.forEach((number, row) => {
    if (number >= 0) {
      numbers[row] = byNumber[number] ?? number;
    }
  });
}
