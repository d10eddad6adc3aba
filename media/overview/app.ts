import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type {
  OverviewEvent,
  OverviewMessage,
  OverviewProduct,
  OverviewState,
  OverviewHighlight,
} from '../../src/shared/pages/overview.js';
import type { Format } from '../common/base/format/format.js';
import { noticeLine } from '../common/base/components/notices.js';
import { cardSkeleton, overviewCard, type CardHandlers } from './card.js';
import { initialModel, type OverviewModel, received } from './model.js';
import { formatText } from '../common/base/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { overviewTexts } from './overviewTexts.js';
import { highlightList, type NamedReport } from './highlightList.js';

type Begin = Extract<OverviewEvent, { type: 'begin' }>;

/** The whole page: takes the host's messages, shows what they say, sends back what the user does. */
@customElement('overview-app')
export class OverviewApp extends LitElement {
  @property({ attribute: false }) format: Format | undefined;
  post: (message: OverviewMessage) => void = () => undefined;
  saveState: (state: OverviewState) => void = () => undefined;
  @state() private model: OverviewModel = initialModel;

  readonly #handlers: CardHandlers = {
    open: (report) => this.post({ type: 'open', report }),
    history: (report) => this.post({ type: 'open', report, history: true }),
  };

  receive(event: OverviewEvent): void {
    this.model = received(this.model, event);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    const id = this.model.begin?.connection.id;
    if (changed.has('model') && id !== undefined) {
      this.saveState({ connection: id });
    }
  }

  protected override render(): unknown {
    const { format, model } = this;
    if (format === undefined) {
      return nothing;
    }
    const { begin, failure, reading } = model;
    return html`
      <main
        class="overview"
        data-testid="overview"
        data-state=${failure !== undefined ? 'failed' : reading ? 'reading' : 'idle'}
      >
        <div
          class="progress ${reading ? 'active' : ''}"
          role="progressbar"
          aria-label=${overviewTexts.reading}
          ?hidden=${!reading}
        ></div>
        ${begin === undefined ? nothing : this.#header(begin, format)}
        <div role="alert">
          ${
            failure === undefined
              ? nothing
              : html`<ul class="notices">
                  ${noticeLine(failure, (id) => this.post({ type: 'action', id }))}
                </ul>`
          }
        </div>
        ${begin === undefined ? nothing : begin.reports.length === 0 ? (reading ? nothing : this.#empty()) : this.#content(begin, format)}
        <div class="visually-hidden" role="status">${this.#announcement(format)}</div>
      </main>
    `;
  }

  get #newest(): string | undefined {
    return [...this.model.cards.values()]
      .flatMap(({ refreshDate }) => refreshDate ?? [])
      .sort()
      .at(-1);
  }

  #header({ connection, reports, published }: Begin, format: Format): unknown {
    const newest = this.#newest;
    return html`
      <header class="header overview-header">
        <div>
          <div class="title-line">
            <h1>${connection.name}</h1>
            ${connection.isSample ? html`<span class="badge sample" title=${texts.sampleHint}>${texts.sampleBadge}</span>` : nothing}
          </div>
          <p class="name-line" data-testid="overview-facts">
            <span
              >${formatText(overviewTexts.archivedReports, format.count(reports.length), format.count(published))}${
                newest === undefined ? nothing : ` · ${formatText(texts.dataUpTo, format.day(newest))}`
              }</span
            >
          </p>
        </div>
        <div class="toolbar-actions">
          <button
            class="button secondary"
            title=${overviewTexts.refreshHint}
            data-testid="overview-reload"
            @click=${() => this.post({ type: 'reload' })}
          >
            <span class="codicon codicon-refresh" aria-hidden="true"></span>${texts.refresh}
          </button>
          ${reports.length > 0 ? this.#collectButton('secondary') : nothing}
        </div>
      </header>
    `;
  }

  #collectButton(className: string): unknown {
    return html`<button
      class="button ${className}"
      data-testid="overview-collect"
      @click=${() => this.post({ type: 'collect' })}
    >
      <span class="codicon codicon-cloud-download" aria-hidden="true"></span>${overviewTexts.collect}
    </button>`;
  }

  #empty(): unknown {
    return html`
      <section class="empty-state" data-testid="overview-empty">
        <span class="codicon codicon-graph-line" aria-hidden="true"></span>
        <h2>${overviewTexts.emptyTitle}</h2>
        <p class="empty-text">${overviewTexts.emptyText}</p>
        <div class="empty-actions">
          ${this.#collectButton('')}
          <button class="button secondary" data-testid="overview-browse" @click=${() => this.post({ type: 'browse' })}>
            ${overviewTexts.browse}
          </button>
        </div>
      </section>
    `;
  }

  #content(begin: Begin, format: Format): unknown {
    return html`
      <div class="overview-columns">
        <section class="overview-aside" aria-labelledby="highlights-heading" data-testid="highlights-list">
          <h2 id="highlights-heading">${overviewTexts.highlights}</h2>
          ${this.#highlights(begin, format)}
        </section>
        <div class="overview-products" aria-busy=${this.model.reading ? 'true' : 'false'}>
          ${repeat(
            begin.products,
            ({ id }) => id,
            (product) => this.#product(product, begin, format),
          )}
        </div>
      </div>
    `;
  }

  #highlights({ reports, products }: Begin, format: Format): unknown {
    const { highlights, cards } = this.model;
    if (highlights === undefined) {
      return html`<div class="highlights-list" aria-hidden="true">
        ${[0, 1, 2, 3].map(() => html`<span class="bone highlight-skeleton"></span>`)}
      </div>`;
    }
    if (highlights.length === 0) {
      const compared = [...cards.values()].some(({ measures }) => measures.some(({ change }) => change !== undefined));
      return html`<p class="empty-text">${compared ? overviewTexts.noHighlights : overviewTexts.tooEarly}</p>`;
    }
    const nameOf = (name: string): NamedReport => {
      const report = reports.find((each) => each.report === name);
      return { title: report?.title ?? name, product: products.find(({ id }) => id === report?.product)?.title ?? '' };
    };
    return highlightList(highlights, nameOf, format, this.#openHighlight);
  }

  /** What is missing shows among all days only. */
  readonly #openHighlight = ({ kind, report }: OverviewHighlight): void => {
    const history = kind === 'missing' || kind === 'damaged';
    this.post(history ? { type: 'open', report, history: true } : { type: 'open', report });
  };

  #product({ id, title, icon }: OverviewProduct, { reports }: Begin, format: Format): unknown {
    const own = reports.filter(({ product }) => product === id);
    const newest = this.#newest;
    return html`
      <section class="overview-product" aria-labelledby=${`product-${id}`} data-product=${id}>
        <h2 id=${`product-${id}`}>
          <span class="codicon codicon-${icon}" aria-hidden="true"></span>${title}
          <span class="section-count">${format.count(own.length)}</span>
        </h2>
        <ul class="cards">
          ${repeat(
            own,
            ({ report }) => report,
            ({ report, title: reportTitle }) => {
              const card = this.model.cards.get(report);
              return card === undefined
                ? cardSkeleton(reportTitle)
                : overviewCard(card, newest, format, this.#handlers);
            },
          )}
        </ul>
      </section>
    `;
  }

  #announcement(format: Format): string {
    const { begin, reading } = this.model;
    return reading || begin === undefined
      ? overviewTexts.reading
      : format.plural(overviewTexts.opened, begin.reports.length, begin.connection.name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'overview-app': OverviewApp;
  }
}
