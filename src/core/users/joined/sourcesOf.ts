import { JOINED_REPORTS } from './joinedReports.js';
import type { UserReport, UserSource } from './joinedUsers.js';
import type { KeptReport } from './keptReport.js';
import type { UserRows } from './persons.js';

/** A report that was read. */
export interface SourceRows {
  readonly kept: KeptReport;
  /** Absent if its names are not those of the others. */
  readonly rows: UserRows | undefined;
}

const NONE_LEFT_OUT = { noName: 0, repeated: 0, otherNames: 0 };

/** What became of all reports that are joined, in the order of {@link JOINED_REPORTS}. */
export function sourcesOf(read: readonly SourceRows[], unreadable: readonly Omit<UserReport, 'table'>[]): UserSource[] {
  return JOINED_REPORTS.flatMap(({ report, isRetired }): UserSource[] => {
    const found = read.find(({ kept }) => kept.joined.report === report);
    if (found !== undefined) {
      return [{ report, ...factsOf(found.kept), ...rowsOf(found) }];
    }
    const broken = unreadable.find(({ definition }) => definition.name === report);
    if (broken !== undefined) {
      return [{ report, ...factsOf(broken), state: 'unreadable', rowCount: 0, leftOut: NONE_LEFT_OUT }];
    }
    return isRetired === true
      ? []
      : [{ report, state: 'missing', refreshDate: null, rowCount: 0, leftOut: NONE_LEFT_OUT }];
  });
}

function factsOf({ period, refreshDate, fetchedAt }: Omit<UserReport, 'table'>) {
  return { ...(period === undefined ? {} : { period }), refreshDate, fetchedAt };
}

function rowsOf({ kept, rows }: SourceRows): Pick<UserSource, 'state' | 'rowCount' | 'leftOut'> {
  if (rows === undefined) {
    const { rowCount } = kept;
    return { state: 'otherNames', rowCount, leftOut: { ...NONE_LEFT_OUT, otherNames: rowCount } };
  }
  const { rowCount, noName, repeated } = rows;
  return { state: 'used', rowCount, leftOut: { noName, repeated, otherNames: 0 } };
}
