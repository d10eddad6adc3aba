import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChartFileFormat, ChartState, Comparison, Notice, ReportSummary, WebviewMessage } from '../../../src/shared/pages/report.js';
import type { Picture, SeriesPicture } from '../../../src/shared/report.js';
import type { Format } from '../base/format.js';
import { strings } from '../base/strings.js';
import { barsCard, sharesCard, topValueRows, topValuesCard } from './bars.js';
import { type ChartHandlers, largeChart } from './chart.js';
import { mostLines } from './chartGeometry.js';
import { comparisonList } from './comparisonList.js';
import { wholeOf } from './lineFacts.js';
import { introduced, linesOf, type Measure, measuresOf } from './measures.js';
import { measureName, pictureTitle } from './names.js';
import './plot.js';
import { saveMenu } from './saveMenu.js';
import { pictureName, pictureScene } from './saving/pictureScene.js';
import { savePicture } from './saving/savePicture.js';
import type { Frame, Scene } from './saving/scene.js';
import { seriesScene } from './saving/seriesScene.js';
import { seriesCard } from './series.js';
import { type BarPicture, sideBySide } from './sideBySide.js';
import { daysCard, histogramCard } from './spread.js';

/** So many cards at first; a detail report can have forty. */
export const firstCards = 12;
/** Hiding fewer than these behind a button would save nothing. */
export const fewestHidden = 4;

const emptyChart: ChartState = { picked: [], withPrevious: false };

/** The pictures of a report as cards, and its large chart. */
@customElement('report-pictures')
export class ReportPictures extends LitElement {
  @property({ attribute: false }) summary: ReportSummary | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Period or day that these pictures are of, where another one is on its way. */
  @property({ attribute: false }) stillShown: string | undefined;
  @property({ attribute: false }) comparisons: readonly Comparison[] = [];
  @property({ attribute: false }) earlierDays: { readonly busy: boolean; readonly notice?: Notice } | undefined;
  @property({ attribute: false }) chart: ChartState = emptyChart;
  @property({ attribute: false }) changeChart: (chart: ChartState) => void = () => undefined;
  @property({ attribute: false }) post: (message: WebviewMessage) => void = () => undefined;
  /** Comparisons that were there when the page was loaded, and so have been introduced before. */
  @property({ attribute: false }) known: readonly string[] = [];
  @state() private expanded = false;
  @state() private folded = false;
  readonly #introduced = new Set<string>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('summary') !== undefined && changed.get('summary')?.name !== this.summary?.name) {
      this.expanded = false;
      this.#change(emptyChart);
    }
  }

  protected override updated(): void {
    const { summary, comparisons, known } = this;
    if (summary === undefined) {
      return;
    }
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

  protected override render(): unknown {
    const { summary, format } = this;
    if (summary === undefined || format === undefined || (summary.pictures.length === 0 && this.comparisons.length === 0)) {
      return nothing;
    }
    const { pictures } = summary;
    const many = pictures.length >= firstCards + fewestHidden;
    const shown = this.expanded || !many ? pictures : pictures.slice(0, firstCards);
    return html`
      <section class="pictures ${summary.partial === true ? 'to-come' : ''}" aria-labelledby="pictures-heading" data-testid="pictures">
        <div class="section-head">
          <h2 id="pictures-heading">
            <button
              class="fold"
              aria-expanded=${this.folded ? 'false' : 'true'}
              aria-controls="picture-cards"
              data-testid="fold-pictures"
              @click=${() => (this.folded = !this.folded)}
            >
              <span class="codicon codicon-chevron-${this.folded ? 'right' : 'down'}" aria-hidden="true"></span>
              ${summary.kind === 'daily-series' ? strings.trends : strings.atAGlance}
            </button>
          </h2>
          <span class="section-count" data-testid="picture-count"
            >${this.stillShown !== undefined
              ? strings.stillShown(this.stillShown)
              : summary.partial === true
                ? strings.picturesFollow
                : pictureCount(summary, format)}</span
          >
        </div>
        ${this.comparisons.length === 0 || this.folded
          ? nothing
          : comparisonList(this.comparisons, summary, format, {
              remove: (comparison) => this.#removeComparison(comparison),
              action: (comparison, id) => this.post({ type: 'comparisonAction', comparison, id }),
            })}
        ${this.folded ? nothing : this.#chart(summary, format)}
        <ul class="cards" id="picture-cards" ?hidden=${this.folded} ?inert=${summary.partial === true}>
          ${shown.map((picture) => this.#cards(picture, summary, format))}
        </ul>
        ${many && !this.folded
          ? html`<button
              class="button secondary show-all"
              data-testid="show-all-pictures"
              aria-expanded=${this.expanded ? 'true' : 'false'}
              aria-controls="picture-cards"
              @click=${() => (this.expanded = !this.expanded)}
            >
              ${this.expanded ? strings.showFewer : strings.showAll(format.count(pictures.length))}
            </button>`
          : nothing}
      </section>
    `;
  }

  /** A picture's card, and where it is compared, those of the others after it. */
  #cards(picture: Picture, summary: ReportSummary, format: Format): TemplateResult | TemplateResult[] {
    if (picture.kind !== 'bars' && picture.kind !== 'shares') {
      return card(picture, this.#content(picture, summary, format));
    }
    const { largest, others } = sideBySide(picture, summary, this.comparisons);
    const own = others.length === 0 ? undefined : summary.connection.name;
    return [
      card(picture, barCard(picture, { name: summary.title, format, tools: this.#menu(picture, summary, format), source: own, largest })),
      ...others.map((other) => card(other.picture, barCard(other.picture, { name: summary.title, format, source: other.source, largest }))),
    ];
  }

  #content(picture: Exclude<Picture, BarPicture>, summary: ReportSummary, format: Format): TemplateResult {
    const menu = this.#menu(picture, summary, format);
    switch (picture.kind) {
      case 'series':
        return this.#seriesCard(picture, wholeOf(picture, summary.pictures), format, menu);
      case 'topValues': {
        const type = summary.columns.find(({ name }) => name === picture.column)?.type;
        return topValuesCard(picture, topValueRows(picture, type, summary.rowCount, format), format, menu);
      }
      case 'histogram':
        return histogramCard(picture, format, menu);
      case 'days':
        return daysCard(picture, format, menu);
    }
  }

  #seriesCard(picture: SeriesPicture, whole: SeriesPicture | undefined, format: Format, menu: unknown): TemplateResult {
    const id = measureName(picture);
    const picked = this.chart.picked.includes(id);
    return seriesCard(picture, whole, format, { picked, toggle: () => (picked ? this.#unpick(id) : this.#pick([id])) }, menu);
  }

  #chart(summary: ReportSummary, format: Format): unknown {
    const measures = measuresOf(summary, this.comparisons);
    const picked = this.#picked(measures);
    if (picked.length === 0) {
      return nothing;
    }
    const { withPrevious } = this.chart;
    const lines = linesOf(picked, withPrevious);
    const handlers: ChartHandlers = {
      add: (id) => this.#pick([id]),
      remove: (id) => this.#unpick(id),
      close: () => this.#change({ ...this.chart, picked: [] }),
      setPrevious: (on) => this.#change({ ...this.chart, withPrevious: on }),
      fetchEarlier: () => this.post({ type: 'fetchEarlierDays' }),
    };
    const name = [...new Set(picked.map((measure) => measure.name))].join(', ');
    const menu = saveMenu(strings.chart, (fileFormat) => this.#save((frame) => seriesScene(frame, lines, format, { history: summary.history }), name, fileFormat, summary, format));
    const { choices, ref } = summary;
    const canFetchEarlier = ref.period !== undefined && ref.period !== 'D180' && choices.some(({ period }) => period === 'D180');
    return largeChart({ lines, measures, withPrevious, canFetchEarlier, earlierDays: this.earlierDays }, format, handlers, menu, summary.history);
  }

  #picked(measures: readonly Measure[]): readonly Measure[] {
    return this.chart.picked.flatMap((id) => measures.find((measure) => measure.id === id) ?? []);
  }

  #menu(picture: Picture, summary: ReportSummary, format: Format): TemplateResult {
    const name = pictureName(picture, summary);
    return saveMenu(name, (fileFormat) => this.#save((frame) => pictureScene(picture, frame, summary, format), name, fileFormat, summary, format));
  }

  #save(scene: (frame: Frame) => Scene, name: string, fileFormat: ChartFileFormat, summary: ReportSummary, format: Format): void {
    void savePicture(scene, name, fileFormat, { summary, format, place: this, post: this.post });
  }

  #introduce(comparison: Comparison, summary: ReportSummary): void {
    const measures = measuresOf(summary, this.comparisons);
    const drawn = this.#picked(measures).map(({ id }) => id);
    if (measures.some((measure) => measure.comparison === comparison.id)) {
      const next = introduced(comparison, measures, drawn);
      this.#change({ ...this.chart, picked: next.slice(-mostLines) });
    }
  }

  /** Its measures go with it, so that they do not come back unasked. */
  #removeComparison(comparison: string): void {
    const theirs = new Set(
      this.summary === undefined ? [] : measuresOf(this.summary, this.comparisons).flatMap((measure) => (measure.comparison === comparison ? [measure.id] : [])),
    );
    this.#change({ ...this.chart, picked: this.chart.picked.filter((id) => !theirs.has(id)) });
    this.post({ type: 'removeComparison', comparison });
  }

  /** Whoever picks one too many has no use for the first any more. */
  #pick(ids: readonly string[]): void {
    this.#change({ ...this.chart, picked: [...this.chart.picked, ...ids].slice(-mostLines) });
  }

  #unpick(id: string): void {
    this.#change({ ...this.chart, picked: this.chart.picked.filter((picked) => picked !== id) });
  }

  #change(chart: ChartState): void {
    this.chart = chart;
    this.changeChart(chart);
  }
}

/** The others are of one thing, or chosen: their cards are not worth counting. */
function pictureCount({ kind, pictures }: ReportSummary, format: Format): string {
  switch (kind) {
    case 'daily-series':
      return strings.measures(pictures.length, format.count(pictures.length));
    case 'detail':
    case 'distribution':
    case 'snapshot':
      return '';
  }
}

function card(picture: Picture, content: TemplateResult): TemplateResult {
  const wide = picture.kind === 'shares' || (picture.kind === 'bars' && picture.of === undefined && (picture.label === '' || picture.bars.length > 8));
  return html`<li class="card ${wide ? 'wide' : ''}" data-testid="picture" data-kind=${picture.kind} data-column=${pictureTitle(picture)}>
    ${content}
  </li>`;
}

function barCard(picture: BarPicture, options: Parameters<typeof barsCard>[1]): TemplateResult {
  return picture.kind === 'bars' ? barsCard(picture, options) : sharesCard(picture, options);
}

declare global {
  interface HTMLElementTagNameMap {
    'report-pictures': ReportPictures;
  }
}
