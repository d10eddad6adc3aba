import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from './until.js';

/** The box at the top: command palette, quick pick and input box. */
export class QuickInput {
  private readonly widget: Locator;
  private readonly input: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-filter input:not([type=checkbox])').first();
  }

  /**
   * Opens the command palette. A key that is pressed while a webview is loading can be lost in the frame that goes away, so the focus
   * is taken from there, and the key is pressed again if nothing came of it.
   */
  async openPalette(): Promise<void> {
    await until(async (patience) => {
      await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await this.page.keyboard.press('F1');
      await this.isPalette(true, patience);
    });
  }

  /** Resolves when the palette is not open any more; another box may be. */
  async waitForPaletteClosed(): Promise<void> {
    await this.isPalette(false);
  }

  /** Replaces what is in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Types over what the box proposes, once it does: a proposal that comes later would join what was typed. */
  async replace(text: string): Promise<void> {
    await this.page.waitForFunction(
      (input) => input instanceof HTMLInputElement && input.value !== '',
      await this.input.elementHandle(),
    );
    await this.type(text);
  }

  /** Types into an input box and confirms. */
  async answer(text: string): Promise<void> {
    await this.waitFor();
    await this.type(text);
    await this.accept();
  }

  /** Picks the entry with this label. Labels that begin with it do not count. */
  async choose(label: string): Promise<void> {
    const option = this.option(label);
    await option.waitFor();
    await until(async (patience) => {
      if (await option.isVisible()) {
        await this.page.evaluate(clickEntry, label);
      }
      await option.waitFor({ state: 'hidden', timeout: patience });
    });
  }

  /** Ticks the box of the entry with this label, where several can be picked; confirm with `accept()`. */
  async tick(label: string): Promise<void> {
    await this.option(label).locator('input[type=checkbox], .monaco-checkbox').first().click();
  }

  async accept(): Promise<void> {
    // In the field, wherever the focus is: a box that has just come back may not have it yet.
    await this.input.press('Enter');
  }

  /**
   * Confirms a box that has just come back from under a file dialog, and waits for the next one. VS Code takes a key for a moment as
   * meant for the dialog that is going away, so it is pressed again if nothing came of it.
   */
  async acceptUntil(next: string): Promise<void> {
    const nextBox = this.widget.filter({ has: this.page.getByText(next) });
    await until(async (patience) => {
      if (!(await nextBox.isVisible())) {
        await this.accept();
      }
      await nextBox.waitFor({ timeout: patience });
    });
  }

  /** Presses the box's own button. Its tooltip may have a key binding behind it. Buttons are drawn anew with each key that is typed. */
  async click(button: string): Promise<void> {
    const name = new RegExp(`^${button}( \\(.*\\))?$`);
    const found = this.widget.getByRole('button', { name });
    await found.waitFor();
    await found.dispatchEvent('click');
  }

  /**
   * Goes to a folder in a file dialog, by way of the one that holds it: what is in the list shows which folder the dialog has come to. It
   * takes that one, whatever is typed meanwhile.
   */
  async goTo(folder: string): Promise<void> {
    await this.replace(`${path.dirname(folder)}/`);
    await this.choose(path.basename(folder));
    await this.holds(`${folder}/`);
  }

  /** Ends a file dialog by its button. While the dialog looks into a folder it takes no click, so it is pressed again if nothing came of it. */
  async take(button: string): Promise<void> {
    const found = this.widget.getByRole('button', { name: button, exact: true });
    await found.waitFor();
    await until(async (patience) => {
      if (await found.isVisible()) {
        await found.dispatchEvent('click', undefined, { timeout: patience });
      }
      await found.waitFor({ state: 'hidden', timeout: patience });
    });
  }

  /** Closes the box. A tooltip that is open takes the first Escape for itself, so it is pressed again if nothing came of it. */
  async dismiss(): Promise<void> {
    await until(async (patience) => {
      if (await this.input.isVisible()) {
        await this.input.press('Escape');
      }
      await this.widget.waitFor({ state: 'hidden', timeout: patience });
    });
  }

  /** What the box says below the field: the prompt, or what is wrong with what was typed. */
  async message(): Promise<string> {
    return this.widget.locator('.quick-input-message').innerText();
  }

  /** Resolves when this is in the field. */
  async holds(text: string): Promise<void> {
    await this.page.waitForFunction(([input, wanted]) => input instanceof HTMLInputElement && input.value === wanted, [
      await this.input.elementHandle(),
      text,
    ] as const);
  }

  /** Title with its step, e.g. `Add Connection (2/5)`. */
  async title(): Promise<string> {
    return this.widget.locator('.quick-input-title').innerText();
  }

  /** Tooltips of the buttons in the title bar. */
  async buttons(): Promise<string[]> {
    return this.widget
      .locator('.quick-input-titlebar .action-label')
      .evaluateAll((all) => all.map((button) => (button.getAttribute('aria-label') ?? '').replace(/ \(.*\)$/, '')));
  }

  /** Whether what is typed is hidden. */
  async isHidden(): Promise<boolean> {
    return (await this.widget.locator('.quick-input-filter input').first().getAttribute('type')) === 'password';
  }

  /** Resolves when a box is open; with a text, when one with this placeholder, prompt or title is. */
  async waitFor(text?: string | RegExp): Promise<void> {
    if (text === undefined) {
      await this.input.waitFor();
      return;
    }
    const said = this.widget.filter({ has: this.page.getByText(text) });
    await said.or(this.widget.filter({ has: this.page.getByPlaceholder(text) })).waitFor();
  }

  /**
   * Labels of the entries that are left for what is typed, without their descriptions. The entry that is named must be there before, and
   * must not fit: it shows when the list has followed.
   */
  async labelsFor(text: string, unfitting: { readonly typed: string; readonly label: string }): Promise<string[]> {
    await this.type(unfitting.typed);
    await this.option(unfitting.label).waitFor();
    await this.type(text);
    await this.option(unfitting.label).waitFor({ state: 'hidden' });
    return this.labels();
  }

  /** Labels of the entries on screen, without their descriptions. Waits until there is one. */
  async labels(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.locator('.quick-input-list-row:first-child .label-name').allInnerTexts();
  }

  /** The entries on screen with their descriptions and details. Waits until there is one. */
  async entries(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.locator('.quick-input-list-rows').allInnerTexts();
  }

  /** What the entries on screen say and have no room for, and what the empty field asks. */
  async cutOff(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.widget.evaluate((widget) => {
      const entries = [...widget.querySelectorAll<HTMLElement>('.monaco-list-row .monaco-icon-label-container')];
      const input = widget.querySelector<HTMLInputElement>('.quick-input-filter input:not([type=checkbox])');
      const style = input === null ? undefined : getComputedStyle(input);
      const context = document.createElement('canvas').getContext('2d');
      const asked = input?.placeholder ?? '';
      if (context !== null && style !== undefined) {
        context.font = style.font;
      }
      const room =
        (input?.clientWidth ?? 0) - parseFloat(style?.paddingLeft ?? '0') - parseFloat(style?.paddingRight ?? '0');
      const count = widget.querySelector<HTMLElement>(
        '.quick-input-visible-count, .quick-input-count .monaco-count-badge',
      );
      const covered = count?.checkVisibility() === true ? count.getBoundingClientRect().width : 0;
      return [
        ...((context?.measureText(asked).width ?? 0) > room - covered ? [asked] : []),
        ...entries.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((entry) => entry.innerText),
      ];
    });
  }

  /** Resolves when this is the first entry; with a heading, when it is under that one. */
  async first(label: string, heading?: string | RegExp): Promise<void> {
    const first = this.rows.filter({ has: this.page.locator('.quick-input-list-row') }).first();
    await first.locator('.label-name').getByText(label, { exact: true }).waitFor();
    if (heading !== undefined) {
      await first.locator('.quick-input-list-separator').getByText(heading, { exact: true }).waitFor();
    }
  }

  /** Presses a button of an entry, by its tooltip. It is there while the mouse is over the entry, or the entry has the focus. */
  async pressButton(label: string, button: string): Promise<void> {
    await this.option(label).hover();
    await this.option(label).getByRole('button', { name: button }).dispatchEvent('click');
  }

  /** Resolves when an entry has this button. */
  async hasButton(label: string, button: string): Promise<void> {
    await this.option(label).getByRole('button', { name: button }).waitFor({ state: 'attached' });
  }

  private async isPalette(wanted: boolean, timeout?: number): Promise<void> {
    await this.page.waitForFunction(
      (open) => {
        const widget = document.querySelector('.quick-input-widget');
        const input = widget?.querySelector<HTMLInputElement>('.quick-input-filter input:not([type=checkbox])');
        return (input?.value.startsWith('>') === true && (widget?.getClientRects().length ?? 0) > 0) === open;
      },
      wanted,
      timeout === undefined ? {} : { timeout },
    );
  }

  private get rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row');
  }

  private option(label: string): Locator {
    return this.rows.filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) }).first();
  }
}

/**
 * Runs in the page: clicks the entry with this label. All in one piece: a list that is filled anew uses its rows again, and a row that was
 * found may be another entry's when a click arrives.
 */
function clickEntry(label: string): void {
  const words = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const row = [...document.querySelectorAll('.quick-input-widget .quick-input-list .monaco-list-row')].find((one) =>
    [...one.querySelectorAll('.label-name')].some((name) => words(name.textContent) === words(label)),
  );
  row?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
}
