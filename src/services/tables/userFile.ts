import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
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

export interface UserFile {
  readonly facts: UserFileFacts;
  /** CSV: chunks of any size. JSON: one page per chunk. The receiver takes over their buffers. */
  chunks(): AsyncIterable<Uint8Array>;
}

export type SizedUserFile = UserFile & {
  /** Size of the file as received. */
  readonly bytes: number;
};

/** All users, one row each. The owner disposes of the table. */
export interface UsersTable {
  readonly table: TableHandle;
  readonly facts: JoinedUsersFacts;
}
