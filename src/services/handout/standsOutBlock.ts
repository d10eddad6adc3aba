import { comparedTexts } from '../../core/handout/comparedTexts.js';
import type { FailedBlock, HandoutSpan, StandsOutBlock } from '../../core/handout/document.js';
import { daysOf, previousSpan, spanText } from '../../core/handout/span.js';
import { measuresOf } from '../../core/highlights/dailyMeasures.js';
import { highlightsOf, type HighlightFacts } from '../../core/highlights/highlights.js';
import type { DailyMeasure } from '../../shared/dailyMeasure.js';
import { formatText } from '../../shared/format/formatText.js';
import { roundedRatio } from '../../shared/format/roundedRatio.js';
import type { MeasureHighlight } from '../../shared/highlight.js';
import { nameWithoutUnit } from '../../shared/measures.js';
import { cut, weekdayMean } from '../../shared/monthOverMonth.js';
import type { Chart } from '../../shared/report.js';
import { changeRatio, type WeeksChange } from '../../shared/weeksChange.js';
import { type HandoutData, isMissing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';

/** What rose and fell most since the month before, by the rules of the overview. @throws the signal's `AbortError` */
export async function standsOutBlock(
  reports: readonly string[],
  data: HandoutData,
  options: HandoutOptions,
): Promise<StandsOutBlock | FailedBlock> {
  const { catalog, texts, generatedAt } = options;
  const facts: HighlightFacts[] = [];
  const missing: MissingOfSpan[] = [];
  for (const report of reports) {
    const definition = catalog.findArchived(report);
    const history = await data.history(report);
    if (definition !== undefined && !isMissing(history)) {
      const charts = history.charts();
      const { lead, others } = measuresOf(charts, definition.leads);
      facts.push({
        report,
        measures: [...(lead === undefined ? [] : [lead]), ...others].map((measure) =>
          inSpan(measure, charts, options, missing),
        ),
        isOfApplications: definition.columns.some(({ application }) => application === true),
        // What is late or missing is a matter of the data's quality.
        ...{ refreshDate: null, checkedAt: generatedAt, lags: [], rhythmDays: 1, missingRanges: [], unreadable: 0 },
      });
    }
  }
  if (!facts.some(({ measures }) => measures.some(({ change }) => change !== undefined))) {
    data.gaps.tell('info', texts.missing.tooEarly);
    return { kind: 'failed', of: 'standsOut', reason: texts.missing.tooEarly };
  }
  return {
    kind: 'standsOut',
    items: highlightsOf(facts, new Date(generatedAt)).flatMap((highlight) =>
      highlight.kind === 'rise' || highlight.kind === 'fall'
        ? [{ kind: highlight.kind, text: sentenceOf(highlight, options) }]
        : [],
    ),
    notes: missingNotes(missing, options),
  };
}

/**
 * The measure with its change from the days before to those of the document.
 * @param missing gets how many of the days are missing that are compared
 */
function inSpan(
  measure: DailyMeasure,
  charts: readonly Chart[],
  { span }: HandoutOptions,
  missing: MissingOfSpan[],
): DailyMeasure {
  const { column, key, unit } = measure;
  const series = charts.find((chart) => chart.kind === 'series' && chart.column === column && chart.key === key);
  const others = { ...measure, change: undefined };
  if (series?.kind !== 'series') {
    return others;
  }
  const compared = [previousSpan(span), span].map((days) => ({ days, cells: cut(series, days.from, daysOf(days)) }));
  const [before, after] = compared.map(({ cells }) => weekdayMean(cells));
  if (before === undefined || after === undefined) {
    return others;
  }
  for (const { days, cells } of compared) {
    missing.push({ span: days, count: cells.values.filter((value) => value === null).length });
  }
  const change: WeeksChange = {
    ...{ days: daysOf(span), before, after },
    ratio: changeRatio(before.mean, after.mean, unit),
  };
  return { ...others, change };
}

interface MissingOfSpan {
  readonly span: HandoutSpan;
  readonly count: number;
}

/** A sentence for each span: measures lack different days, and nobody reads a list of how many. */
function missingNotes(missing: readonly MissingOfSpan[], { texts, format }: HandoutOptions): readonly string[] {
  const counts = new Map<string, { readonly span: HandoutSpan; readonly all: number[] }>();
  for (const { span, count } of missing) {
    const known = counts.get(span.from) ?? { span, all: [] };
    counts.set(span.from, { span, all: [...known.all, count] });
  }
  return [...counts.values()].flatMap(({ span, all }) => {
    const most = Math.max(...all);
    const isSame = all.every((count) => count === most);
    const text = isSame ? texts.notes.missingDaysCompared : texts.notes.mostMissingDaysCompared;
    return most === 0 ? [] : [formatText(text, spanText(span, format), format.count(most), format.count(daysOf(span)))];
  });
}

function sentenceOf(
  { report, column, columnLabel, key, unit, change }: MeasureHighlight,
  { catalog, texts, format }: HandoutOptions,
): string {
  const { before, after, ratio } = change;
  const name = [nameWithoutUnit(columnLabel ?? column), ...(key === undefined ? [] : [key])].join(' · ');
  const product = catalog.product(catalog.findArchived(report)?.product ?? '')?.title ?? report;
  const means = comparedTexts(before.mean, after.mean, unit, format);
  return formatText(
    texts.standsOut.changed,
    ...[product, name, format.signedPercent(roundedRatio(ratio ?? 0)), means.after, means.before],
  );
}
