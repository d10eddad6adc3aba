import type { MessagePort } from 'node:worker_threads';
import type { IsoInstant } from '../../base/dates.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { PlainError } from '../../base/plainError.js';
import type { Derivation } from './derivation.js';
import type { DiffHandle } from './diffHandle.js';
import type { DirectoryDays, DirectoryFileFacts, ReadDirectory } from './directoryFiles.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { QueryProvenance } from '../../shared/query/provenance.js';
import type { Query } from '../../shared/query/query.js';
import type { QueryOptions, TableHandle, WriteJob } from './tableHandle.js';
import type { StorageFacts } from '../../core/storage/storageFacts.js';
import type { StorageFileFacts } from './storageFile.js';
import type { UserFileFacts } from './userFile.js';

/**
 * What a worker does, and the files that it then receives: one for a table, the older and the newer one for a diff, and one for each report
 * about users, snapshot of storage, or part of a directory. Plain data, like all messages between the two threads.
 */
export type Work = TableWork | DiffWork | UsersWork | UserFilesWork | StorageWork | DirectoryWork;

export interface TableWork {
  readonly kind: 'usageReportsTable';
  readonly format: Format;
  readonly definition: ReportDefinition;
  readonly fetchedAt?: IsoInstant;
  readonly attributes?: readonly AttributesFile[];
}

export interface DiffWork {
  readonly kind: 'usageReportsDiff';
  readonly before: Format;
  readonly after: Format;
  readonly definition: ReportDefinition;
}

export interface UsersWork {
  readonly kind: 'usageReportsUsers';
  /** In the order of the files. */
  readonly reports: readonly UserFileFacts[];
  readonly attributes?: readonly AttributesFile[];
  /** Where what {@link UserFilesWork} has read arrives, which is joined as well. */
  readonly port?: MessagePort;
}

/** Reads some of the files for the worker that joins them. It ends when it has posted what it has read. */
export interface UserFilesWork {
  readonly kind: 'usageReportsUserFiles';
  /** In the order of the files. */
  readonly reports: readonly UserFileFacts[];
  readonly port: MessagePort;
}

export interface StorageWork {
  readonly kind: 'usageReportsStorage';
  /** In the order of the files. */
  readonly files: readonly StorageFileFacts[];
  readonly attributes?: readonly AttributesFile[];
}

/** Reads the files of a directory. It ends when they are read. */
export interface DirectoryWork {
  readonly kind: 'usageReportsDirectory';
  /** In the order of the files. */
  readonly files: readonly DirectoryFileFacts[];
  readonly days: DirectoryDays;
}

export type TableFacts = Pick<
  TableHandle,
  'columns' | 'rowCount' | 'countedRows' | 'countedFilter' | 'warnings' | 'refreshDate' | 'newestRowDay'
>;
export type UsersFacts = TableFacts & { readonly users: JoinedUsersFacts };
export type StorageTableFacts = TableFacts & { readonly storage: StorageFacts };
export interface ReadFacts {
  /** How many reports were read. */
  readonly reports: number;
}
export type DiffFacts = Pick<DiffHandle, 'diff' | 'tabs'>;

/** What the host knows of the answer to a query. */
export type QueryFacts = TableFacts & { readonly provenance: QueryProvenance };

/** The result of the work. The data themselves stay in the worker. */
export type Facts = TableFacts | DiffFacts | UsersFacts | ReadFacts | StorageTableFacts | ReadDirectory;

/**
 * Methods of a table or a diff in a worker. They take plain data, perhaps a signal last, and return plain data. A new method needs to be
 * added only here.
 */
export type TableMethod =
  | 'showAs'
  | 'rows'
  | 'charts'
  | 'totals'
  | 'cellStatistics'
  | 'values'
  | 'find'
  | 'foundColumns'
  | 'quickFilters'
  | 'columnFacts';

/** Tells the tables of a worker apart: the result of its work, and answers to queries. The host chooses it. */
export type TableId = number;

/** The result of a worker's work. */
export const RESULT_OF_WORK: TableId = 0;

export type ToWorker =
  /** The next chunks of the file. Sent only while fewer than {@link MAX_BATCHES_IN_FLIGHT} are unconfirmed. JSON: one page per chunk. */
  | { readonly type: 'batch'; readonly chunks: readonly Uint8Array[] }
  /** The file is complete. What follows belongs to the next file. */
  | { readonly type: 'end' }
  /** The same, but the file cannot be read any further. */
  | { readonly type: 'broken'; readonly error: PlainError }
  | {
      readonly type: 'request';
      readonly id: number;
      readonly table: TableId;
      readonly method: TableMethod;
      readonly args: readonly unknown[];
    }
  /** Its result are {@link QueryFacts}; the answer is from then on the table `answer`. */
  | {
      readonly type: 'query';
      readonly id: number;
      readonly table: TableId;
      readonly answer: TableId;
      readonly query: Query;
      readonly options: QueryOptions;
    }
  /** Its result are {@link TableFacts}, of the table `answer`. */
  | {
      readonly type: 'derive';
      readonly id: number;
      readonly table: TableId;
      readonly answer: TableId;
      readonly derivation: Derivation;
    }
  | { readonly type: 'write'; readonly id: number; readonly table: TableId; readonly job: WriteJob }
  /** The table is no longer needed. */
  | { readonly type: 'dispose'; readonly table: TableId }
  /** One more `chunk` may be sent. */
  | { readonly type: 'requestChunk'; readonly id: number }
  | { readonly type: 'cancel'; readonly id: number };

export type FromWorker =
  /** A batch has been read. */
  | { readonly type: 'received' }
  | { readonly type: 'opened'; readonly facts: Facts }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'chunk'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'written'; readonly id: number }
  /** Without `id` the work itself failed. */
  | { readonly type: 'failed'; readonly id?: number; readonly error: PlainError };

/** Unconfirmed batches of a file: enough that neither side waits, and few enough to need little memory. */
export const MAX_BATCHES_IN_FLIGHT = 6;
/** Unconfirmed chunks of a written file. */
export const MAX_CHUNKS_IN_FLIGHT = 4;

const kinds: readonly unknown[] = [
  'usageReportsTable',
  'usageReportsDiff',
  'usageReportsUsers',
  'usageReportsUserFiles',
  'usageReportsStorage',
  'usageReportsDirectory',
] satisfies Work['kind'][];

export function isWork(data: unknown): data is Work {
  return typeof data === 'object' && data !== null && 'kind' in data && kinds.includes(data.kind);
}
