import { nothing } from 'lit';
import type { Comparison, LargeChartState, ReportSummary } from '../../../src/shared/pages/report.js';
import { longestPeriod } from '../../../src/shared/longestPeriod.js';
import type { Format } from '../../../src/shared/format/format.js';
import { type ChartHandlers, type LargeChartModel, largeChartView } from './large/largeChart.js';
import { measureName } from './measures/chartNames.js';
import { fullChartText, granularityNote, leftOutNotes } from './measures/chartNotes.js';
import { hasDays, incompleteSteps, linesBy, offeredGranularities, usualGranularity } from './measures/granularity.js';
import { linesOf } from './measures/measureLines.js';
import { chosenMeasures, isChartFull, type Measure, measuresOf } from './measures/measures.js';
import { changeFactTexts } from './measures/overlayFacts.js';
import type { SavableChart } from './saving/chartImage.js';

/** Load with the large chart, which they belong to: a script of their own would cost a page more than it spares. */
export { withComparison, withoutComparison } from './comparedMeasures.js';
export { comparisonList } from './large/comparisonList.js';

/** What the large chart shows, and the same as an image. */
interface ChosenChart {
  readonly model: LargeChartModel;
  readonly image: SavableChart;
}

export interface ChosenChartOptions {
  readonly summary: ReportSummary;
  readonly comparisons: readonly Comparison[];
  readonly earlierDays: LargeChartModel['earlierDays'];
  readonly format: Format;
  readonly handlers: ChartHandlers;
  /** What is offered for the chart as an image. */
  readonly menu: (image: SavableChart) => unknown;
}

/** The large chart of the measures that are chosen; nothing where none of them is there. */
export function chosenChartView(state: LargeChartState, options: ChosenChartOptions): unknown {
  const chosen = chosenChart(state, options);
  const { summary, format, handlers, menu } = options;
  return chosen === undefined
    ? nothing
    : largeChartView(chosen.model, format, handlers, menu(chosen.image), summary.history);
}

/** Why another measure cannot be added to the large chart; `undefined` if it can. */
export function whyFull(
  { picked }: LargeChartState,
  { summary, comparisons, format }: Pick<ChosenChartOptions, 'summary' | 'comparisons' | 'format'>,
): string | undefined {
  return isChartFull(chosenMeasures(picked, measuresOf(summary, comparisons))) ? fullChartText(format) : undefined;
}

function chosenChart(
  state: LargeChartState,
  { summary, comparisons, earlierDays, format }: ChosenChartOptions,
): ChosenChart | undefined {
  const measures = measuresOf(summary, comparisons);
  const { drawn, leftOut } = chosenMeasures(state.picked, measures);
  if (drawn.length === 0) {
    return undefined;
  }
  const shown = shownLines(drawn, state, format);
  const { lines, overlay, note, granularity } = shown;
  const extras = {
    ...{ history: summary.history, overlay, note },
    facts: changeFactTexts(drawn, overlay, format),
    leftOut: leftOutNotes(leftOut, format),
  };
  const name = {
    title: [...new Set(drawn.map((measure) => measure.name))].join(', '),
    file: [...new Set(drawn.map(({ chart }) => measureName(chart)))].join(', '),
  };
  return {
    model: {
      ...{ drawn, leftOut, measures, earlierDays, ...shown },
      fetchableDays: fetchableDays(summary),
      hasOverlay: hasDays(granularity),
    },
    image: { name, drawing: { kind: 'lines', lines, extras } },
  };
}

/** The lines as days, averages, weeks or months; days of another period or month lie under days and averages only. */
function shownLines(
  drawn: readonly Measure[],
  { overlay, granularity: chosen }: LargeChartState,
  format: Format,
): Pick<LargeChartModel, 'lines' | 'overlay' | 'granularity' | 'granularities' | 'note'> {
  const days = linesOf(drawn, overlay);
  const granularities = offeredGranularities(linesOf(drawn, 'none'));
  const granularity = chosen !== undefined && granularities.includes(chosen) ? chosen : usualGranularity(days);
  const plain = hasDays(granularity) ? days : linesOf(drawn, 'none');
  return {
    lines: linesBy(granularity, plain),
    overlay: hasDays(granularity) ? overlay : 'none',
    granularity,
    granularities,
    note: granularityNote(granularity, incompleteSteps(plain, granularity), format),
  };
}

/** How many days a longer period has, where there is one. */
function fetchableDays({ choices, ref }: ReportSummary): number | undefined {
  const longest = longestPeriod(choices.flatMap(({ period }) => period ?? []));
  return ref.period === undefined || ref.period === longest?.period ? undefined : longest?.days;
}
