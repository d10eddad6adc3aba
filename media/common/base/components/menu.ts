import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { positionPopover } from './positionPopover.js';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Set for items that are on or off. */
  readonly checked?: boolean;
  /** Shown after the label, in gray. */
  readonly note?: string;
}

/** A button that opens a menu: arrow keys move in it, Escape and Tab leave it. */
@customElement('report-menu')
export class ReportMenu extends LitElement {
  @property({ attribute: false }) label = '';
  /** Codicon of the button. */
  @property({ attribute: false }) icon = 'chevron-down';
  /** Only the icon, as beside a chart. */
  @property({ attribute: false }) plain = false;
  /** Shown on the button beside the icon; without it the label is spoken only. */
  @property({ attribute: false }) text: string | undefined;
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @property({ attribute: false }) disabled = false;
  @property({ attribute: false }) choose: (id: string) => void = () => undefined;
  @state() private open = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    return html`
      <button
        class="${this.plain ? 'icon-button' : 'button secondary'} menu-button"
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${this.label}
        title=${this.label}
        data-testid="menu-button"
        ?disabled=${this.disabled}
        @click=${() => this.#toggle()}
        @keydown=${(event: KeyboardEvent) => this.#openByKey(event)}
      >
        ${this.text === undefined ? nothing : html`<span>${this.text}</span>`}<span
          class="codicon codicon-${this.icon}"
          aria-hidden="true"
        ></span>
      </button>
      <div
        class="popover menu"
        role="menu"
        popover="auto"
        aria-label=${this.label}
        @toggle=${(event: ToggleEvent) => (this.open = event.newState === 'open')}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      >
        ${this.items.map(
          ({ id, label, hint, checked, note }) => html`
            <button
              class="menu-item"
              role=${checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
              aria-checked=${checked === undefined ? nothing : checked ? 'true' : 'false'}
              tabindex="-1"
              title=${hint ?? nothing}
              data-id=${id}
              @click=${() => this.#chosen(id)}
            >
              <span class="codicon codicon-${checked === true ? 'check' : 'blank'}" aria-hidden="true"></span>
              <span class="menu-label">${label}</span
              >${note === undefined ? nothing : html` <span class="menu-note">${note}</span>`}
            </button>
          `,
        )}
      </div>
    `;
  }

  get #menu(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.menu');
  }

  get #button(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.menu-button');
  }

  /** @param place what it opens beside */
  show(place: DOMRect): void {
    const { items } = this;
    const menu = this.#menu;
    if (menu !== null && items.length > 0) {
      menu.showPopover();
      positionPopover(menu, place);
      this.#focus(0);
    }
  }

  #toggle(): void {
    const button = this.#button;
    if (this.open) {
      this.#close();
    } else if (button !== null) {
      this.show(button.getBoundingClientRect());
    }
  }

  #close(): void {
    this.#menu?.hidePopover();
    this.#button?.focus();
  }

  #chosen(id: string): void {
    this.#close();
    this.choose(id);
  }

  #openByKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' && !this.open) {
      event.preventDefault();
      this.#toggle();
    }
  }

  #focus(index: number): void {
    const all = [...this.querySelectorAll<HTMLElement>('.menu-item')];
    all[(index + all.length) % all.length]?.focus();
  }

  #key(event: KeyboardEvent): void {
    const all = [...this.querySelectorAll<HTMLElement>('.menu-item')];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.#focus(target);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Tab') {
      this.#menu?.hidePopover();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-menu': ReportMenu;
  }
}
