import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChartFileFormat } from '../../../src/shared/protocol.js';
import { strings } from '../strings.js';
import { isolated } from '../table/cells.js';

const entries: readonly { readonly format: ChartFileFormat; readonly label: string }[] = [
  { format: 'svg', label: strings.saveSvg },
  { format: 'png', label: strings.savePng },
];

/** A button with the kinds of files that a picture can be saved as. */
@customElement('report-save-menu')
export class ReportSaveMenu extends LitElement {
  /** What is saved. */
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) save: (format: ChartFileFormat) => void = () => undefined;
  @state() private open = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    const label = strings.saveChart(isolated(this.name, 120));
    return html`
      <button
        class="icon-button menu-button"
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${label}
        title=${label}
        data-testid="save-menu"
        @click=${() => this.#toggle(!this.open)}
        @keydown=${(event: KeyboardEvent) => this.#buttonKey(event)}
        @focusout=${(event: FocusEvent) => this.#left(event)}
      >
        <span class="codicon codicon-save" aria-hidden="true"></span>
      </button>
      ${this.open
        ? html`<div class="menu" role="menu" aria-label=${label} @focusout=${(event: FocusEvent) => this.#left(event)}>
            ${entries.map(
              ({ format, label: entry }, index) => html`<button
                class="menu-item"
                role="menuitem"
                tabindex="-1"
                data-testid="save-${format}"
                @click=${() => this.#choose(format)}
                @keydown=${(event: KeyboardEvent) => this.#itemKey(event, index)}
              >
                ${entry}
              </button>`,
            )}
          </div>`
        : nothing}
    `;
  }

  #toggle(open: boolean): void {
    this.open = open;
    if (open) {
      void this.updateComplete.then(() => this.#focus(0));
    }
  }

  #focus(index: number): void {
    const items = [...this.querySelectorAll<HTMLElement>('[role=menuitem]')];
    items[(index + items.length) % items.length]?.focus();
  }

  #choose(format: ChartFileFormat): void {
    this.#close();
    this.save(format);
  }

  #close(): void {
    // First, because an element that goes away takes the focus with it.
    this.querySelector<HTMLElement>('.menu-button')?.focus();
    this.open = false;
  }

  #buttonKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' && !this.open) {
      event.preventDefault();
      this.#toggle(true);
    }
  }

  #itemKey(event: KeyboardEvent, index: number): void {
    const targets: Record<string, number | undefined> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: entries.length - 1 };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.#focus(target);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  #left({ relatedTarget }: FocusEvent): void {
    if (!(relatedTarget instanceof Node && this.contains(relatedTarget))) {
      this.open = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-save-menu': ReportSaveMenu;
  }
}
