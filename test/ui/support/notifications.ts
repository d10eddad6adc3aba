import type { Locator, Page } from 'playwright-core';

/** What VS Code says at the bottom right: as a toast, or in the list behind the bell. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /**
   * The notification that contains this text, once it is there. VS Code shows no third toast within 800 ms, to keep spam away: such a
   * notification is only in the list, which is opened for it.
   */
  async find(text: string | RegExp): Promise<Notification> {
    const wanted = this.shown.filter({ has: this.page.locator('.notification-list-item-message').getByText(text) }).first();
    const unseen = this.page.locator('.statusbar .codicon-bell-dot');
    await wanted.or(unseen).first().waitFor();
    if (!(await wanted.isVisible())) {
      await unseen.click();
    }
    await wanted.waitFor();
    return new Notification(wanted);
  }

  /** Texts of all that is on screen, newest first. Does not wait. */
  async texts(): Promise<string[]> {
    return this.shown.locator('.notification-list-item-message').allInnerTexts();
  }

  private get shown(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item, .notifications-center .notification-list-item');
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

  /** The button is shown only under the pointer, and another toast that comes meanwhile moves this one away from there. */
  async close(): Promise<void> {
    await this.toast.locator('.codicon-notifications-clear').dispatchEvent('click');
    await this.gone();
  }
}
