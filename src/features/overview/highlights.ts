import type { DayRange } from '../../shared/history.js';
import type { OverviewMeasure, OverviewHighlight } from '../../shared/pages/overview.js';
import type { WindowChange } from '../../shared/windowChange.js';
import { type IsoDate, type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import type { Unit } from '../../shared/report.js';

/** What is known of one report for finding what stands out. */
export interface HighlightFacts {
  readonly report: string;
  readonly measures: readonly OverviewMeasure[];
  readonly refreshDate: IsoDate | null;
  /** When the service was last asked. */
  readonly checkedAt: IsoInstant;
  /** Days from refresh date to fetch, newest snapshot first. */
  readonly lags: readonly number[];
  /** Runs of days that nobody fetched, oldest first. */
  readonly missingRanges: readonly DayRange[];
  readonly failure?: { readonly text: string; readonly at: IsoInstant };
  /** Snapshots that could not be read. */
  readonly unreadable: number;
}

/** A daily mean below this is noise: three mails instead of two are no rise of half. */
const MIN_MEAN: Readonly<Record<Unit, number>> = { count: 10, bytes: 2 ** 20, minutes: 60, seconds: 3600 };
/** A change below this is none. */
const MIN_RATIO = 0.05;
const MAX_CHANGES = 3;
/** More reports than this of one kind are one statement about the tenant, not news. */
const MAX_HIGHLIGHTS_PER_KIND = 4;
/** With fewer snapshots a report's own lag is not known. */
const MIN_LAGS = 3;
/** Days beyond the usual lag that still happen every week. */
const patience = 2;
/** What is missing longer ago than Microsoft keeps data is known and past. */
const RECENT_DAYS = 180;

/**
 * What is worth a look first: what failed, what lags or is missing, what rose and fell most. Of each report the measure that changed
 * most counts.
 */
export function highlightsOf(highlightFacts: readonly HighlightFacts[], now: Date): OverviewHighlight[] {
  const changes = highlightFacts.flatMap(largestChanges);
  const rises = changes.filter(({ change }) => growth(change) > 0).sort((a, b) => growth(b.change) - growth(a.change));
  const falls = changes.filter(({ change }) => growth(change) < 0).sort((a, b) => growth(a.change) - growth(b.change));
  const usual = median(highlightFacts.map(lagNow).filter((lag) => lag !== undefined));
  return [
    ...highlightFacts
      .flatMap(({ report, failure }): OverviewHighlight[] =>
        failure === undefined ? [] : [{ kind: 'failed', report, ...failure }],
      )
      .slice(0, MAX_HIGHLIGHTS_PER_KIND),
    ...highlightFacts
      .flatMap(({ report, unreadable }): OverviewHighlight[] =>
        unreadable === 0 ? [] : [{ kind: 'damaged', report, count: unreadable }],
      )
      .slice(0, MAX_HIGHLIGHTS_PER_KIND),
    ...highlightFacts.flatMap((sign) => lagging(sign, usual)).slice(0, MAX_HIGHLIGHTS_PER_KIND),
    ...rises.slice(0, MAX_CHANGES).map((change): OverviewHighlight => ({ kind: 'rise', ...change })),
    ...falls.slice(0, MAX_CHANGES).map((change): OverviewHighlight => ({ kind: 'fall', ...change })),
    ...highlightFacts.flatMap((sign) => missing(sign, now)).slice(0, MAX_HIGHLIGHTS_PER_KIND),
  ];
}

type Change = Omit<Extract<OverviewHighlight, { kind: 'rise' | 'fall' }>, 'kind'>;

/** The measure that rose most and the one that fell most, of those large enough to mean something. */
function largestChanges({ report, measures }: HighlightFacts): Change[] {
  const sane = measures.flatMap(({ column, key, unit, change }): Change[] =>
    change !== undefined &&
    Math.max(change.before, change.after) >= MIN_MEAN[unit] &&
    change.before >= MIN_MEAN[unit] / 2 &&
    Math.abs(growth(change)) >= MIN_RATIO
      ? [{ report, column, ...(key === undefined ? {} : { key }), unit, change }]
      : [],
  );
  const most = sane.reduce<Change | undefined>(
    (best, change) =>
      best === undefined || Math.abs(Math.log1p(growth(change.change))) > Math.abs(Math.log1p(growth(best.change)))
        ? change
        : best,
    undefined,
  );
  return most === undefined ? [] : [most];
}

function growth({ ratio }: WindowChange): number {
  return ratio ?? 0;
}

function lagging(sign: HighlightFacts, usualOfTenant: number | undefined): OverviewHighlight[] {
  const days = lagNow(sign);
  const own = sign.lags.slice(1);
  const usual = own.length >= MIN_LAGS ? median(own) : usualOfTenant;
  return days === undefined || usual === undefined || sign.refreshDate === null || days <= usual + patience
    ? []
    : [{ kind: 'lag', report: sign.report, refreshDate: sign.refreshDate, days, usual: Math.round(usual) }];
}

/** Days between the newest data and the last time the service was asked: what nobody asked for is not late. */
function lagNow({ refreshDate, checkedAt }: HighlightFacts): number | undefined {
  return refreshDate === null
    ? undefined
    : Math.floor((Date.parse(checkedAt) - Date.parse(`${refreshDate}T00:00:00Z`)) / MS_PER_DAY);
}

function missing({ report, missingRanges }: HighlightFacts, now: Date): OverviewHighlight[] {
  const since = new Date(now.getTime() - RECENT_DAYS * MS_PER_DAY).toISOString().slice(0, 10);
  const recent = missingRanges.filter(({ to }) => to >= since);
  const last = recent.at(-1);
  const days = recent.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / MS_PER_DAY + 1, 0);
  return last === undefined ? [] : [{ kind: 'missing', report, days, last }];
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
