import { type Arrivals, lagOf } from '../../core/alerts/lateness.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { periodSnapshots } from '../reports/periodSnapshots.js';
import type { ReportService } from '../reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';

/** How old the data of a report were whenever they came. @returns `undefined` if nothing is archived @throws UsageReportsError `storage` */
export async function arrivalsOf(
  service: Pick<ReportService, 'check' | 'archivedSnapshots' | 'archivedFacts' | 'history'>,
  ref: ReportRef,
  signal: AbortSignal,
): Promise<Arrivals | undefined> {
  if (ref.history === true) {
    const history = await service.history.read({ connection: ref.connection, report: ref.report }, signal);
    return (
      history && {
        refreshDate: history.newest.refreshDate,
        checkedAt: history.newest.checkedAt,
        lags: history.lags.slice(1),
        rhythmDays: history.rhythmDays,
      }
    );
  }
  const newest = await service.archivedFacts(ref);
  if (newest === undefined) {
    return undefined;
  }
  const first = new Map<IsoDate, IsoInstant>();
  for (const { refreshDate, fetchedAt, origin } of await periodSnapshots(service, ref)) {
    const known = refreshDate === null ? undefined : first.get(refreshDate);
    // A file that somebody added came whenever they had it.
    if (refreshDate !== null && origin === undefined && (known === undefined || fetchedAt < known)) {
      first.set(refreshDate, fetchedAt);
    }
  }
  const { refreshDate, checkedAt } = newest;
  return {
    ...{ refreshDate, checkedAt },
    lags: [...first].flatMap(([day, at]) => (day === refreshDate ? [] : [lagOf(day, at)])),
    rhythmDays: service.check(ref).definition.refreshDays ?? 1,
  };
}
