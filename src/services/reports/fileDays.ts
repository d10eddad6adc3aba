import type { FileDays } from '../archive/refreshDay.js';
import type { Snapshot } from '../archive/snapshot.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { UsageReportsError } from '../../base/errors.js';

/** Reads the days of an archived file; `undefined` if it cannot be decoded, or its report is no longer in the catalog. */
export function fileDaysReader(catalog: () => Catalog): (snapshot: Snapshot) => Promise<FileDays | undefined> {
  return async (snapshot) => {
    const { meta, key } = snapshot;
    const definition = catalog().find(key.report);
    if (definition === undefined) {
      return undefined;
    }
    try {
      const { fetchedAt, bytes } = meta;
      // Nothing is read when VS Code starts.
      const { openTable } = await import('../tables/openTable.js');
      const table = await openTable(snapshot.chunks(), meta.format, definition, { fetchedAt, totalBytes: bytes });
      table.dispose();
      return table;
    } catch (error) {
      if (error instanceof UsageReportsError) {
        return undefined;
      }
      throw error;
    }
  };
}
