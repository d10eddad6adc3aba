import { addDays, type IsoDate } from '../../base/dates.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { daysOf } from '../../core/catalog/period.js';
import type { HandoutSpan } from '../../core/handout/document.js';
import type { HandoutTemplate } from '../../core/handout/template.js';
import { dailyReportsOf, snapshotReportsOf } from '../../core/handout/templateFile.js';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import { collectSetText, longestPeriods, USER_REPORTS } from '../../services/collect/collectSet.js';

/** In days: the service's newest data are of two or three days ago. A snapshot that is fetched now is of the month, or of one after it. */
const NEWEST_DATA = 2;

/** In days. A period that is called `ALL` goes no further back. */
const MAX_REACH = 180;

/** What tables of several reports are made of. */
const JOINED: Readonly<Record<string, readonly string[] | undefined>> = {
  users: USER_REPORTS,
  licenses: USER_REPORTS,
  storage: STORAGE_REPORT_NAMES,
};

/**
 * What the service may still have of the days that a report is about, for `collect`: daily reports as far back as they go, and others only
 * until the days are over, as nobody can ask for how it was.
 *
 * @param today in UTC
 * @returns undefined where a request can bring nothing
 */
export function reportsToFetch(
  template: HandoutTemplate,
  { from, to }: Pick<HandoutSpan, 'from' | 'to'>,
  catalog: Catalog,
  today: IsoDate,
): string | undefined {
  const newest = addDays(today, -NEWEST_DATA);
  const reach = (report: string) => Math.max(0, ...(catalog.find(report)?.periods ?? []).map(daysOf));
  const daily = dailyReportsOf(template).filter(
    (report) => from <= newest && to > addDays(newest, -Math.min(reach(report), MAX_REACH)),
  );
  const current = from <= newest && newest <= to ? snapshotReportsOf(template) : [];
  const named = [...daily, ...current.flatMap((report) => JOINED[report] ?? [report])];
  const known = [...new Set(named)].filter((report) => catalog.find(report) !== undefined);
  return known.length === 0 ? undefined : collectSetText(longestPeriods(known, catalog));
}
