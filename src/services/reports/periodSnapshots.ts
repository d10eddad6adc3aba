import { idOf } from '../../shared/refIds.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { openTable } from '../tables/openTable.js';
import type { ReportRef } from '../../shared/report.js';
import type { ArchivedSnapshot } from './archivedSnapshots.js';
import type { Report } from './report.js';
import type { ReportService } from './reportService.js';

/** What a snapshot holds, opened. */
export type OpenedSnapshot = Pick<Report, 'ref' | 'table' | 'refreshDate' | 'fetchedAt' | 'definition'>;

/**
 * The archived snapshots of a report in one period or for one day; newest refresh date first.
 * @throws UsageReportsError `invalidRequest` where there is no such report or period, `storage`
 */
export async function periodSnapshots(
  service: Pick<ReportService, 'check' | 'archivedSnapshots'>,
  ref: ReportRef,
): Promise<readonly ArchivedSnapshot[]> {
  const checked = service.check(ref);
  const found: ArchivedSnapshot[] = [];
  for await (const snapshot of service.archivedSnapshots(checked.connection, checked.definition.name)) {
    if (idOf(snapshot.ref) === idOf(checked.ref)) {
      found.push(snapshot);
    }
  }
  return found;
}

/**
 * The caller disposes of the table.
 * @param attributes the files whose columns the table has as well
 * @throws whatever `openTable` does
 */
export async function openSnapshot(
  snapshot: ArchivedSnapshot,
  attributes: readonly AttributesFile[],
  signal: AbortSignal,
): Promise<OpenedSnapshot> {
  const { ref, definition, refreshDate, fetchedAt, bytes: totalBytes, format } = snapshot;
  const table = await openTable(snapshot.chunks(), format, definition, { signal, totalBytes, fetchedAt, attributes });
  return { ref, definition, refreshDate, fetchedAt, table };
}
