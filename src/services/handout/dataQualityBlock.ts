import { addDays, type IsoDate } from '../../base/dates.js';
import type { DataQualityBlock, HandoutSpan } from '../../core/handout/document.js';
import { daysOf } from '../../core/handout/span.js';
import { formatText } from '../../shared/format/formatText.js';
import type { History } from '../reports/history.js';
import type { UserSourceState } from '../../core/users/joined/joinedUsers.js';
import type { MissingDays } from './gaps.js';
import type { HandoutData, UsedSource } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';
import { missingDays } from './missingDays.js';
import { whyNotRead } from './whyMissing.js';

/** Also that of `settings.ts`, which a service does not know. */
const MONTH_ENDS_SETTING = 'usageReports.archive.detailMonthEnds';

const SEVERITIES = ['error', 'warning', 'info'] as const;
/** Reports that a sentence begins with; of more, it has the number. */
const MAX_NAMED = 3;

type Item = DataQualityBlock['items'][number];

/** What is missing, old, concealed, or damaged of what the other blocks are made of. */
export function dataQualityBlock(data: HandoutData, options: HandoutOptions): DataQualityBlock {
  const items = [
    ...missingDaysItems(data, options),
    ...data.used.flatMap((source) => itemsOf(source, data, options)),
    ...daysItems(data, options),
    ...data.gaps.items,
    ...(hasLaterData(data, options)
      ? [{ severity: 'info' as const, text: formatText(options.texts.quality.monthEnds, MONTH_ENDS_SETTING) }]
      : []),
  ];
  // Two tables may be made of the same report.
  const texts = new Set<string>();
  const told = items.filter(({ text }) => !texts.has(text) && texts.add(text));
  return { kind: 'dataQuality', items: SEVERITIES.flatMap((one) => told.filter(({ severity }) => severity === one)) };
}

/** Whether something was archived that the archive no longer has. */
function hasLaterData({ gaps, used }: HandoutData, { span }: HandoutOptions): boolean {
  return (
    gaps.hasLaterData ||
    used.some((source) => source.kind === 'asked' && [...(source.asked.outside ?? [])].some(([, day]) => day > span.to))
  );
}

function itemsOf(source: UsedSource, data: HandoutData, options: HandoutOptions): Item[] {
  const { texts } = options;
  const title = data.titleOf(source.report);
  switch (source.kind) {
    case 'missing':
      return [{ severity: 'error', text: source.why }];
    case 'days':
      return source.history === undefined
        ? [{ severity: 'error', text: formatText(texts.missing.notArchived, title) }]
        : damagedItems(title, source.history, options);
    case 'asked':
      return [
        ...itemsOfReports(source, data, options),
        ...(source.concealed ? [{ severity: 'info' as const, text: texts.quality.concealed }] : []),
      ];
  }
}

/** Reports that are older than the document: those of one day are one sentence. */
function daysItems(data: HandoutData, options: HandoutOptions): Item[] {
  const { span, texts, format } = options;
  const titles = new Map<IsoDate, Set<string>>();
  for (const [report, day] of data.used.flatMap((source) => (source.kind === 'asked' ? [...source.days] : []))) {
    if (day < span.to) {
      titles.set(day, (titles.get(day) ?? new Set()).add(data.titleOf(report)));
    }
  }
  return [...titles].map(([day, all]) => ({
    severity: 'info',
    text: aboutReports([...all], options, (named) => formatText(texts.quality.endsOn, named, format.day(day))),
  }));
}

/** What is said of some reports, which many titles would bury: these follow. */
function aboutReports(
  titles: readonly string[],
  { texts, format }: HandoutOptions,
  say: (named: string) => string,
): string {
  return titles.length <= MAX_NAMED
    ? say(titles.join('; '))
    : formatText(texts.quality.theyAre, say(format.plural(texts.quality.reports, titles.length)), titles.join('; '));
}

/** Daily reports are fetched together: those that lack the same days are one sentence. */
function missingDaysItems(data: HandoutData, options: HandoutOptions): Item[] {
  const { texts, span, format } = options;
  const ofReports = data.used.flatMap((source): MissingDays[] =>
    source.kind === 'days' && source.history !== undefined
      ? [{ report: source.report, span, days: missingDays(source.history, span) }]
      : [],
  );
  // Where no measure of a report has the days, it is the report that lacks them.
  const ofMeasures = data.gaps.days.map((one): MissingDays => {
    const { report, span: days } = one;
    const source = data.used.find((used) => used.kind === 'days' && used.report === report);
    const isOfReport =
      source?.kind === 'days' &&
      source.history !== undefined &&
      missingDays(source.history, days).join() === one.days.join();
    return isOfReport ? { report, span: days, days: one.days } : one;
  });
  const alike = new Map<string, MissingDays[]>();
  for (const one of withoutSeams([...ofReports, ...ofMeasures], span)) {
    const key = [one.span.from, ...one.days].join();
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap((lacking): Item[] => {
    const [first] = lacking;
    const newest = first?.days.at(-1);
    if (first === undefined || newest === undefined) {
      return [];
    }
    const titles = lacking.map(({ report, measure }) =>
      measure === undefined ? data.titleOf(report) : formatText(texts.quality.measure, data.titleOf(report), measure),
    );
    const all = daysOf(first.span);
    const named = [...new Set(titles)];
    const isMain = first.span.to === span.to;
    return [
      first.days.length === all
        ? {
            severity: isMain ? 'error' : 'info',
            text: aboutReports(named, options, (reports) =>
              formatText(texts.missing.noDays, reports, format.dayRange(first.span.from, first.span.to)),
            ),
          }
        : {
            severity: isMain ? 'warning' : 'info',
            text: aboutReports(named, options, (reports) =>
              formatText(
                texts.quality.missingDays,
                ...[reports, format.count(first.days.length), format.count(all), format.day(newest)],
              ),
            ),
          },
    ];
  });
}

/** Months before that follow each other and have no day at all, as one: a sentence for each would say the same. */
function withoutSeams(all: readonly MissingDays[], { to }: HandoutSpan): readonly MissingDays[] {
  const joined: MissingDays[] = [];
  const sorted = all.toSorted((one, other) => (one.span.from < other.span.from ? -1 : 1));
  for (const one of sorted) {
    const index = joined.findIndex(
      ({ report, measure, span, days }) =>
        report === one.report &&
        measure === one.measure &&
        one.span.to !== to &&
        days.length === daysOf(span) &&
        one.days.length === daysOf(one.span) &&
        (addDays(span.to, 1) === one.span.from || span.from === one.span.from),
    );
    const before = joined[index];
    if (before === undefined) {
      joined.push(one);
    } else if (before.span.to < one.span.to) {
      const span = { from: before.span.from, to: one.span.to };
      joined[index] = { ...before, span, days: [...before.days, ...one.days] };
    }
  }
  return joined;
}

function damagedItems(title: string, { unreadable }: History, { texts, format }: HandoutOptions): Item[] {
  return unreadable === 0
    ? []
    : [{ severity: 'warning', text: format.plural(texts.quality.damaged, unreadable, title) }];
}

/** What became of the reports that a table is made of. */
function itemsOfReports(
  { asked }: Extract<UsedSource, { readonly kind: 'asked' }>,
  data: HandoutData,
  options: HandoutOptions,
): Item[] {
  const { texts, format, span } = options;
  const { users, storage, outside } = asked;
  const sources: readonly { readonly report: string; readonly state: UserSourceState }[] =
    users?.sources ?? storage?.sources ?? [];
  const missing = sources
    .filter(({ state, report }) => state === 'missing' && outside?.has(report) !== true)
    .map(({ report }) => data.titleOf(report));
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            severity: 'info' as const,
            text: format.plural(texts.quality.notJoined, missing.length, missing.join('; ')),
          },
        ]),
    ...sources.flatMap(({ state, report }): Item[] => {
      const why =
        state === 'missing' && outside?.has(report) !== true ? undefined : whyNotRead(report, asked, span, data);
      return why === undefined ? [] : [{ severity: 'warning', text: why }];
    }),
  ];
}
