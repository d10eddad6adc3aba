import type { Format } from '../../core/catalog/definition.js';
import type { StorageFacts, StorageSnapshotFacts } from '../../core/storage/storageFacts.js';
import type { FileToJoin, SizedFileToJoin } from './filesToJoin.js';
import type { TableHandle } from './tableHandle.js';

/** What is known of a file of a report of storage. Plain data. */
export interface StorageFileFacts extends StorageSnapshotFacts {
  readonly format: Format;
  /** Whether its rows become rows of the table, or it is only compared with. */
  readonly isNewest: boolean;
}

export type StorageFile = FileToJoin<StorageFileFacts>;
export type SizedStorageFile = SizedFileToJoin<StorageFileFacts>;

/** Mailboxes, OneDrive accounts, and sites, one row each. The owner disposes of the table. */
export interface StorageTable {
  readonly table: TableHandle;
  readonly facts: StorageFacts;
}
