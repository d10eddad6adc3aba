import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { texts } from '../../base/texts.js';

/** Milliseconds after the last key before the filter is applied. */
const FILTER_DEBOUNCE_MS = 150;

/** Where a text is typed that rows are to contain. */
@customElement('report-filter-box')
export class ReportFilterBox extends LitElement {
  /** What is applied. */
  @property({ attribute: false }) filter = '';
  /** Goes up with each table: what was typed for the one before is dropped. */
  @property({ attribute: false }) epoch = 0;
  /** Why nothing can be filtered yet; absent where it can. */
  @property({ attribute: false }) notYet: string | undefined;
  @property({ attribute: false }) apply: (filter: string) => void = () => undefined;
  /** The person goes on to the rows. */
  @property({ attribute: false }) leave: () => void = () => undefined;
  /** What is typed, applied or not yet. */
  @state() text = '';
  @query('input') private readonly input!: HTMLInputElement | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes the filter away, and leaves the person in the empty box. */
  clear(): void {
    this.drop();
    this.#apply();
    this.input?.focus();
  }

  /** Empties the box and applies nothing: whoever calls this has another filter in mind. */
  drop(): void {
    clearTimeout(this.#timer);
    this.text = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('epoch') || changed.has('filter')) {
      clearTimeout(this.#timer);
      this.text = this.filter;
    }
  }

  protected override render(): unknown {
    const { notYet, text } = this;
    return html`
      <span class="filter">
        <span class="codicon codicon-filter" aria-hidden="true"></span>
        <input
          type="text"
          class="text-input"
          aria-label=${texts.filterRows}
          placeholder=${texts.filterRows}
          spellcheck="false"
          autocomplete="off"
          maxlength="200"
          data-testid="filter"
          ?readonly=${notYet !== undefined}
          aria-disabled=${notYet === undefined ? nothing : 'true'}
          title=${notYet ?? nothing}
          .value=${text}
          @input=${(event: InputEvent) => this.#typed((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
        />
        ${
          text === ''
            ? nothing
            : html`<button
                class="icon-button"
                aria-label=${texts.clearFilter}
                title=${texts.clearFilter}
                @click=${() => this.clear()}
              >
                <span class="codicon codicon-close" aria-hidden="true"></span>
              </button>`
        }
      </span>
    `;
  }

  #typed(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#apply(), FILTER_DEBOUNCE_MS);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.text !== '') {
      event.stopPropagation();
      this.clear();
    } else if (event.key === 'Enter') {
      this.#apply();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.leave();
    }
  }

  #apply(): void {
    clearTimeout(this.#timer);
    if (this.text !== this.filter) {
      this.apply(this.text);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-filter-box': ReportFilterBox;
  }
}
