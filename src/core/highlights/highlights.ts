import type { DayRange } from '../../shared/history.js';
import type { DailyMeasure } from '../../shared/dailyMeasure.js';
import type { Highlight, MeasureHighlight } from '../../shared/highlight.js';
import type { MeanChange } from '../../shared/weeksChange.js';
import { type IsoDate, type IsoInstant, MS_PER_DAY } from '../../base/dates.js';

/** What is known of one report, to find out what stands out. */
export interface HighlightFacts {
  readonly report: string;
  readonly measures: readonly DailyMeasure[];
  /** Whether the report is about what applications request, not about what people use. */
  readonly isOfApplications?: boolean;
  readonly refreshDate: IsoDate | null;
  /** When the report was last requested. */
  readonly checkedAt: IsoInstant;
  /** Days from refresh date to fetch, newest snapshot first. */
  readonly lags: readonly number[];
  /** Days from one refresh date to the next. */
  readonly rhythmDays: number;
  /** Runs of days that nobody fetched, oldest first. */
  readonly missingRanges: readonly DayRange[];
  readonly failure?: { readonly text: string; readonly at: IsoInstant };
  /** Snapshots that could not be read. */
  readonly unreadable: number;
}

/** A smaller change does not count. */
const MIN_RATIO = 0.05;
const MAX_CHANGES = 3;
/** More highlights of one kind would say something about the tenant, not about single reports. */
const MAX_HIGHLIGHTS_PER_KIND = 4;
/** With fewer snapshots, the usual lag of a report is not known. */
const MIN_LAGS = 3;
/** Days beyond the usual lag that are still normal. */
const patience = 2;
/** Days that are missing longer ago cannot be fetched any more: Microsoft does not have them. */
const RECENT_DAYS = 180;

/**
 * What to look at first: what failed, what is late or missing, what rose and fell most, what people use before what applications request.
 * Of each report, the measure that changed most counts.
 */
export function highlightsOf(highlightFacts: readonly HighlightFacts[], now: Date): Highlight[] {
  const changes = (isOfApplications: boolean) =>
    highlightFacts
      .filter((facts) => (facts.isOfApplications ?? false) === isOfApplications)
      .flatMap(largestChanges)
      .sort((a, b) => Math.abs(growth(b.change)) - Math.abs(growth(a.change)));
  const [rises, falls] = risesAndFalls([...changes(false), ...changes(true)]);
  const usual = median(highlightFacts.map(lagNow).filter((lag) => lag !== undefined));
  return [
    ...highlightFacts
      .flatMap(({ report, failure }): Highlight[] =>
        failure === undefined ? [] : [{ kind: 'failed', report, ...failure }],
      )
      .slice(0, MAX_HIGHLIGHTS_PER_KIND),
    ...highlightFacts
      .flatMap(({ report, unreadable }): Highlight[] =>
        unreadable === 0 ? [] : [{ kind: 'damaged', report, count: unreadable }],
      )
      .slice(0, MAX_HIGHLIGHTS_PER_KIND),
    ...highlightFacts.flatMap((sign) => lagging(sign, usual)).slice(0, MAX_HIGHLIGHTS_PER_KIND),
    ...rises.slice(0, MAX_CHANGES).map((change): Highlight => ({ kind: 'rise', ...change })),
    ...falls.slice(0, MAX_CHANGES).map((change): Highlight => ({ kind: 'fall', ...change })),
    ...highlightFacts.flatMap((sign) => missing(sign, now)).slice(0, MAX_HIGHLIGHTS_PER_KIND),
  ];
}

function risesAndFalls(changes: readonly Change[]): [rises: readonly Change[], falls: readonly Change[]] {
  return [changes.filter(({ change }) => growth(change) > 0), changes.filter(({ change }) => growth(change) < 0)];
}

type Change = Omit<MeasureHighlight, 'kind'>;

/** The measure that changed most, of those that changed enough to count. */
function largestChanges({ report, measures }: HighlightFacts): Change[] {
  const sane = measures.flatMap(({ column, columnLabel, key, unit, change }): Change[] =>
    change !== undefined && Math.abs(growth(change)) >= MIN_RATIO
      ? [
          {
            report,
            column,
            ...(columnLabel === undefined ? {} : { columnLabel }),
            ...(key === undefined ? {} : { key }),
            unit,
            change,
          },
        ]
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

/** 0 where it cannot be told as a percentage: such a change is noise. */
function growth({ ratio }: MeanChange): number {
  return ratio ?? 0;
}

function lagging(sign: HighlightFacts, usualOfTenant: number | undefined): Highlight[] {
  const days = lagNow(sign);
  const own = sign.lags.slice(1);
  // A weekly report is as new as usual until its next refresh date is late.
  const lag = own.length >= MIN_LAGS ? median(own) : usualOfTenant;
  const usual = lag === undefined ? undefined : lag + sign.rhythmDays - 1;
  return days === undefined || usual === undefined || sign.refreshDate === null || days <= usual + patience
    ? []
    : [{ kind: 'lag', report: sign.report, refreshDate: sign.refreshDate, days, usual: Math.round(usual) }];
}

/** Days between the newest data and the last request: data that nobody has requested is not late. */
function lagNow({ refreshDate, checkedAt }: HighlightFacts): number | undefined {
  return refreshDate === null
    ? undefined
    : Math.floor((Date.parse(checkedAt) - Date.parse(`${refreshDate}T00:00:00Z`)) / MS_PER_DAY);
}

function missing({ report, missingRanges }: HighlightFacts, now: Date): Highlight[] {
  const since = new Date(now.getTime() - RECENT_DAYS * MS_PER_DAY).toISOString().slice(0, 10);
  const recent = missingRanges.filter(({ to }) => to >= since);
  const last = recent.at(-1);
  const days = recent.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / MS_PER_DAY + 1, 0);
  return last === undefined ? [] : [{ kind: 'missing', report, days, last }];
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
