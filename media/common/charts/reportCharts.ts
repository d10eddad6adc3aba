import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LargeChartState, Comparison, ReportSummary, ReportMessage } from '../../../src/shared/pages/report.js';
import type { Notice } from '../../../src/shared/pages/common.js';
import { roving } from '../base/components/roving.js';
import type { Format } from '../../../src/shared/format/format.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { texts } from '../base/texts.js';
import type { AskedMeasure } from './askedMeasure.js';
import { type CardParts, chartCards } from './chartCards.js';
import { chartCountText } from './chartCount.js';
import { emptyLargeChart, withMeasure, withoutMeasure } from './largeChartState.js';
import { measureName } from './measures/chartNames.js';
import './drawing/plot.js';
import { saveMenu } from './saveMenu.js';
import type { ChartImageOptions, ChooseChartFile, SavableChart } from './saving/chartImage.js';
import { savedChartName } from './saving/savedChartName.js';

/** What makes images of charts. Most people who look at a report save none, so it loads when it is used. */
const chartImages = () => import('./saving/chartImage.js');

/** What draws the large chart, and lists what is compared in it. It loads when there is one, or was before the page was loaded anew. */
const largeCharts = () => import('./chosenChart.js');

/** So many cards at first; a detail report can have forty. */
export const INITIAL_CARDS = 12;
/** Hiding fewer than these behind a button would save nothing. */
export const MIN_HIDDEN_CARDS = 4;

/** The charts of a report as cards, and its large chart. */
@customElement('report-charts')
export class ReportCharts extends LitElement {
  @property({ attribute: false }) summary: ReportSummary | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Period or day of these charts while another one is loading. */
  @property({ attribute: false }) displayedChoice: string | undefined;
  @property({ attribute: false }) comparisons: readonly Comparison[] = [];
  @property({ attribute: false }) earlierDays: { readonly busy: boolean; readonly notice?: Notice } | undefined;
  /** What to show, once the report is there; each asking is an object of its own. */
  @property({ attribute: false }) askedMeasure: AskedMeasure | undefined;
  @property({ attribute: false }) largeChart: LargeChartState = emptyLargeChart;
  @property({ attribute: false }) changeLargeChart: (largeChart: LargeChartState) => void = () => undefined;
  /** One line in place of the charts. */
  @property({ attribute: false }) folded = false;
  @property({ attribute: false }) changeFolded: (folded: boolean) => void = () => undefined;
  @property({ attribute: false }) post: (message: ReportMessage) => void = () => undefined;
  @property({ attribute: false }) chooseChartFile: ChooseChartFile = () => undefined;
  /** Comparisons that were there when the page was loaded, and so have been introduced before. */
  @property({ attribute: false }) known: readonly string[] = [];
  @state() private expanded = false;
  @state() private copyStatus = '';
  #answered: AskedMeasure | undefined;
  #largeCharts: Awaited<ReturnType<typeof largeCharts>> | undefined;
  readonly #introduced = new Set<string>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Waits for the script of the large chart where there is one to draw, so that everything appears in its place. */
  protected override async scheduleUpdate(): Promise<void> {
    const isShown = this.largeChart.picked.length > 0 || this.comparisons.length > 0;
    if (isShown && this.#largeCharts === undefined) {
      this.classList.add('is-loading');
      try {
        this.#largeCharts = await largeCharts();
      } finally {
        this.classList.remove('is-loading');
        await super.scheduleUpdate();
      }
    } else {
      await super.scheduleUpdate();
    }
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
    const largeCharts = this.#largeCharts;
    for (const comparison of comparisons) {
      if (comparison.state === 'shown' && !this.#introduced.has(comparison.id) && largeCharts !== undefined) {
        this.#introduced.add(comparison.id);
        if (!known.includes(comparison.id)) {
          this.#change(largeCharts.withComparison(this.largeChart, comparison, summary, comparisons));
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

  /**
   * Draws the measure that was asked for, alone unless it is drawn already, over what was asked to lie under it. One that the report does not
   * have changes nothing; where none was named, what is drawn stays, or the first one is.
   */
  #showAsked({ charts, partial }: ReportSummary): void {
    const { askedMeasure } = this;
    if (askedMeasure === undefined || askedMeasure === this.#answered || partial === true) {
      return;
    }
    this.#answered = askedMeasure;
    const { overlay } = askedMeasure;
    const series = charts.filter((chart) => chart.kind === 'series').map(measureName);
    const name = askedMeasure.name ?? this.largeChart.picked[0] ?? series[0];
    if (name !== undefined && (series.includes(name) || askedMeasure.name === undefined)) {
      if (this.folded) {
        this.changeFolded(false);
      }
      if (overlay !== undefined || !this.largeChart.picked.includes(name)) {
        this.#change({
          ...this.largeChart,
          picked: this.largeChart.picked.includes(name) ? this.largeChart.picked : [name],
          // Only lines of days have others under them.
          ...(overlay === undefined ? {} : { overlay, granularity: 'days' as const }),
        });
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
    const parts = this.#cardParts(summary, format);
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
              @click=${() => this.changeFolded(!this.folded)}
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
            : this.#largeCharts?.comparisonList(this.comparisons, summary, format, {
                remove: (comparison) => this.#removeComparison(comparison),
                action: (comparison, id) => this.post({ type: 'comparisonAction', comparison, id }),
              })
        }
        ${this.folded ? nothing : this.#largeChart(summary, format)}
        <div class="visually-hidden" role="status" data-testid="copy-status">${this.copyStatus}</div>
        <ul class="cards" id="chart-cards" ${roving()} ?hidden=${this.folded} ?inert=${summary.partial === true}>
          ${shown.map((chart) => chartCards(chart, summary, format, parts))}
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

  #largeChart(summary: ReportSummary, format: Format): unknown {
    return this.#largeCharts?.chosenChartView(this.largeChart, {
      ...{ summary, comparisons: this.comparisons, earlierDays: this.earlierDays, format },
      handlers: {
        add: (id) => this.#change(withMeasure(this.largeChart, id)),
        remove: (id) => this.#change(withoutMeasure(this.largeChart, id)),
        close: () => this.#change({ ...this.largeChart, picked: [] }),
        setOverlay: (overlay) => this.#change({ ...this.largeChart, overlay }),
        setGranularity: (granularity) => this.#change({ ...this.largeChart, granularity }),
        fetchEarlier: () => this.post({ type: 'fetchEarlierDays' }),
      },
      menu: (image) => this.#imageMenu(texts.largeChart, image, summary, format),
    });
  }

  #cardParts(summary: ReportSummary, format: Format): CardParts {
    const { comparisons, largeChart } = this;
    const refusal = this.#largeCharts?.whyFull(largeChart, { summary, comparisons, format });
    return {
      comparisons,
      menu: (chart) => {
        const name = savedChartName(chart, summary);
        return this.#imageMenu(name.title, { name, drawing: chart }, summary, format);
      },
      picking: (chart) => {
        const id = measureName(chart);
        const picked = largeChart.picked.includes(id);
        return {
          picked,
          refusal: picked ? undefined : refusal,
          toggle: () => this.#change(picked ? withoutMeasure(this.largeChart, id) : withMeasure(this.largeChart, id)),
        };
      },
    };
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

  #removeComparison(comparison: string): void {
    const without = this.#largeCharts?.withoutComparison(this.largeChart, comparison, this.summary, this.comparisons);
    this.#change(without ?? this.largeChart);
    this.post({ type: 'removeComparison', comparison });
  }

  #change(largeChart: LargeChartState): void {
    this.largeChart = largeChart;
    this.changeLargeChart(largeChart);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-charts': ReportCharts;
  }
}
