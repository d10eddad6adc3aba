import { UsageReportsError } from '../../base/errors.js';
import { TimeSlicer } from '../../base/timeSlicer.js';
import { STORAGE_REPORT } from '../../core/storage/storageColumns.js';
import { StorageJoin } from '../../core/storage/storageJoin.js';
import { neededOf } from '../../core/storage/storageReports.js';
import { decodeCsv } from '../../core/table/csv/decodeCsv.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { LocalTable } from './localTable.js';
import type { StorageFile, StorageTable } from './storageFile.js';

export interface JoinStorageOptions {
  readonly signal?: AbortSignal;
  /** Files whose columns the table has as well, of the owner of each row. */
  readonly attributes?: readonly AttributesFile[];
}

/**
 * Decodes and joins files of storage in this process, one after the other: of the earlier ones only numbers stay in memory.
 *
 * @throws the signal's `AbortError`
 */
export async function joinStorageLocally(
  files: readonly StorageFile[],
  { signal, attributes }: JoinStorageOptions = {},
): Promise<StorageTable> {
  const join = new StorageJoin(new TimeSlicer(signal));
  for (const file of files) {
    const { facts } = file;
    const { definition, format, isNewest } = facts;
    try {
      const decode = format === 'csv' ? decodeCsv : decodeJson;
      const isNeeded = neededOf(definition.name, isNewest);
      await join.add(facts, await decode(file.chunks(), definition, { signal, isNeeded }));
    } catch (error) {
      if (!(error instanceof UsageReportsError)) {
        throw error;
      }
      join.addUnreadable(facts);
    }
  }
  const { table: joined, facts } = await join.finish();
  const table = attributes === undefined ? joined : await withAttributes(joined, attributes, signal);
  return { table: new LocalTable(table, facts.fetchedAt, facts.refreshDate), facts };
}

async function withAttributes(joined: ReportTable, attributes: readonly AttributesFile[], signal?: AbortSignal) {
  const { addAttributes } = await import('../../core/users/attributes/addAttributes.js');
  return addAttributes(joined, STORAGE_REPORT, attributes, signal);
}
