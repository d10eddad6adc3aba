import { STORAGE } from '../../core/storage/storageColumns.js';
import type { StorageKind } from '../../core/storage/storageReports.js';
import { QUERY_VERSION } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';
import type { TableHandle } from '../tables/tableHandle.js';

/** What all of a kind come to, deleted ones included. Bytes; `null` where no row has a value. */
export interface KindTotal {
  readonly kind: StorageKind | (string & {});
  readonly count: number;
  readonly used: number | null;
  /** In 30 days, of those whose growth is known. */
  readonly growth: number | null;
}

const [COUNT, USED, GROWTH] = ['Count', 'Used', 'Growth'];

/**
 * Totals of the table of storage, by kind.
 * @throws the signal's `AbortError`
 */
export async function storageByKind(table: TableHandle, signal?: AbortSignal): Promise<KindTotal[]> {
  const answer = await table.query(
    {
      version: QUERY_VERSION,
      groupBy: [{ column: STORAGE.kind }],
      aggregates: [
        { kind: 'count', name: COUNT },
        { kind: 'sum', column: STORAGE.used, name: USED },
        { kind: 'sum', column: STORAGE.growth, name: GROWTH },
      ],
      sort: [{ column: USED, descending: true }],
    },
    {},
    signal,
  );
  try {
    const { rows } = await answer.rows({}, 0, answer.rowCount, signal);
    return rows.map(([kind, count, used, growth]) => ({
      kind: String(kind),
      count: numberIn(count) ?? 0,
      used: numberIn(used),
      growth: numberIn(growth),
    }));
  } finally {
    answer.dispose();
  }
}

function numberIn(value: CellValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
