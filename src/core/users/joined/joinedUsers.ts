import type { IsoDate, IsoInstant } from '../../../base/dates.js';
import type { ReportTable } from '../../table/store/table.js';
import type { ReportDefinition } from '../../catalog/definition.js';

/** A decoded report to join. */
export interface UserReport {
  readonly definition: ReportDefinition;
  /** `D180`; absent if the report takes none. */
  readonly period?: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly table: ReportTable;
}

/**
 * What became of a report.
 *
 * - `used`: its rows are in the table.
 * - `missing`: nothing of it is archived that could be joined.
 * - `unreadable`: its file is damaged or gone.
 * - `otherNames`: names are concealed in it and readable in the others, or the other way around, so that nobody would be found.
 */
export type UserSourceState = 'used' | 'missing' | 'unreadable' | 'otherNames';

/** A report about users and what became of it. Plain data. */
export interface UserSource {
  /** Name in the catalog. */
  readonly report: string;
  readonly state: UserSourceState;
  readonly period?: string;
  readonly refreshDate: IsoDate | null;
  /** Absent if it is missing. */
  readonly fetchedAt?: IsoInstant;
  /** Of the file, or of its longest period. */
  readonly rowCount: number;
  /** Rows that are in no row of the table. */
  readonly leftOut: {
    /** Nothing identifies a user: the name is blank, or written as it is for everyone. */
    readonly noName: number;
    /** The report had a row of the same user before. */
    readonly repeated: number;
    /** See `otherNames` of {@link UserSourceState}. */
    readonly otherNames: number;
  };
}

/** What is known of the joined table beside its rows. Plain data. */
export interface JoinedUsersFacts {
  /** The newest of all reports that are joined; `null` if none says its own. */
  readonly refreshDate: IsoDate | null;
  /** When the newest of the reports was fetched; absent without reports. */
  readonly fetchedAt?: IsoInstant;
  /** Whether the names of users are concealed. */
  readonly concealed: boolean;
  /** All reports about users, those that are missing as well; without those of retired services that are missing. */
  readonly sources: readonly UserSource[];
}
