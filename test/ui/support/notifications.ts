import type { Locator, Page } from 'playwright-core';

/** The toasts at the bottom right. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** The toast that contains this text, once it is there. */
  async find(text: string | RegExp): Promise<Notification> {
    const toast = this.toasts.filter({ has: this.page.locator('.notification-list-item-message').getByText(text) }).first();
    await toast.waitFor();
    return new Notification(toast);
  }

  /** Texts of all toasts on screen, newest first. Does not wait. */
  async texts(): Promise<string[]> {
    return this.toasts.locator('.notification-list-item-message').allInnerTexts();
  }

  private get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }
}

export class Notification {
  constructor(private readonly toast: Locator) {}

  async text(): Promise<string> {
    return this.toast.locator('.notification-list-item-message').innerText();
  }

  async buttons(): Promise<string[]> {
    return this.toast.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
  }

  async click(button: string): Promise<void> {
    await this.toast.locator('.notification-list-item-buttons-container').getByRole('button', { name: button, exact: true }).click();
  }

  async gone(): Promise<void> {
    await this.toast.waitFor({ state: 'detached' });
  }

  async close(): Promise<void> {
    await this.toast.hover();
    await this.toast.locator('.codicon-notifications-clear').click();
    await this.gone();
  }
}
