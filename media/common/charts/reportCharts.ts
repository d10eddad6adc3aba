import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LargeChartState, Comparison, ReportSummary, ReportMessage } from '../../../src/shared/pages/report.js';
import { countedRowsOf } from '../../../src/shared/pages/report.js';
import { longestPeriod } from '../../../src/shared/longestPeriod.js';
import type { Notice } from '../../../src/shared/pages/common.js';
import type { Chart, SeriesChart } from '../../../src/shared/report.js';
import { roving } from '../base/components/roving.js';
import type { Format } from '../base/format/format.js';
import { formatText } from '../base/format/formatText.js';
import { texts } from '../base/texts.js';
import { barsCard, sharesCard, topValueRows, topValuesCard } from './cards/barCards.js';
import { type ChartHandlers, fullChartText, type LargeChartModel, largeChartView } from './large/largeChart.js';
import { comparisonList } from './large/comparisonList.js';
import { wholeOf } from './measures/legendCells.js';
import { granularityNote, sparklineNotes } from './measures/chartNotes.js';
import {
  hasDays,
  incompleteSteps,
  linesBy,
  offeredGranularities,
  smoothedValues,
  usualGranularity,
} from './measures/granularity.js';
import { linesOf } from './measures/measureLines.js';
import { chosenMeasures, introduced, isChartFull, type Measure, measuresOf } from './measures/measures.js';
import { changeFactTexts } from './measures/overlayFacts.js';
import { chartTarget, measureName } from './measures/chartNames.js';
import './drawing/plot.js';
import { sparkline, type SparklineFacts } from './drawing/sparkline.js';
import { saveMenu } from './saveMenu.js';
import type { ChartImageOptions, ChooseChartFile, SavableChart } from './saving/chartImage.js';
import { savedChartName } from './saving/savedChartName.js';
import { seriesCard } from './cards/seriesCard.js';
import { type BarsOrSharesChart, sideBySide } from './sideBySide.js';
import { daysCard, histogramCard } from './cards/distributionCards.js';

/** What makes images of charts. Most people who look at a report save none, so it loads when it is used. */
const chartImages = () => import('./saving/chartImage.js');

/** So many cards at first; a detail report can have forty. */
export const INITIAL_CARDS = 12;
/** Hiding fewer than these behind a button would save nothing. */
export const MIN_HIDDEN_CARDS = 4;

type ShownLines = Pick<LargeChartModel, 'lines' | 'overlay' | 'granularity' | 'granularities' | 'note'>;

const emptyLargeChart: LargeChartState = { picked: [], overlay: 'none' };

/** The charts of a report as cards, and its large chart. */
@customElement('report-charts')
export class ReportCharts extends LitElement {
  @property({ attribute: false }) summary: ReportSummary | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Period or day of these charts while another one is loading. */
  @property({ attribute: false }) displayedChoice: string | undefined;
  @property({ attribute: false }) comparisons: readonly Comparison[] = [];
  @property({ attribute: false }) earlierDays: { readonly busy: boolean; readonly notice?: Notice } | undefined;
  /** A measure to show, once the report has it; each asking is an object of its own. */
  @property({ attribute: false }) askedMeasure: { readonly name: string } | undefined;
  @property({ attribute: false }) largeChart: LargeChartState = emptyLargeChart;
  @property({ attribute: false }) changeLargeChart: (largeChart: LargeChartState) => void = () => undefined;
  @property({ attribute: false }) post: (message: ReportMessage) => void = () => undefined;
  @property({ attribute: false }) chooseChartFile: ChooseChartFile = () => undefined;
  /** Comparisons that were there when the page was loaded, and so have been introduced before. */
  @property({ attribute: false }) known: readonly string[] = [];
  @state() private expanded = false;
  @state() private folded = false;
  @state() private copyStatus = '';
  #answered: { readonly name: string } | undefined;
  readonly #introduced = new Set<string>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('summary') !== undefined && changed.get('summary')?.name !== this.summary?.name) {
      this.expanded = false;
      this.#change(emptyLargeChart);
    }
  }

  protected override updated(): void {
    const { summary, comparisons, known } = this;
    if (summary === undefined) {
      return;
    }
    this.#showAsked(summary);
    for (const comparison of comparisons) {
      if (comparison.state === 'shown' && !this.#introduced.has(comparison.id)) {
        this.#introduced.add(comparison.id);
        if (!known.includes(comparison.id)) {
          this.#introduce(comparison, summary);
        }
      }
    }
    // Whoever is taken out and comes back later is new again.
    for (const id of this.#introduced) {
      if (!comparisons.some((comparison) => comparison.id === id)) {
        this.#introduced.delete(id);
      }
    }
  }

  /** Draws the measure that was asked for, alone unless it is drawn already. One that the report does not have changes nothing. */
  #showAsked({ charts, partial }: ReportSummary): void {
    const { askedMeasure } = this;
    if (askedMeasure === undefined || askedMeasure === this.#answered || partial === true) {
      return;
    }
    this.#answered = askedMeasure;
    const { name } = askedMeasure;
    if (charts.some((chart) => chart.kind === 'series' && measureName(chart) === name)) {
      this.folded = false;
      if (!this.largeChart.picked.includes(name)) {
        this.#change({ ...this.largeChart, picked: [name] });
      }
      void this.updateComplete.then(() =>
        this.querySelector('[data-testid="large-chart"]')?.scrollIntoView({ block: 'nearest' }),
      );
    }
  }

  protected override render(): unknown {
    const { summary, format } = this;
    if (
      summary === undefined ||
      format === undefined ||
      (summary.charts.length === 0 && this.comparisons.length === 0)
    ) {
      return nothing;
    }
    const { charts } = summary;
    const many = charts.length >= INITIAL_CARDS + MIN_HIDDEN_CARDS;
    const shown = this.expanded || !many ? charts : charts.slice(0, INITIAL_CARDS);
    return html`
      <section
        class="charts ${summary.partial === true ? 'is-partial' : ''}"
        aria-labelledby="charts-heading"
        data-testid="charts"
      >
        <div class="section-head">
          <h2 id="charts-heading">
            <button
              class="fold"
              aria-expanded=${this.folded ? 'false' : 'true'}
              aria-controls="chart-cards"
              data-testid="fold-charts"
              @click=${() => (this.folded = !this.folded)}
            >
              <span class="codicon codicon-chevron-${this.folded ? 'right' : 'down'}" aria-hidden="true"></span>
              ${summary.kind === 'daily-series' ? texts.trends : texts.atAGlance}
            </button>
          </h2>
          <span class="section-count" data-testid="chart-count"
            >${
              this.displayedChoice !== undefined
                ? formatText(texts.stillShowing, this.displayedChoice)
                : summary.partial === true
                  ? texts.notYet
                  : chartCountText(summary, format)
            }</span
          >
        </div>
        ${
          this.comparisons.length === 0 || this.folded
            ? nothing
            : comparisonList(this.comparisons, summary, format, {
                remove: (comparison) => this.#removeComparison(comparison),
                action: (comparison, id) => this.post({ type: 'comparisonAction', comparison, id }),
              })
        }
        ${this.folded ? nothing : this.#largeChart(summary, format)}
        <div class="visually-hidden" role="status" data-testid="copy-status">${this.copyStatus}</div>
        <ul class="cards" id="chart-cards" ${roving()} ?hidden=${this.folded} ?inert=${summary.partial === true}>
          ${shown.map((chart) => this.#cards(chart, summary, format))}
        </ul>
        ${
          many && !this.folded
            ? html`<button
                class="button secondary show-all"
                data-testid="show-all-charts"
                aria-expanded=${this.expanded ? 'true' : 'false'}
                aria-controls="chart-cards"
                @click=${() => (this.expanded = !this.expanded)}
              >
                ${this.expanded ? texts.showFewer : formatText(texts.showAll, format.count(charts.length))}
              </button>`
            : nothing
        }
      </section>
    `;
  }

  /** The card of a chart, followed by the cards of the reports that it is compared with. */
  #cards(chart: Chart, summary: ReportSummary, format: Format): TemplateResult | TemplateResult[] {
    if (chart.kind !== 'bars' && chart.kind !== 'shares') {
      return card(chart, this.#content(chart, summary, format));
    }
    const { largest, others } = sideBySide(chart, summary, this.comparisons);
    const own = others.length === 0 ? undefined : summary.connection.name;
    return [
      card(
        chart,
        barCard(chart, {
          name: summary.title,
          format,
          tools: this.#menu(chart, summary, format),
          source: own,
          largest,
        }),
      ),
      ...others.map((other) =>
        card(other.chart, barCard(other.chart, { name: summary.title, format, source: other.source, largest })),
      ),
    ];
  }

  #content(chart: Exclude<Chart, BarsOrSharesChart>, summary: ReportSummary, format: Format): TemplateResult {
    const menu = this.#menu(chart, summary, format);
    switch (chart.kind) {
      case 'series':
        return this.#seriesCard(chart, summary, format, menu);
      case 'topValues': {
        const type = summary.columns.find(({ name }) => name === chart.column)?.type;
        return topValuesCard(chart, topValueRows(chart, type, countedRowsOf(summary), format), format, menu);
      }
      case 'histogram':
        return histogramCard(chart, format, menu);
      case 'days':
        return daysCard(chart, format, menu);
    }
  }

  #seriesCard(chart: SeriesChart, summary: ReportSummary, format: Format, menu: unknown): TemplateResult {
    const id = measureName(chart);
    const isFull = isChartFull(chosenMeasures(this.largeChart.picked, measuresOf(summary, this.comparisons)));
    const picked = this.largeChart.picked.includes(id);
    return seriesCard(
      chart,
      wholeOf(chart, summary.charts),
      format,
      {
        picked,
        refusal: picked || !isFull ? undefined : fullChartText(format),
        toggle: () => (picked ? this.#unpick(id) : this.#pick(id)),
      },
      menu,
    );
  }

  #largeChart(summary: ReportSummary, format: Format): unknown {
    const measures = measuresOf(summary, this.comparisons);
    const { picked } = this.largeChart;
    const { drawn, leftOut } = chosenMeasures(picked, measures);
    if (drawn.length === 0) {
      return nothing;
    }
    const { lines, ...shown } = this.#shownLines(drawn, format);
    const { overlay, granularity, note } = shown;
    const handlers: ChartHandlers = {
      add: (id) => this.#pick(id),
      remove: (id) => this.#unpick(id),
      close: () => this.#change({ ...this.largeChart, picked: [] }),
      setOverlay: (chosen) => this.#change({ ...this.largeChart, overlay: chosen }),
      setGranularity: (chosen) => this.#change({ ...this.largeChart, granularity: chosen }),
      fetchEarlier: () => this.post({ type: 'fetchEarlierDays' }),
    };
    const name = {
      title: [...new Set(drawn.map((measure) => measure.name))].join(', '),
      file: [...new Set(drawn.map(({ chart }) => measureName(chart)))].join(', '),
    };
    const extras = { history: summary.history, facts: changeFactTexts(drawn, overlay, format), overlay, note };
    const menu = this.#imageMenu(
      texts.largeChart,
      { name, drawing: { kind: 'lines', lines, extras } },
      summary,
      format,
    );
    const { choices, ref } = summary;
    const longest = longestPeriod(choices.flatMap(({ period }) => period ?? []));
    const fetchableDays = ref.period === undefined || ref.period === longest?.period ? undefined : longest?.days;
    return largeChartView(
      {
        ...{ lines, drawn, leftOut, measures, ...shown, fetchableDays, earlierDays: this.earlierDays },
        hasOverlay: hasDays(granularity),
      },
      format,
      handlers,
      menu,
      summary.history,
    );
  }

  /** The lines as days, averages, weeks or months; days of another period or month lie under days and averages only. */
  #shownLines(drawn: readonly Measure[], format: Format): ShownLines {
    const { overlay, granularity: chosen } = this.largeChart;
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

  #menu(chart: Chart, summary: ReportSummary, format: Format): TemplateResult {
    const name = savedChartName(chart, summary);
    return this.#imageMenu(name.title, { name, drawing: chart }, summary, format);
  }

  #imageMenu(title: string, chart: SavableChart, summary: ReportSummary, format: Format): TemplateResult {
    const options = { summary, format, place: this, post: this.post };
    return saveMenu(title, {
      copy: () => void this.#copy(chart, options),
      save: () => void this.#save(chart, options),
    });
  }

  /** Says what became of it to whoever cannot see the status bar. */
  async #copy(chart: SavableChart, options: ChartImageOptions): Promise<void> {
    this.copyStatus = '';
    const { copyChart } = await chartImages();
    if (await copyChart(chart, options)) {
      this.copyStatus = texts.chartCopied;
    }
  }

  async #save(chart: SavableChart, options: ChartImageOptions): Promise<void> {
    const { saveChart } = await chartImages();
    await saveChart(chart, this.chooseChartFile, options);
  }

  #introduce(comparison: Comparison, summary: ReportSummary): void {
    const measures = measuresOf(summary, this.comparisons);
    const { drawn, leftOut } = chosenMeasures(this.largeChart.picked, measures);
    const chosen = [...drawn, ...leftOut].map(({ id }) => id);
    if (measures.some((measure) => measure.comparison === comparison.id)) {
      this.#change({ ...this.largeChart, picked: introduced(comparison, measures, chosen) });
    }
  }

  /** Its measures go with it, so that they do not come back unasked. */
  #removeComparison(comparison: string): void {
    const theirs = new Set(
      this.summary === undefined
        ? []
        : measuresOf(this.summary, this.comparisons).flatMap((measure) =>
            measure.comparison === comparison ? [measure.id] : [],
          ),
    );
    this.#change({ ...this.largeChart, picked: this.largeChart.picked.filter((id) => !theirs.has(id)) });
    this.post({ type: 'removeComparison', comparison });
  }

  #pick(id: string): void {
    this.#change({ ...this.largeChart, picked: [...this.largeChart.picked, id] });
  }

  #unpick(id: string): void {
    this.#change({ ...this.largeChart, picked: this.largeChart.picked.filter((picked) => picked !== id) });
  }

  #change(largeChart: LargeChartState): void {
    this.largeChart = largeChart;
    this.changeLargeChart(largeChart);
  }
}

/** The others are of one thing, or chosen: their cards are not worth counting. */
function chartCountText({ kind, charts }: ReportSummary, format: Format): string {
  switch (kind) {
    case 'daily-series': {
      const series = charts.filter((chart) => chart.kind === 'series');
      const count = format.plural(texts.measures, series.length > 0 ? series.length : charts.length);
      return [count, ...sparklineNotes(series.map(sparklineFacts), texts.smoothedLines)].join(' · ');
    }
    case 'detail':
    case 'distribution':
    case 'current-state':
      return '';
  }
}

function sparklineFacts(chart: SeriesChart): SparklineFacts {
  const smoothed = smoothedValues(chart);
  return { hasMean: smoothed !== undefined, isCut: sparkline(smoothed ?? chart.values).begins !== undefined };
}

function card(chart: Chart, content: TemplateResult): TemplateResult {
  const wide =
    chart.kind === 'shares' ||
    (chart.kind === 'bars' && chart.of === undefined && (chart.label === '' || chart.bars.length > 8));
  return html`<li
    class="card ${wide ? 'wide' : ''}"
    data-testid="chart-card"
    data-kind=${chart.kind}
    data-column=${chartTarget(chart)}
  >
    ${content}
  </li>`;
}

function barCard(chart: BarsOrSharesChart, options: Parameters<typeof barsCard>[1]): TemplateResult {
  return chart.kind === 'bars' ? barsCard(chart, options) : sharesCard(chart, options);
}

declare global {
  interface HTMLElementTagNameMap {
    'report-charts': ReportCharts;
  }
}
