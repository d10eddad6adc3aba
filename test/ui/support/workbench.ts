import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { ConsoleMessage, Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu.js';
import { Dialog } from './dialog.js';
import type { MicrosoftAccounts } from './microsoftAccounts.js';
import { Notifications } from './notifications.js';
import { QuickInput } from './quickInput.js';
import { ReportPanel } from './reportPanel.js';
import { SideBar } from './sideBar.js';
import { clickUntil, until } from './until.js';

export interface WorkbenchParts {
  readonly workspaceFolder: string | undefined;
  readonly userDataFolder: string;
  readonly accounts: MicrosoftAccounts;
  /** Title of the extension in the activity bar. */
  readonly title: string | undefined;
  readonly screenshots: string;
  readonly serverLog: () => string;
  readonly openWindow: () => Promise<Workbench>;
  readonly close: () => Promise<void>;
}

/** A window of VS Code, as a user sees and drives it. Every method waits for what it needs; none waits for a fixed time. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly contextMenu: ContextMenu;
  readonly sideBar: SideBar;
  private readonly consoleMessages: ConsoleMessage[] = [];
  private readonly pageErrors: Error[] = [];

  constructor(
    readonly page: Page,
    private readonly parts: WorkbenchParts,
  ) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.contextMenu = new ContextMenu(page);
    this.sideBar = new SideBar(page);
    page.on('console', (message) => this.consoleMessages.push(message));
    page.on('pageerror', (error) => this.pageErrors.push(error));
  }

  /** The workspace's folder on disk. */
  get workspaceFolder(): string {
    if (this.parts.workspaceFolder === undefined) {
      throw new Error('This window has no folder open.');
    }
    return this.parts.workspaceFolder;
  }

  get userDataFolder(): string {
    return this.parts.userDataFolder;
  }

  get accounts(): MicrosoftAccounts {
    return this.parts.accounts;
  }

  /** Another window of the same user, with an extension host of its own. Closed together with this one. */
  async openAnotherWindow(): Promise<Workbench> {
    return this.parts.openWindow();
  }

  /** What the VS Code server has printed, for a test that failed. */
  get serverLog(): string {
    return this.parts.serverLog();
  }

  /**
   * Resolves when the window knows the extension: its commands are in the palette from then on. After a reload the activity bar
   * shows a remembered icon before that, so VS Code's own mark of its start is waited for, too.
   */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => performance.getEntriesByName('code/didLoadExtensions').length > 0);
    const extension = this.parts.title;
    await (
      extension ? this.activityBarItem(extension) : this.page.locator('.activitybar .action-item').first()
    ).waitFor();
  }

  /** Reloads the window by VS Code's own command, which lets everything be saved first; a reload of the page would not wait for it. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('domcontentloaded');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /** Runs a command by its whole title with category, e.g. `Usage Reports: Open Report…`. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.openPalette();
    await this.quickInput.type(`>${title}`);
    await this.quickInput.choose(title);
    await this.quickInput.waitForPaletteClosed();
  }

  /** Titles that the palette offers for what is typed into it. */
  async commandsFor(text: string): Promise<string[]> {
    await this.quickInput.openPalette();
    const titles = await this.quickInput.labelsFor(`>${text}`, { typed: '>Help: About', label: 'Help: About' });
    await this.quickInput.dismiss();
    return titles;
  }

  activityBarItem(title: string): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name: title, exact: true });
  }

  /** Shows a container of the activity bar, whether or not it is shown already, or about to be. */
  async openViewContainer(title: string): Promise<void> {
    const item = this.activityBarItem(title);
    await until(async (patience) => {
      if ((await item.getAttribute('aria-selected')) !== 'true') {
        await item.click({ timeout: patience });
      }
      await this.page.locator('.sidebar .composite.title').getByText(title).first().waitFor({ timeout: patience });
    });
  }

  editorTab(title: string): Locator {
    return this.page.locator('.editor .tabs-container .tab').filter({ hasText: title });
  }

  /** Brings a tab to the front. */
  async showTab(title: string): Promise<void> {
    const tab = this.editorTab(title);
    await clickUntil(tab, tab.and(this.page.locator('.active')));
  }

  /** Text of the status bar entries, left to right. */
  async statusBar(): Promise<string[]> {
    return this.page.locator('.statusbar .statusbar-item:visible').allInnerTexts();
  }

  /** The report panel in front. */
  async reportPanel(): Promise<ReportPanel> {
    return ReportPanel.inFront(this.page, { messages: this.consoleMessages, errors: this.pageErrors });
  }

  /** Saves a screenshot of the window in `out/screenshots/` and returns its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(this.parts.screenshots, { recursive: true });
    const file = path.join(this.parts.screenshots, `${name.replaceAll(/[^\w.-]+/g, '-')}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  close(): Promise<void> {
    return this.parts.close();
  }
}
