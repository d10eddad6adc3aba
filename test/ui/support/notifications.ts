import type { Locator, Page } from 'playwright-core';
import { until } from './until.js';

/** VS Code's notifications: toasts at the bottom right, or the list behind the bell. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** The notification that contains this text, once it is there. */
  async find(text: string | RegExp): Promise<Notification> {
    const notification = new Notification(
      this.page,
      this.shown.filter({ has: this.page.locator('.notification-list-item-message').getByText(text) }).first(),
    );
    await notification.shown();
    return notification;
  }

  /** Texts of all that is on screen, newest first. Does not wait. */
  async texts(): Promise<string[]> {
    return this.shown.locator('.notification-list-item-message').allInnerTexts();
  }

  private get shown(): Locator {
    return this.page.locator(
      '.notifications-toasts .notification-list-item, .notifications-center .notification-list-item',
    );
  }
}

/**
 * One notification, wherever it is at the moment. Toasts move to the list behind the bell after a while, and each new one moves the
 * others, so actions go to the element and not to a position.
 */
export class Notification {
  constructor(
    private readonly page: Page,
    private readonly item: Locator,
  ) {}

  /**
   * Resolves when it is on screen. VS Code shows no third toast within 800 ms, to keep spam away: such a notification is only in the list,
   * which is opened for it.
   */
  async shown(): Promise<void> {
    const unseen = this.page.locator('.statusbar .codicon-bell-dot');
    await until(async (patience) => {
      await this.item.or(unseen).first().waitFor({ timeout: patience });
      if (!(await this.item.isVisible())) {
        await unseen.dispatchEvent('click', undefined, { timeout: patience });
        await this.item.waitFor({ timeout: patience });
      }
    });
  }

  async text(): Promise<string> {
    await this.shown();
    return this.item.locator('.notification-list-item-message').innerText();
  }

  async buttons(): Promise<string[]> {
    await this.shown();
    return this.item.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
  }

  async click(button: string): Promise<void> {
    await this.press(
      this.item.locator('.notification-list-item-buttons-container').getByRole('button', { name: button, exact: true }),
    );
  }

  /** Follows a link in its text. */
  async follow(link: string): Promise<void> {
    await this.press(this.item.locator('.notification-list-item-message a').filter({ hasText: link }));
  }

  async gone(): Promise<void> {
    await this.item.waitFor({ state: 'detached' });
  }

  async close(): Promise<void> {
    // Shown only under the pointer.
    await this.press(this.item.locator('.codicon-notifications-clear'));
    await this.gone();
  }

  private async press(part: Locator): Promise<void> {
    await until(async (patience) => {
      await this.shown();
      await part.dispatchEvent('click', undefined, { timeout: patience });
    });
  }
}
