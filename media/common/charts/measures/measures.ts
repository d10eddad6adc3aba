import type { Comparison, ReportSummary } from '../../../../src/shared/pages/report.js';
import type { SeriesChart } from '../../../../src/shared/report.js';
import { MAX_LINES } from '../../../../src/shared/charts/chartLayout.js';
import { measureLabel, measureName } from './chartNames.js';
import { sourceName } from './sourceName.js';

/** What the large chart can show: a measure of the panel's report, or of a report it is compared with. */
export interface Measure {
  /** Tells it from all others of the panel, now and after a reload. */
  readonly id: string;
  /** As people read it. */
  readonly name: string;
  /** Id of the comparison that brought it; absent where it is the report's own. */
  readonly comparison?: string;
  /** Whose it is, once there is another to tell it from. */
  readonly source?: string;
  readonly chart: SeriesChart;
}

/** How a measure of another report is called in the state that outlives a reload. */
function comparedMeasureId(comparison: string, name: string): string {
  return JSON.stringify([comparison, name]);
}

/** Measures to choose from, the report's own first. */
export function measuresOf(summary: ReportSummary, comparisons: readonly Comparison[]): readonly Measure[] {
  const shown = comparisons.filter(({ state }) => state === 'shown');
  const others = shown.flatMap((comparison) =>
    seriesOf(comparison).map((chart) => {
      return {
        id: comparedMeasureId(comparison.id, measureName(chart)),
        name: measureLabel(chart),
        comparison: comparison.id,
        source: sourceName(comparison, summary),
        chart,
      };
    }),
  );
  const source = shown.length === 0 ? undefined : ownName(shown, summary);
  const own = seriesOf(summary).map((chart) => ({
    id: measureName(chart),
    name: measureLabel(chart),
    source,
    chart,
  }));
  return [...own, ...others];
}

function ownName(others: readonly Comparison[], { ref, title, connection }: ReportSummary): string {
  const parts = [
    ...(others.every((other) => other.ref.report === ref.report) ? [] : [title]),
    ...(others.every((other) => other.ref.connection === ref.connection) ? [] : [connection.name]),
  ];
  return parts.length === 0 ? title : parts.join(', ');
}

/** A measure with whose it is. */
export function fullName({ name, source }: Measure): string {
  return source === undefined ? name : `${name} (${source})`;
}

/** Measures of a chart that has no place for more than {@link MAX_LINES}. */
export interface ChosenMeasures {
  readonly drawn: readonly Measure[];
  /** What there is no place for. */
  readonly leftOut: readonly Measure[];
}

/** The picked measures that are there. Where they are too many, the report's own come first. */
export function chosenMeasures(picked: readonly string[], measures: readonly Measure[]): ChosenMeasures {
  const chosen = picked.flatMap((id) => measures.find((measure) => measure.id === id) ?? []);
  const isOwn = ({ comparison }: Measure) => comparison === undefined;
  const ownFirst = [...chosen.filter(isOwn), ...chosen.filter((measure) => !isOwn(measure))];
  const fitting = new Set(ownFirst.slice(0, MAX_LINES));
  return {
    drawn: chosen.filter((measure) => fitting.has(measure)),
    leftOut: chosen.filter((measure) => !fitting.has(measure)),
  };
}

/** Whether another measure has no place. */
export function isChartFull({ drawn }: ChosenMeasures): boolean {
  return drawn.length >= MAX_LINES;
}

/**
 * What to draw at first of a report that has just joined: the counterparts of what is drawn already, or else its first measure, beside
 * one of this report where nothing was drawn.
 *
 * @param picked ids of the measures that are drawn
 * @returns ids to pick; they can be more than a chart has place for
 */
export function introduced(
  comparison: Comparison,
  measures: readonly Measure[],
  picked: readonly string[],
): readonly string[] {
  const theirs = measures.filter((measure) => measure.comparison === comparison.id);
  const own = measures.filter((measure) => measure.comparison === undefined);
  const start = picked.length > 0 ? picked : own.slice(0, 1).map(({ id }) => id);
  const counterparts = start.flatMap((id) => theirs.find(({ chart }) => measureName(chart) === id) ?? []);
  const units = new Set(measures.filter(({ id }) => start.includes(id)).map(({ chart }) => chart.unit));
  const joining =
    counterparts.length > 0
      ? counterparts
      : [theirs.find(({ chart }) => units.has(chart.unit)) ?? theirs[0]].filter((one) => one !== undefined);
  return [...start, ...joining.map(({ id }) => id).filter((id) => !start.includes(id))];
}

function seriesOf({ charts }: Pick<ReportSummary, 'charts'>): readonly SeriesChart[] {
  return charts.filter((chart) => chart.kind === 'series');
}
