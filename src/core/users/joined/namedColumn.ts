import type { Column } from '../../table/store/column.js';
import type { JoinedReport } from './joinedReports.js';
import type { PlacedReport } from './placedReport.js';

/** A column of the joined table, with its name. */
export type NamedColumn = readonly [name: string, column: Column];

export interface UsersToMake {
  /** Of users. */
  readonly count: number;
  /** Day up to which the reports say something; `NaN` where none says it. */
  readonly lastDay: number;
  /** Reports that were read and cannot be joined, as their names are concealed and those of the others are not, or the other way around. */
  readonly notJoined: readonly JoinedReport[];
}

/** Makes some of the columns, one after the other. */
export type MakeColumns = (reports: readonly PlacedReport[], users: UsersToMake) => Iterable<NamedColumn>;
