import type { Locator, Page } from 'playwright-core';
import { until } from './until.js';

/** The menu that VS Code shows where the right button was pressed, or below a button. */
export class ContextMenu {
  readonly entries: Locator;

  constructor(private readonly page: Page) {
    this.entries = page.locator('.context-view').getByRole('menuitem');
  }

  /** Opens the menu of an element by the right button of the mouse. */
  async openOn(element: Locator): Promise<void> {
    await this.open((patience) => element.click({ button: 'right', timeout: patience }));
  }

  /**
   * Opens a menu. What it is opened on may be drawn anew at that moment, and then nothing comes of it: it is asked for again.
   *
   * @param ask is told how many milliseconds it may wait for one thing
   */
  async open(ask: (patience: number) => Promise<void>): Promise<void> {
    await until(async (patience) => {
      if ((await this.entries.count()) === 0) {
        await ask(patience);
      }
      await this.entries.first().waitFor({ timeout: patience });
    });
  }

  /** What a screen reader says of the entries, from top to bottom. Waits until there is one. */
  async labels(): Promise<string[]> {
    await this.entries.first().waitFor();
    return this.entries.evaluateAll((all) =>
      all.map((entry) => entry.getAttribute('aria-label') ?? entry.textContent.trim()),
    );
  }

  /** Runs an entry. A menu takes no click in its first moments, but it does take keys. */
  async choose(name: string): Promise<void> {
    const entry = this.entries.and(this.page.getByRole('menuitem', { name, exact: true }));
    await entry.waitFor();
    await until(async (patience) => {
      if (await entry.isVisible()) {
        await this.focus(entry, patience);
        await this.page.keyboard.press('Enter');
      }
      await entry.waitFor({ state: 'detached', timeout: patience });
    });
  }

  /** Closes the menu, if it is open. */
  async dismiss(): Promise<void> {
    await until(async (patience) => {
      if ((await this.entries.count()) > 0) {
        await this.page.keyboard.press('Escape');
      }
      await this.entries.first().waitFor({ state: 'detached', timeout: patience });
    });
  }

  private async focus(entry: Locator, patience: number): Promise<void> {
    await entry.hover({ timeout: patience });
    try {
      await entry.and(this.page.locator(':focus')).waitFor({ timeout: patience });
    } catch (error) {
      // Only a pointer that comes over the entry moves the focus, not one that is there already.
      await this.page.mouse.move(0, 0);
      throw error;
    }
  }
}
