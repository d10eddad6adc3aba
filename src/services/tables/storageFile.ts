import type { Format } from '../../core/catalog/definition.js';
import type { StorageFacts, StorageSnapshotFacts } from '../../core/storage/storageFacts.js';
import type { TableHandle } from './tableHandle.js';

/** What is known of a file of a report of storage. Plain data. */
export interface StorageFileFacts extends StorageSnapshotFacts {
  readonly format: Format;
  /** Whether its rows become rows of the table, or it is only compared with. */
  readonly isNewest: boolean;
}

export interface StorageFile {
  readonly facts: StorageFileFacts;
  /** CSV: chunks of any size. JSON: one page per chunk. The receiver takes over their buffers. */
  chunks(): AsyncIterable<Uint8Array>;
}

export type SizedStorageFile = StorageFile & {
  /** Size of the file as received. */
  readonly bytes: number;
};

/** Mailboxes, OneDrive accounts, and sites, one row each. The owner disposes of the table. */
export interface StorageTable {
  readonly table: TableHandle;
  readonly facts: StorageFacts;
}
