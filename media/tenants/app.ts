import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RowSort, TenantsEvent, TenantsMessage, TenantsState } from '../../src/shared/pages/tenants.js';
import { noticeLine } from '../common/base/components/notices.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { nameWithoutUnit } from '../../src/shared/measures.js';
import { GridFocus } from './gridFocus.js';
import { initialModel, received, type TenantsModel } from './model.js';
import { nextSort, sortedTenants } from './sortRows.js';
import { type HeaderHandlers, tenantsHeader } from './tenantsHeader.js';
import { type TableHandlers, tenantTable } from './tenantTable.js';
import { tenantsTexts } from './tenantsTexts.js';

/** The whole page: takes the host's messages, shows what they say, sends back what the user does. */
@customElement('tenants-app')
export class TenantsApp extends LitElement {
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) sort: RowSort | null = null;
  post: (message: TenantsMessage) => void = () => undefined;
  saveState: (state: TenantsState) => void = () => undefined;
  @state() private model: TenantsModel = initialModel;
  readonly #focus = new GridFocus();

  receive(event: TenantsEvent): void {
    this.model = received(this.model, event);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('sort')) {
      this.saveState({ sort: this.sort });
    }
    const table = this.#table;
    if (table !== null) {
      this.#focus.mark(table);
    }
  }

  protected override render(): unknown {
    const { format, model } = this;
    if (format === undefined) {
      return nothing;
    }
    const isReading = model.state === 'reading';
    return html`
      <main class="tenants" data-testid="tenants" data-state=${model.state}>
        <div
          class="progress ${isReading ? 'active' : ''}"
          role="progressbar"
          aria-label=${tenantsTexts.reading}
          ?hidden=${!isReading}
        ></div>
        ${tenantsHeader(model, format, this.#headerHandlers)}
        <div role="alert">
          ${
            model.failure === undefined
              ? nothing
              : html`<ul class="notices">
                  ${noticeLine(model.failure, (id) => this.post({ type: 'action', id }))}
                </ul>`
          }
        </div>
        ${model.state === 'canceled' ? html`<p class="tenants-canceled">${tenantsTexts.canceled}</p>` : nothing}
        ${model.tenants.length === 0 ? nothing : this.#scroller(format)}
        <div class="visually-hidden" role="status">${this.#announcement(format)}</div>
      </main>
    `;
  }

  #scroller(format: Format): unknown {
    return html`
      <p id="tenants-hint" class="visually-hidden">${tenantsTexts.tableHint}</p>
      <div
        class="tenants-scroller"
        @focusin=${(event: Event) => this.#table && this.#focus.focused(this.#table, event)}
        @keydown=${(event: KeyboardEvent) => this.#table && this.#focus.pressed(this.#table, event)}
      >
        ${tenantTable(this.model, this.#sorted, this.sort, format, this.#tableHandlers)}
      </div>
    `;
  }

  get #table(): HTMLTableElement | null {
    return this.querySelector('table');
  }

  get #sorted() {
    return sortedTenants(this.model, this.sort, this.format?.language ?? 'en');
  }

  /** Connection IDs in the order of the rows. */
  get #order(): string[] {
    return this.#sorted.map(({ id }) => id);
  }

  readonly #headerHandlers: HeaderHandlers = {
    chooseMeasures: () => this.post({ type: 'chooseMeasures' }),
    reload: () => this.post({ type: 'reload' }),
    cancel: () => this.post({ type: 'cancel' }),
    copy: (format) => this.post({ type: 'copy', order: this.#order, format }),
    export: () => this.post({ type: 'export', order: this.#order }),
  };

  readonly #tableHandlers: TableHandlers = {
    sort: (by) => (this.sort = nextSort(this.sort, by)),
    openOverview: (tenant) => this.post({ type: 'openOverview', tenant }),
    openReport: (tenant, report, measure) =>
      this.post({ type: 'openReport', tenant, report, ...(measure === undefined ? {} : { measure }) }),
    fetch: (tenant, reports) => this.post({ type: 'fetch', tenant, reports: [...reports] }),
  };

  /** How far the reading is, then how the rows are sorted. */
  #announcement(format: Format): unknown {
    const { state: reading, tenants } = this.model;
    if (reading === 'reading') {
      return tenantsTexts.reading;
    }
    return html`<p>${format.plural(tenantsTexts.tenants, tenants.length)}</p>
      <p>${this.#sortText}</p>`;
  }

  get #sortText(): string {
    const { sort, model } = this;
    if (sort === null) {
      return tenantsTexts.sorted.none;
    }
    const { by, descending } = sort;
    const measure = by.kind === 'name' ? undefined : model.measures.find(({ id }) => id === by.measure);
    const column =
      by.kind === 'name'
        ? texts.tenant
        : formatText(
            tenantsTexts.columnOf,
            nameWithoutUnit(measure?.label ?? ''),
            by.kind === 'value' ? tenantsTexts.latest : tenantsTexts.change,
          );
    return formatText(descending ? tenantsTexts.sorted.descending : tenantsTexts.sorted.ascending, column);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tenants-app': TenantsApp;
  }
}
