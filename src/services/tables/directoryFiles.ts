import type { IsoDate } from '../../base/dates.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';

/** A part of a directory: who there is, when they signed in, what was bought. */
export type DirectoryPart = 'users' | 'signIns' | 'skus';

/** What is known of the file of a part. Plain data. */
export interface DirectoryFileFacts {
  readonly part: DirectoryPart;
  readonly definition: ReportDefinition;
}

/** JSON, each chunk one page. */
export interface DirectoryFile {
  readonly facts: DirectoryFileFacts;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface DirectoryDays {
  /** Of what says who there is. */
  readonly day: IsoDate;
  readonly signInsDay?: IsoDate;
}

/** What the files say of users. Plain data. */
export interface ReadDirectory {
  /** Absent if neither users nor sign-ins can be read. */
  readonly attributes?: AttributesFile;
  readonly unreadable: readonly DirectoryPart[];
}
