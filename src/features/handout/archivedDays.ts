import type { IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { HandoutTemplate } from '../../core/handout/template.js';
import { dailyReportsOf, snapshotReportsOf } from '../../core/handout/templateFile.js';
import type { ArchiveQueries } from '../../services/archiveQueries/archiveQueries.js';
import type { DayRange, HistoryFacts } from '../../shared/history.js';

/** Daily reports that are looked at: those of a tenant are fetched together, so that a few know the days of all. */
const MAX_REPORTS = 4;

/** What is archived of what a template asks. */
export interface ArchivedData {
  /** Of daily reports: none where it asks for none. */
  readonly daily: readonly Pick<HistoryFacts, 'days' | 'missingRanges'>[];
  /** The days of other reports and tables, by their names. */
  readonly snapshots: ReadonlyMap<string, ReadonlySet<IsoDate>>;
  /** From the first day to the last. */
  readonly days: DayRange;
}

/**
 * What is archived of the reports that a template is made of; if nothing is, the days of any daily report.
 * @throws UsageReportsError `storage` with the code `nothingArchived` if no daily report is archived either; the signal's `AbortError`
 */
export async function archivedDays(
  template: HandoutTemplate,
  queries: Pick<ArchiveQueries, 'dailyReports' | 'history' | 'snapshotDays'>,
): Promise<ArchivedData> {
  const archived = await queries.dailyReports();
  const factsOf = async (reports: readonly string[]) => {
    const histories = await Promise.all(reports.slice(0, MAX_REPORTS).map((report) => queries.history(report)));
    return histories.flatMap((history) => (history === undefined ? [] : [history.facts]));
  };
  const daily = await factsOf(dailyReportsOf(template).filter((report) => archived.includes(report)));
  const snapshots = new Map<string, ReadonlySet<IsoDate>>();
  for (const report of snapshotReportsOf(template)) {
    snapshots.set(report, await queries.snapshotDays(report));
  }
  const days = unionOf(daily, snapshots) ?? unionOf(await factsOf(archived), new Map());
  if (days === undefined) {
    throw new UsageReportsError('storage', 'No daily report is archived yet.', { code: 'nothingArchived' });
  }
  return { daily, snapshots, days };
}

function unionOf(daily: ArchivedData['daily'], snapshots: ArchivedData['snapshots']): DayRange | undefined {
  const all = [
    ...daily.flatMap(({ days }) => (days === null ? [] : [days.from, days.to])),
    ...[...snapshots.values()].flatMap((days) => [...days]),
  ].sort();
  const [from, to] = [all[0], all.at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}
