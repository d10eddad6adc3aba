import type { ArchivedSnapshot } from '../../services/reports/archivedSnapshots.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef } from '../../shared/report.js';

/** The newest two of the same period, the one that was asked for or else the one with the newest; or else of any periods, or else of any days; none if there is only a period and a day. */
export function preselected(
  own: readonly ArchivedSnapshot[],
  others: readonly ArchivedSnapshot[],
): readonly ArchivedSnapshot[] {
  const all = [...own, ...others];
  const [days, periods] = [
    all.filter(({ ref }) => ref.date !== undefined),
    all.filter(({ ref }) => ref.date === undefined),
  ];
  const samePeriod = periods.map(({ ref }) => periods.filter((one) => idOf(one.ref) === idOf(ref))).find(isPair) ?? [];
  return [own, samePeriod, periods, days].find(isPair)?.slice(0, 2) ?? [];
}

function isPair(snapshots: readonly ArchivedSnapshot[]): boolean {
  return snapshots.length >= 2;
}

/**
 * Splits a report's snapshots into those of the same period or day, and all others. A history is of all periods, so there the period with
 * the most snapshots counts.
 */
export function byParameter(
  snapshots: readonly ArchivedSnapshot[],
  ref: ReportRef,
): { own: ArchivedSnapshot[]; others: ArchivedSnapshot[] } {
  const groups = new Map<string, ArchivedSnapshot[]>();
  for (const snapshot of snapshots) {
    const id = idOf(snapshot.ref);
    groups.set(id, [...(groups.get(id) ?? []), snapshot]);
  }
  const own =
    groups.get(idOf(ref)) ??
    [...groups.values()].reduce<ArchivedSnapshot[]>((most, group) => (group.length > most.length ? group : most), []);
  return { own, others: snapshots.filter((snapshot) => !own.includes(snapshot)) };
}
