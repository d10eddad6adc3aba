import type { Locator, Page } from 'playwright-core';

/** A modal dialog. */
export class Dialog {
  private readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  /** The dialog's message and detail, once it is there. */
  async text(): Promise<string> {
    return this.box.locator('.dialog-message-container').innerText();
  }

  async buttons(): Promise<string[]> {
    return this.box.locator('.dialog-buttons .monaco-button').allInnerTexts();
  }

  async click(button: string): Promise<void> {
    await this.box.getByRole('button', { name: button, exact: true }).click();
    await this.box.waitFor({ state: 'detached' });
  }
}
