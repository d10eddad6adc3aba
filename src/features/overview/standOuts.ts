import type { DayRange } from '../../shared/history.js';
import type { OverviewMeasure, StandOut, WindowChange } from '../../shared/pages/overview.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Unit } from '../../shared/report.js';

/** What is known of one report for finding what stands out. */
export interface ReportSigns {
  readonly report: string;
  readonly measures: readonly OverviewMeasure[];
  readonly refreshDate: IsoDate | null;
  /** When the service was last asked. */
  readonly checkedAt: IsoInstant;
  /** Days from refresh date to fetch, newest snapshot first. */
  readonly lags: readonly number[];
  /** Runs of days that nobody fetched, oldest first. */
  readonly holes: readonly DayRange[];
  readonly failure?: { readonly text: string; readonly at: IsoInstant };
  /** Snapshots that could not be read. */
  readonly unreadable: number;
}

/** A daily mean below this is noise: three mails instead of two are no rise of half. */
const leastMean: Readonly<Record<Unit, number>> = { count: 10, bytes: 2 ** 20, minutes: 60, seconds: 3600 };
/** A change below this is none. */
const leastRatio = 0.05;
const mostChanges = 3;
/** More reports than this of one kind are one statement about the tenant, not news. */
const mostOthers = 4;
/** With fewer snapshots a report's own lag is not known. */
const fewestLags = 3;
/** Days beyond the usual lag that still happen every week. */
const patience = 2;
const msPerDay = 86_400_000;
/** What is missing longer ago than Microsoft keeps data is known and past. */
const recentDays = 180;

/**
 * What is worth a look first: what failed, what lags or is missing, what rose and fell most. Of each report the measure that changed
 * most counts.
 */
export function standOutsOf(signs: readonly ReportSigns[], now: Date): StandOut[] {
  const changes = signs.flatMap(largestChanges);
  const rises = changes.filter(({ change }) => growth(change) > 0).sort((a, b) => growth(b.change) - growth(a.change));
  const falls = changes.filter(({ change }) => growth(change) < 0).sort((a, b) => growth(a.change) - growth(b.change));
  const usual = median(signs.map(lagNow).filter((lag) => lag !== undefined));
  return [
    ...signs.flatMap(({ report, failure }): StandOut[] => (failure === undefined ? [] : [{ kind: 'failed', report, ...failure }])).slice(0, mostOthers),
    ...signs.flatMap(({ report, unreadable }): StandOut[] => (unreadable === 0 ? [] : [{ kind: 'damaged', report, count: unreadable }])).slice(0, mostOthers),
    ...signs.flatMap((sign) => lagging(sign, usual)).slice(0, mostOthers),
    ...rises.slice(0, mostChanges).map((change): StandOut => ({ kind: 'rise', ...change })),
    ...falls.slice(0, mostChanges).map((change): StandOut => ({ kind: 'fall', ...change })),
    ...signs.flatMap((sign) => missing(sign, now)).slice(0, mostOthers),
  ];
}

type Change = Omit<Extract<StandOut, { kind: 'rise' | 'fall' }>, 'kind'>;

/** The measure that rose most and the one that fell most, of those large enough to mean something. */
function largestChanges({ report, measures }: ReportSigns): Change[] {
  const sane = measures.flatMap(({ column, key, unit, change }): Change[] =>
    change !== undefined && Math.max(change.before, change.after) >= leastMean[unit] && change.before >= leastMean[unit] / 2 && Math.abs(growth(change)) >= leastRatio
      ? [{ report, column, ...(key === undefined ? {} : { key }), unit, change }]
      : [],
  );
  const most = sane.reduce<Change | undefined>(
    (best, change) => (best === undefined || Math.abs(Math.log1p(growth(change.change))) > Math.abs(Math.log1p(growth(best.change))) ? change : best),
    undefined,
  );
  return most === undefined ? [] : [most];
}

function growth({ ratio }: WindowChange): number {
  return ratio ?? 0;
}

function lagging(sign: ReportSigns, usualOfTenant: number | undefined): StandOut[] {
  const days = lagNow(sign);
  const own = sign.lags.slice(1);
  const usual = own.length >= fewestLags ? median(own) : usualOfTenant;
  return days === undefined || usual === undefined || sign.refreshDate === null || days <= usual + patience
    ? []
    : [{ kind: 'lag', report: sign.report, refreshDate: sign.refreshDate, days, usual: Math.round(usual) }];
}

/** Days between the newest data and the last time the service was asked: what nobody asked for is not late. */
function lagNow({ refreshDate, checkedAt }: ReportSigns): number | undefined {
  return refreshDate === null ? undefined : Math.floor((Date.parse(checkedAt) - Date.parse(`${refreshDate}T00:00:00Z`)) / msPerDay);
}

function missing({ report, holes }: ReportSigns, now: Date): StandOut[] {
  const since = new Date(now.getTime() - recentDays * msPerDay).toISOString().slice(0, 10);
  const recent = holes.filter(({ to }) => to >= since);
  const last = recent.at(-1);
  const days = recent.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / msPerDay + 1, 0);
  return last === undefined ? [] : [{ kind: 'missing', report, days, last }];
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
