import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { PlainError } from '../../base/plainError.js';
import type { DiffHandle } from './diffHandle.js';
import type { TableHandle, WriteJob } from './tableHandle.js';

/**
 * What a worker is started for, and which files it is then sent: that of a table, or the older and the newer one of a difference. Plain
 * data, like everything that goes between the two threads.
 */
export type Work = TableWork | DiffWork;

export interface TableWork {
  readonly kind: 'usageReportsTable';
  readonly format: Format;
  readonly definition: ReportDefinition;
}

export interface DiffWork {
  readonly kind: 'usageReportsDifference';
  readonly before: Format;
  readonly after: Format;
  readonly definition: ReportDefinition;
}

export type TableFacts = Pick<TableHandle, 'columns' | 'rowCount' | 'warnings' | 'refreshDate'>;
export type DiffFacts = Pick<DiffHandle, 'diff' | 'tabs'>;

/** What the work has come to; what it made stays there to be asked. */
export type Facts = TableFacts | DiffFacts;

/**
 * Methods of what a worker made (a table, a difference) that take plain data, perhaps a signal last, and promise plain data. Another
 * one needs a line here only.
 */
export type TableMethod = 'rows' | 'charts' | 'totals' | 'values' | 'quickFilters';

export type ToWorker =
  /** Pieces of the file in a parcel; as many parcels are under way as `took` has made room for. JSON: one page a piece. */
  | { readonly type: 'parcel'; readonly pieces: readonly Uint8Array[] }
  /** The file is whole; what comes now is of the next one. */
  | { readonly type: 'end' }
  | { readonly type: 'ask'; readonly id: number; readonly question: TableMethod; readonly args: readonly unknown[] }
  | { readonly type: 'write'; readonly id: number; readonly job: WriteJob }
  /** One more `piece` may be sent. */
  | { readonly type: 'more'; readonly id: number }
  | { readonly type: 'cancel'; readonly id: number };

export type FromWorker =
  /** A parcel has been read. */
  | { readonly type: 'took' }
  | { readonly type: 'opened'; readonly facts: Facts }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'piece'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'written'; readonly id: number }
  /** Without `id` it is the work itself that failed. */
  | { readonly type: 'failed'; readonly id?: number; readonly error: PlainError };

/** Parcels of the file that may be under way: enough that neither side waits for the other, few enough to be nothing in memory. */
export const MAX_BATCHES_IN_FLIGHT = 6;
/** Pieces of a written file that may be under way. */
export const MAX_CHUNKS_IN_FLIGHT = 4;

const kinds: readonly unknown[] = ['usageReportsTable', 'usageReportsDifference'] satisfies Work['kind'][];

export function isWork(data: unknown): data is Work {
  return typeof data === 'object' && data !== null && 'kind' in data && kinds.includes(data.kind);
}
