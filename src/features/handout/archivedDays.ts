import { UsageReportsError } from '../../base/errors.js';
import type { HandoutTemplate } from '../../core/handout/template.js';
import { dailyReportsOf } from '../../core/handout/templateFile.js';
import type { ArchiveQueries } from '../../services/archiveQueries/archiveQueries.js';
import type { DayRange } from '../../shared/history.js';

/** Daily reports that are looked at: those of a tenant are fetched together, so that a few know the days of all. */
const MAX_REPORTS = 4;

/**
 * From the first day to the last of what is archived of daily reports: of those that a template is made of, if it is of any.
 * @throws UsageReportsError `storage` with the code `nothingArchived` if no daily report is archived; the signal's `AbortError`
 */
export async function archivedDays(
  template: HandoutTemplate,
  queries: Pick<ArchiveQueries, 'dailyReports' | 'history'>,
): Promise<DayRange> {
  const archived = await queries.dailyReports();
  const wanted = dailyReportsOf(template).filter((report) => archived.includes(report));
  const days: DayRange[] = [];
  for (const report of (wanted.length === 0 ? archived : wanted).slice(0, MAX_REPORTS)) {
    const history = await queries.history(report);
    const archivedOf = history?.facts.days ?? undefined;
    days.push(...(archivedOf === undefined ? [] : [archivedOf]));
  }
  return unionOf(days);
}

function unionOf(days: readonly DayRange[]): DayRange {
  const [from] = days.map((range) => range.from).sort();
  const to = days
    .map((range) => range.to)
    .sort()
    .at(-1);
  if (from === undefined || to === undefined) {
    throw new UsageReportsError('storage', 'No daily report is archived yet.', { code: 'nothingArchived' });
  }
  return { from, to };
}
