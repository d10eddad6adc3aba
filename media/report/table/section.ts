import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ReportSummary, RowsPart } from '../../../src/shared/protocol.js';
import type { TableView } from '../../../src/shared/report.js';
import type { Format } from '../format.js';
import type { Messenger } from '../messenger.js';
import { strings } from '../strings.js';
import { clipped } from './cells.js';
import './grid.js';
import type { GridStatus, ReportGrid } from './grid.js';

/** Milliseconds after the last key before the filter is applied. */
const filterPause = 150;

/** The table with its filter box and what is said about its rows. */
@customElement('report-table-section')
export class ReportTableSection extends LitElement {
  @property({ attribute: false }) summary: ReportSummary | undefined;
  @property({ attribute: false }) view: TableView = {};
  @property({ attribute: false }) epoch = 0;
  @property({ attribute: false }) firstRows: RowsPart | undefined;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) continues = false;
  /** Share of the report that has been read, where `summary` is of its first rows. */
  @property({ attribute: false }) readShare: number | undefined;
  @property({ attribute: false }) messenger: Messenger | undefined;
  @property({ attribute: false }) changeView: (view: TableView) => void = () => undefined;
  @state() private filterText = '';
  @state() private status: GridStatus = { rowCount: undefined, stale: false, selected: 0 };
  @query('report-grid') private readonly grid!: ReportGrid | null;
  @query('.filter input') private readonly input!: HTMLInputElement | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('epoch')) {
      clearTimeout(this.#timer);
      this.filterText = this.view.filter ?? '';
    }
  }

  protected override render(): unknown {
    const { summary, format, messenger, status } = this;
    if (summary === undefined || format === undefined || messenger === undefined) {
      return nothing;
    }
    const filter = this.view.filter ?? '';
    const noMatch = filter !== '' && status.rowCount === 0;
    return html`
      <section class="table-section" aria-labelledby="table-heading" data-testid="table">
        <div class="section-head">
          <h2 id="table-heading">${strings.table}</h2>
          <span class="section-count" role="status" data-testid="row-count">${this.#rowCountText(summary, format, filter)}</span>
          <span class="section-tools">
            <span class="selection-text" role="status" data-testid="selection"
              >${status.selected > 0 ? strings.selected(status.selected, format.count(status.selected)) : ''}</span
            >
            ${status.selected > 0
              ? html`<button class="button secondary" data-testid="copy-selected" @click=${() => this.grid?.copy()}>
                  <span class="codicon codicon-copy" aria-hidden="true"></span>${strings.copySelected(status.selected)}
                </button>`
              : nothing}
            ${this.#filterBox(summary.partial === true)}
          </span>
        </div>
        ${noMatch
          ? html`<div class="no-match" data-testid="no-match">
              <p>${strings.noMatch(clipped(filter, 80))}</p>
              <button class="button secondary" @click=${() => this.#clear()}>${strings.clearFilter}</button>
            </div>`
          : nothing}
        <report-grid
          ?hidden=${noMatch}
          .columns=${summary.columns}
          .totalRows=${summary.rowCount}
          .label=${strings.gridLabel(summary.title)}
          .view=${this.view}
          .epoch=${this.epoch}
          .firstRows=${this.firstRows}
          .continues=${this.continues}
          .fixedOrder=${summary.partial === true ? strings.notYet : undefined}
          .format=${format}
          .messenger=${messenger}
          .changeView=${this.changeView}
          .changeStatus=${this.#changeStatus}
        ></report-grid>
      </section>
    `;
  }

  #filterBox(notYet: boolean): unknown {
    return html`
      <span class="filter">
        <span class="codicon codicon-filter" aria-hidden="true"></span>
        <input
          type="text"
          aria-label=${strings.filter}
          placeholder=${strings.filterPlaceholder}
          spellcheck="false"
          autocomplete="off"
          maxlength="200"
          data-testid="filter"
          ?readonly=${notYet}
          aria-disabled=${notYet ? 'true' : nothing}
          title=${notYet ? strings.notYet : nothing}
          .value=${this.filterText}
          @input=${(event: InputEvent) => this.#typed((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
        />
        ${this.filterText === ''
          ? nothing
          : html`<button class="icon-button" aria-label=${strings.clearFilter} title=${strings.clearFilter} @click=${() => this.#clear()}>
              <span class="codicon codicon-close" aria-hidden="true"></span>
            </button>`}
      </span>
    `;
  }

  #rowCountText(summary: ReportSummary, format: Format, filter: string): string {
    const matching = this.status.rowCount;
    if (summary.partial === true) {
      return strings.partialRows(format.count(summary.rowCount), this.readShare === undefined ? undefined : format.percent(this.readShare));
    }
    return filter === '' || matching === undefined || this.status.stale
      ? strings.rows(summary.rowCount, format.count(summary.rowCount))
      : strings.rowsOf(format.count(matching), summary.rowCount, format.count(summary.rowCount));
  }

  readonly #changeStatus = (status: GridStatus): void => {
    this.status = status;
  };

  #typed(text: string): void {
    this.filterText = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#apply(), filterPause);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.filterText !== '') {
      event.stopPropagation();
      this.#clear();
    } else if (event.key === 'Enter') {
      this.#apply();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.grid?.focusActive();
    }
  }

  #clear(): void {
    this.filterText = '';
    this.#apply();
    this.input?.focus();
  }

  #apply(): void {
    clearTimeout(this.#timer);
    const filter = this.filterText === '' ? undefined : this.filterText;
    if (filter !== this.view.filter) {
      this.changeView({ ...(this.view.sort === undefined ? {} : { sort: this.view.sort }), ...(filter === undefined ? {} : { filter }) });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-table-section': ReportTableSection;
  }
}
