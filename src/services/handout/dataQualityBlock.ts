import { addDays, type IsoDate } from '../../base/dates.js';
import type { DataQualityBlock, HandoutSpan } from '../../core/handout/document.js';
import { daysOf } from '../../core/handout/span.js';
import { formatText } from '../../shared/format/formatText.js';
import type { DayRange } from '../../shared/history.js';
import type { History } from '../reports/history.js';
import type { HandoutData, UsedSource } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';

type Item = DataQualityBlock['items'][number];

/** What is missing, old, concealed, or damaged of what the other blocks are made of. */
export function dataQualityBlock(data: HandoutData, options: HandoutOptions): DataQualityBlock {
  const items = [...missingDaysItems(data, options), ...data.used.flatMap((source) => itemsOf(source, data, options))];
  // Two tables may be made of the same report.
  const texts = new Set<string>();
  return { kind: 'dataQuality', items: items.filter(({ text }) => !texts.has(text) && texts.add(text)) };
}

function itemsOf(source: UsedSource, data: HandoutData, options: HandoutOptions): Item[] {
  const { texts, span, format } = options;
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
        ...(source.refreshDate !== null && source.refreshDate < span.to
          ? [
              {
                severity: 'info' as const,
                text: formatText(texts.quality.endsOn, title, format.day(source.refreshDate)),
              },
            ]
          : []),
      ];
  }
}

/** Daily reports are fetched together: those that lack the same days are one sentence. */
function missingDaysItems(data: HandoutData, { texts, span, format }: HandoutOptions): Item[] {
  const titles = new Map<string, { readonly missing: readonly IsoDate[]; readonly titles: string[] }>();
  for (const source of data.used) {
    if (source.kind === 'days' && source.history !== undefined) {
      const { days, missingRanges } = source.history.facts;
      const missing = missingDays(days, missingRanges, span);
      const known = titles.get(missing.join()) ?? { missing, titles: [] };
      known.titles.push(data.titleOf(source.report));
      titles.set(missing.join(), known);
    }
  }
  return [...titles.values()].flatMap(({ missing, titles: lacking }): Item[] => {
    const newest = missing.at(-1);
    const counts = [format.count(missing.length), format.count(daysOf(span))];
    return newest === undefined
      ? []
      : [
          {
            severity: missing.length === daysOf(span) ? 'error' : 'warning',
            text: formatText(texts.quality.missingDays, lacking.join('; '), ...counts, format.day(newest)),
          },
        ];
  });
}

function damagedItems(title: string, { unreadable }: History, { texts, format }: HandoutOptions): Item[] {
  return unreadable === 0
    ? []
    : [{ severity: 'warning', text: format.plural(texts.quality.damaged, unreadable, title) }];
}

/** Days of the span that no archived report has, oldest first. */
function missingDays(known: DayRange | null, missingRanges: readonly DayRange[], span: HandoutSpan): IsoDate[] {
  return Array.from({ length: daysOf(span) }, (_, index) => addDays(span.from, index)).filter(
    (day) =>
      known === null ||
      day < known.from ||
      day > known.to ||
      missingRanges.some(({ from, to }) => from <= day && day <= to),
  );
}

/** What became of the reports that a table is made of. */
function itemsOfReports(
  { users, storage }: Extract<UsedSource, { readonly kind: 'asked' }>,
  data: HandoutData,
  { texts, format }: HandoutOptions,
): Item[] {
  const sources = users?.sources ?? storage?.sources ?? [];
  const missing = sources.filter(({ state }) => state === 'missing').map(({ report }) => data.titleOf(report));
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            severity: 'info' as const,
            text: format.plural(texts.quality.notJoined, missing.length, missing.join(', ')),
          },
        ]),
    ...sources.flatMap(({ state, report }): Item[] =>
      state === 'unreadable' || state === 'otherNames'
        ? [{ severity: 'warning', text: formatText(texts.quality[state], data.titleOf(report)) }]
        : [],
    ),
  ];
}
