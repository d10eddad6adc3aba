import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { FileToJoin, SizedFileToJoin } from './filesToJoin.js';
import type { TableHandle } from './tableHandle.js';

/** What is known of a file of a report about users. Plain data. */
export interface UserFileFacts {
  readonly definition: ReportDefinition;
  readonly format: Format;
  /** `D180`; absent if the report takes none. */
  readonly period?: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
}

export type UserFile = FileToJoin<UserFileFacts>;
export type SizedUserFile = SizedFileToJoin<UserFileFacts>;

/** All users, one row each. The owner disposes of the table. */
export interface UsersTable {
  readonly table: TableHandle;
  readonly facts: JoinedUsersFacts;
}
