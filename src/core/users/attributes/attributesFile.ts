import type { IsoDate } from '../../../base/dates.js';
import type { AttributesProblem, ColumnType } from '../../../shared/report.js';
import type { DirectoryDataset } from '../../directory/names.js';

/** Which columns of a file tell whom a row is about. At least one of them. */
export interface UserKeys {
  /** Object ID in the directory. */
  readonly id?: string;
  /** User principal name; of a file without such names, the mail address. */
  readonly principalName?: string;
}

/** A column of a file that is added to tables. */
export interface AttributeColumn {
  /** Name of the file's column. */
  readonly column: string;
  /** Its name in tables: `Department`, whatever the file calls it. */
  readonly name: string;
  /** What people read in place of the name: the file's own where it is in another language; absent if they read the name. */
  readonly label?: string;
  /** Absent for a text, as all of a person's file are. */
  readonly type?: ColumnType;
  /** The day that the column is of, where it is not that of the whole directory. */
  readonly day?: IsoDate;
}

/** What a file of users' attributes holds, as far as it is used. */
export interface AttributesContent {
  /** CSV in UTF-8 with commas. */
  readonly bytes: Uint8Array;
  readonly keys: UserKeys;
  readonly attributes: readonly AttributeColumn[];
}

/**
 * A person's file with attributes of users, or what is archived of the directory in the same form. Plain data: it is read where the table is
 * that it is joined to, perhaps on another thread.
 */
export interface AttributesFile {
  /** Without the folder; empty for the directory. */
  readonly name: string;
  /** The day that the directory is of; absent for a person's file. */
  readonly directoryDay?: IsoDate;
  /** What is archived of the directory and cannot be read: its columns are missing. Absent for a person's file. */
  readonly unread?: readonly DirectoryDataset[];
  readonly content: AttributesContent | { readonly problem: AttributesProblem };
}
