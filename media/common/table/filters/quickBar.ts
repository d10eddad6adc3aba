import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { QuickFilter, TableView } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import '../../base/components/menu.js';
import { roving } from '../../base/components/roving.js';
import { texts } from '../../base/texts.js';
import { quickFiltersOn, toggleQuickFilter } from './quickFilters.js';
import { quickFilterText } from './quickFilterText.js';

/** Quick filters as a row of buttons; what does not fit is in a menu at its end. */
@customElement('report-quick-bar')
export class ReportQuickBar extends LitElement {
  @property({ attribute: false }) quickFilters: readonly QuickFilter[] = [];
  @property({ attribute: false }) view: TableView = {};
  @property({ attribute: false }) format: Format | undefined;
  /** Why they cannot be used yet; absent where they can. */
  @property({ attribute: false }) notYet: string | undefined;
  @property({ attribute: false }) changeView: (view: TableView) => void = () => undefined;
  /** Called with the column that a quick filter orders the rows by. */
  @property({ attribute: false }) revealColumn: (column: number) => void = () => undefined;
  /** How many buttons have room. */
  @state() private fitting = Infinity;
  readonly #resize = new ResizeObserver(() => this.#measure());

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override render(): unknown {
    const { quickFilters, view, format, fitting, notYet } = this;
    if (quickFilters.length === 0 || format === undefined) {
      return nothing;
    }
    const active = quickFiltersOn(quickFilters, view);
    const all = quickFilters.map((quick, index) => ({
      ...quickFilterText(quick, format),
      quick,
      index,
      on: active.includes(quick),
      note: quick.rowCount === undefined ? undefined : format.count(quick.rowCount),
    }));
    const hidden = all.slice(fitting);
    return html`
      <div class="quick-bar" role="toolbar" aria-label=${texts.quickFilters} data-testid="quick-filters" ${roving()}>
        <div class="quick-buttons">
          ${all.map(
            ({ label, hint, note, quick, index, on }) =>
              html`<button
                class="quick ${index >= fitting ? 'out' : ''}"
                aria-pressed=${on ? 'true' : 'false'}
                aria-disabled=${notYet === undefined ? nothing : 'true'}
                title=${notYet ?? hint}
                aria-description=${notYet ?? hint}
                data-testid="quick"
                data-kind=${[quick.kind, quick.days].filter((part) => part !== undefined).join('-')}
                @click=${() => this.#toggle(quick)}
              >
                <span>${label}</span>${note === undefined ? nothing : html` <span class="quick-count">${note}</span>`}
              </button>`,
          )}
        </div>
        ${
          hidden.length === 0
            ? nothing
            : html`<report-menu
                class=${hidden.some(({ on }) => on) ? 'pressed' : ''}
                .label=${`${texts.quickFilters}: ${texts.more}`}
                .text=${texts.more}
                .items=${hidden.map(({ label, hint, note, index, on }) => ({ id: String(index), label, hint, note, checked: on }))}
                .choose=${(id: string) => {
                  const quick = quickFilters[Number(id)];
                  if (quick !== undefined) {
                    this.#toggle(quick);
                  }
                }}
              ></report-menu>`
        }
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('quickFilters') || changed.has('format')) {
      const row = this.querySelector('.quick-buttons');
      this.#resize.disconnect();
      if (row !== null) {
        this.#resize.observe(row);
      }
      this.#measure();
    }
  }

  #toggle(quick: QuickFilter): void {
    if (this.notYet === undefined) {
      const view = toggleQuickFilter(quick, this.view, this.quickFilters);
      this.changeView(view);
      const [key] = quick.sort ?? [];
      if (key !== undefined && view.sort !== undefined) {
        this.revealColumn(key.column);
      }
    }
  }

  /** Buttons that do not fit wrap to a second line, which is cut off. */
  #measure(): void {
    const buttons = [...this.querySelectorAll<HTMLElement>('.quick')];
    const top = buttons[0]?.offsetTop ?? 0;
    const wrapped = buttons.findIndex((button) => button.offsetTop > top + 4);
    this.fitting = wrapped < 0 ? Infinity : wrapped;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-quick-bar': ReportQuickBar;
  }
}
