import { TimeSlicer } from '../../base/timeSlicer.js';
import { STORAGE_REPORT } from '../../core/storage/storageColumns.js';
import { StorageJoin } from '../../core/storage/storageJoin.js';
import { neededOf } from '../../core/storage/storageReports.js';
import type { JoinOptions } from './filesToJoin.js';
import { joinFiles } from './joinFiles.js';
import type { StorageFile, StorageTable } from './storageFile.js';

/**
 * Decodes and joins files of storage in this process: of the earlier ones only numbers stay in memory.
 *
 * @throws the signal's `AbortError`
 */
export function joinStorageLocally(files: readonly StorageFile[], options: JoinOptions = {}): Promise<StorageTable> {
  const join = new StorageJoin(new TimeSlicer(options.signal));
  return joinFiles(
    files,
    {
      result: STORAGE_REPORT,
      isNeeded: ({ definition, isNewest }) => neededOf(definition.name, isNewest),
      add: (facts, table) => join.add(facts, table),
      addUnreadable: (facts) => join.addUnreadable(facts),
      finish: () => join.finish(),
    },
    options,
  );
}
