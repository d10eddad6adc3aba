import type { ElementPart } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive } from 'lit/directive.js';

const BUTTONS = 'button:not(:disabled)';

/** Makes the buttons of an element one stop of the Tab key: the arrow keys, Home and End move between them. */
class Roving extends AsyncDirective {
  #element: Element | undefined;
  /** The button that the Tab key reaches. */
  #current: HTMLElement | undefined;
  readonly #changes = new MutationObserver(() => this.#mark());

  override render(): void {
    // There is nothing to draw.
  }

  override update(part: ElementPart): void {
    if (this.#element !== part.element) {
      this.#element = part.element;
      this.reconnected();
    }
  }

  override disconnected(): void {
    this.#changes.disconnect();
    this.#element?.removeEventListener('keydown', this.#key);
    this.#element?.removeEventListener('focusin', this.#focus);
  }

  override reconnected(): void {
    const element = this.#element;
    if (element !== undefined) {
      element.addEventListener('keydown', this.#key);
      element.addEventListener('focusin', this.#focus);
      // Buttons come and go with what the page shows.
      this.#changes.observe(element, {
        childList: true,
        subtree: true,
        attributeFilter: ['disabled', 'class', 'hidden'],
      });
      this.#mark();
    }
  }

  get #buttons(): readonly HTMLElement[] {
    const all = [...(this.#element?.querySelectorAll<HTMLElement>(BUTTONS) ?? [])];
    // What opens from a button has keys of its own.
    const own = this.#element?.closest('[popover]');
    return all.filter(
      (button) => button.closest('[popover]') === own && button.checkVisibility({ visibilityProperty: true }),
    );
  }

  #mark(): void {
    const buttons = this.#buttons;
    if (this.#current === undefined || !buttons.includes(this.#current)) {
      this.#current = buttons[0];
    }
    for (const button of buttons) {
      button.tabIndex = button === this.#current ? 0 : -1;
    }
  }

  readonly #focus = ({ target }: Event): void => {
    const button = this.#buttons.find((one) => one === target);
    if (button !== undefined) {
      this.#current = button;
      this.#mark();
    }
  };

  readonly #key = (event: Event): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event as KeyboardEvent;
    const buttons = this.#buttons;
    const at = buttons.findIndex((one) => one === event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key];
    if (at < 0 || to === undefined || altKey || ctrlKey || metaKey || shiftKey) {
      return;
    }
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  };
}

/** For the element that has the buttons, as in `<div role="toolbar" ${roving()}>`. */
export const roving = directive(Roving);
