import type { IsoDate } from '../../base/dates.js';
import { dayOf } from './archivedDays.js';
import { isMadeTable, type MadeFrom, reportsOfMade } from './madeTables.js';

/**
 * The days that snapshots of a report with rows are of; of a table that is made of several reports, those of any of them.
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function snapshotDays(
  { service, connection, signal }: Pick<MadeFrom, 'service' | 'connection' | 'signal'>,
  report: string,
): Promise<ReadonlySet<IsoDate>> {
  const days = new Set<IsoDate>();
  for (const one of isMadeTable(report) ? reportsOfMade(report) : [report]) {
    for await (const snapshot of service.archivedSnapshots(connection, one)) {
      signal.throwIfAborted();
      if (snapshot.rowCount > 0) {
        days.add(dayOf(snapshot));
      }
    }
  }
  return days;
}
