import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReportSummary } from '../../../src/shared/protocol.js';
import type { Picture, SeriesPicture } from '../../../src/shared/report.js';
import type { Format } from '../format.js';
import { strings } from '../strings.js';
import { barsCard, sharesCard, topValuesCard } from './bars.js';
import { largeChart, measureName, mostLines } from './chart.js';
import './plot.js';
import { seriesCard } from './series.js';
import { daysCard, histogramCard } from './spread.js';

/** So many cards at first; a detail report can have forty. */
const firstCards = 12;
/** Hiding fewer than these behind a button would save nothing. */
const fewestHidden = 4;

/** The pictures of a report as cards. */
@customElement('report-pictures')
export class ReportPictures extends LitElement {
  @property({ attribute: false }) summary: ReportSummary | undefined;
  @property({ attribute: false }) format: Format | undefined;
  @state() private expanded = false;
  @state() private folded = false;
  /** Names of the measures in the large chart, in the order in which they were picked. */
  @state() private picked: readonly string[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('summary') !== undefined && changed.get('summary')?.name !== this.summary?.name) {
      this.expanded = false;
      this.picked = [];
    }
  }

  protected override render(): unknown {
    const { summary, format } = this;
    if (summary === undefined || format === undefined || summary.pictures.length === 0) {
      return nothing;
    }
    const { pictures } = summary;
    const many = pictures.length >= firstCards + fewestHidden;
    const shown = this.expanded || !many ? pictures : pictures.slice(0, firstCards);
    return html`
      <section class="pictures" aria-labelledby="pictures-heading" data-testid="pictures">
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
          <span class="section-count">${pictureCount(summary, format)}</span>
        </div>
        ${this.folded ? nothing : this.#chart(pictures, format, summary.history)}
        <ul class="cards" id="picture-cards" ?hidden=${this.folded}>
          ${shown.map((picture) => this.#card(picture, summary, format))}
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

  #card(picture: Picture, summary: ReportSummary, format: Format): TemplateResult {
    const wide = picture.kind === 'shares' || (picture.kind === 'bars' && (picture.label === '' || picture.bars.length > 8));
    return html`<li class="card ${wide ? 'wide' : ''}" data-testid="picture" data-kind=${picture.kind} data-column=${'label' in picture ? picture.label : picture.column}>
      ${picture.kind === 'series' ? this.#seriesCard(picture, format) : card(picture, summary, format)}
    </li>`;
  }

  #seriesCard(picture: SeriesPicture, format: Format): TemplateResult {
    const name = measureName(picture);
    const picked = this.picked.includes(name);
    return seriesCard(picture, format, { picked, toggle: () => (picked ? this.#unpick(picture) : this.#pick(name)) });
  }

  #chart(pictures: readonly Picture[], format: Format, history: ReportSummary['history']): unknown {
    const series = pictures.filter((picture) => picture.kind === 'series');
    const picked = this.picked.flatMap((name) => series.find((picture) => measureName(picture) === name) ?? []);
    return picked.length === 0
      ? nothing
      : largeChart(picked, format, { remove: (picture) => this.#unpick(picture), close: () => (this.picked = []) }, history);
  }

  /** Whoever picks one too many has no use for the first any more. */
  #pick(name: string): void {
    this.picked = [...this.picked, name].slice(-mostLines);
  }

  #unpick(picture: SeriesPicture): void {
    this.picked = this.picked.filter((name) => name !== measureName(picture));
  }
}

/** Bars are of one thing, so their cards are not worth counting. */
function pictureCount({ kind, pictures }: ReportSummary, format: Format): string {
  const formatted = format.count(pictures.length);
  switch (kind) {
    case 'daily-series':
      return strings.measures(pictures.length, formatted);
    case 'detail':
      return strings.columns(pictures.length, formatted);
    case 'distribution':
    case 'snapshot':
      return '';
  }
}

function card(picture: Exclude<Picture, SeriesPicture>, summary: ReportSummary, format: Format): TemplateResult {
  switch (picture.kind) {
    case 'bars':
      return barsCard(picture, summary.title, format);
    case 'shares':
      return sharesCard(picture, summary.title, format);
    case 'topValues':
      return topValuesCard(picture, summary.columns.find(({ name }) => name === picture.column)?.type, summary.rowCount, format);
    case 'histogram':
      return histogramCard(picture, format);
    case 'days':
      return daysCard(picture, format);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-pictures': ReportPictures;
  }
}
