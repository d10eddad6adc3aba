import type { Comparison, ReportSummary } from '../../../src/shared/pages/report.js';
import type { BarsChart, Chart, SharesChart } from '../../../src/shared/report.js';
import { largestOf } from './cards/barCards.js';
import { sourceName } from './measures/sourceName.js';

export type BarsOrSharesChart = BarsChart | SharesChart;

/** A bar chart with the matching charts of the compared reports, in the same order and to the same scale. */
export interface SideBySide {
  readonly largest: number;
  readonly others: readonly { readonly source: string; readonly chart: BarsOrSharesChart }[];
}

export function sideBySide(
  chart: BarsOrSharesChart,
  summary: ReportSummary,
  comparisons: readonly Comparison[],
): SideBySide {
  const others = comparisons.flatMap((comparison) => {
    const same = comparison.charts.find((other): other is BarsOrSharesChart => isSame(chart, other));
    return same === undefined ? [] : [{ source: sourceName(comparison, summary), chart: orderLike(chart, same) }];
  });
  const alike = summary.charts.filter((other): other is BarsOrSharesChart => hasSameLabels(chart, other));
  return {
    largest: Math.max(largestOf(chart), ...alike.map(largestOf), ...others.map((other) => largestOf(other.chart))),
    others,
  };
}

/** Rows of one report, a card each with the same bars: their bars are compared from card to card, and so have one scale. */
function hasSameLabels(chart: BarsOrSharesChart, other: Chart): boolean {
  return (
    other.kind === chart.kind &&
    other.unit === chart.unit &&
    measureOf(other) === measureOf(chart) &&
    labelKey(other) === labelKey(chart)
  );
}

function measureOf(chart: BarsOrSharesChart): string | undefined {
  return chart.kind === 'bars' ? chart.measure : undefined;
}

function labelKey(chart: BarsOrSharesChart): string {
  return (chart.kind === 'bars' ? chart.bars : chart.shares)
    .map(({ label }) => label)
    .toSorted()
    .join('\n');
}

function isSame(chart: BarsOrSharesChart, other: Chart): boolean {
  return other.kind === chart.kind && other.label === chart.label && other.unit === chart.unit;
}

/** What only the other one has comes last. */
function orderLike(chart: BarsOrSharesChart, other: BarsOrSharesChart): BarsOrSharesChart {
  if (chart.kind === 'bars' && other.kind === 'bars') {
    return { ...other, bars: ordered(chart.bars, other.bars) };
  }
  return chart.kind === 'shares' && other.kind === 'shares'
    ? { ...other, shares: ordered(chart.shares, other.shares) }
    : other;
}

function ordered<T extends { readonly label: string }>(model: readonly T[], others: readonly T[]): readonly T[] {
  const places = new Map(model.map(({ label }, place) => [label, place]));
  const place = ({ label }: T) => places.get(label) ?? places.size;
  return others.toSorted((a, b) => place(a) - place(b));
}
