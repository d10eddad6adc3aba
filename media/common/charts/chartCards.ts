import { html, type TemplateResult } from 'lit';
import { type Comparison, countedRowsOf, type ReportSummary } from '../../../src/shared/pages/report.js';
import type { BarsChart, Chart, SeriesChart } from '../../../src/shared/report.js';
import type { Format } from '../../../src/shared/format/format.js';
import { barsCard, sharesCard, topValueRows, topValuesCard } from './cards/barCards.js';
import { daysCard, histogramCard } from './cards/distributionCards.js';
import { type Picking, seriesCard } from './cards/seriesCard.js';
import { openOwnMenu } from '../base/components/openOwnMenu.js';
import { chartTarget } from './measures/chartNames.js';
import { wholeOf } from './measures/latestText.js';
import { type BarsOrSharesChart, sideBySide } from './sideBySide.js';

/** What fits a card of one column: bars, and characters of a bar's name. */
const [MAX_NARROW_BARS, MAX_NARROW_LABEL] = [8, 24];

/** What a card has besides its chart. */
export interface CardParts {
  readonly comparisons: readonly Comparison[];
  readonly menu: (chart: Chart) => unknown;
  readonly picking: (chart: SeriesChart) => Picking;
}

/** The card of a chart, followed by the cards of the reports that it is compared with. */
export function chartCards(
  chart: Chart,
  summary: ReportSummary,
  format: Format,
  parts: CardParts,
): TemplateResult | TemplateResult[] {
  if (chart.kind !== 'bars' && chart.kind !== 'shares') {
    return card(chart, content(chart, summary, format, parts));
  }
  const { largest, others } = sideBySide(chart, summary, parts.comparisons);
  const own = others.length === 0 ? undefined : summary.connection.name;
  const name = summary.title;
  return [
    card(chart, barCard(chart, { name, format, tools: parts.menu(chart), source: own, largest })),
    ...others.map((other) => card(other.chart, barCard(other.chart, { name, format, source: other.source, largest }))),
  ];
}

function content(
  chart: Exclude<Chart, BarsOrSharesChart>,
  summary: ReportSummary,
  format: Format,
  parts: CardParts,
): TemplateResult {
  const menu = parts.menu(chart);
  switch (chart.kind) {
    case 'series':
      return seriesCard(chart, wholeOf(chart, summary.charts), format, parts.picking(chart), menu);
    case 'topValues': {
      const column = summary.columns.find(({ name }) => name === chart.column);
      return topValuesCard(chart, topValueRows(chart, column, countedRowsOf(summary), format), format, menu);
    }
    case 'histogram':
      return histogramCard(chart, format, menu);
    case 'days':
      return daysCard(chart, format, menu);
  }
}

/** Bars that are many, or have long names: in one column, a name on two lines would make the card higher than its place while it loads. */
function needsRoom({ label, bars }: BarsChart): boolean {
  return label === '' || bars.length > MAX_NARROW_BARS || bars.some((bar) => bar.label.length > MAX_NARROW_LABEL);
}

function card(chart: Chart, inside: TemplateResult): TemplateResult {
  const wide = chart.kind === 'shares' || (chart.kind === 'bars' && chart.of === undefined && needsRoom(chart));
  return html`<li
    class="card ${wide ? 'wide' : ''}"
    data-testid="chart-card"
    data-kind=${chart.kind}
    data-column=${chartTarget(chart)}
    @contextmenu=${openOwnMenu}
  >
    ${inside}
  </li>`;
}

function barCard(chart: BarsOrSharesChart, options: Parameters<typeof barsCard>[1]): TemplateResult {
  return chart.kind === 'bars' ? barsCard(chart, options) : sharesCard(chart, options);
}
