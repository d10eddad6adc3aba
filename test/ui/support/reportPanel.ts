import type { ConsoleMessage, Frame, FrameLocator, Page } from 'playwright-core';
import axe from 'axe-core';

export interface ConsoleRecord {
  readonly messages: readonly ConsoleMessage[];
  readonly errors: readonly Error[];
}

export interface Violation {
  readonly rule: string;
  readonly help: string;
  readonly targets: readonly string[];
}

/** Where the content of a webview and what it loads come from; everything else on the window's console is VS Code's own. */
const OF_A_WEBVIEW = /\/webview\/browser\/pre\/|vscode-resource\.vscode-cdn\.net/;

/** A webview in the editor area. Its content is two frames deep: VS Code's own frame with the messaging, and in it the extension's. */
export class ReportPanel {
  private constructor(
    private readonly page: Page,
    private readonly console: ConsoleRecord,
    /** The extension's document, to find things in. */
    readonly content: FrameLocator,
  ) {}

  static async inFront(page: Page, console: ConsoleRecord): Promise<ReportPanel> {
    const outer = page.locator('iframe.webview.ready:visible').last();
    await outer.waitFor();
    const panel = new ReportPanel(page, console, outer.contentFrame().frameLocator('#active-frame'));
    await panel.content.locator('body').waitFor();
    return panel;
  }

  /** Errors that webviews of this window have put on the console or thrown, the browser's about their CSP included. */
  consoleErrors(): string[] {
    return [
      ...this.console.messages
        .filter((message) => message.type() === 'error' && OF_A_WEBVIEW.test(message.location().url))
        .map((message) => `${message.text()} (${message.location().url})`),
      ...this.console.errors.filter((error) => OF_A_WEBVIEW.test(error.stack ?? '')).map((error) => String(error)),
    ];
  }

  /** Violations of the accessibility rules WCAG 2.2 A and AA and of axe-core's best practices. */
  async accessibilityViolations(): Promise<Violation[]> {
    const frame = await this.frame();
    // Through the debugger, where the document's CSP does not apply.
    await frame.evaluate(axe.source);
    // All rules run, but results are only collected for violations.
    const { violations } = await frame.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
    );
    return violations.map(({ id, help, nodes }) => ({
      rule: id,
      help,
      targets: nodes.map((node) => node.target.join(' ')),
    }));
  }

  /** The extension's frame, for what a locator cannot do. */
  async frame(): Promise<Frame> {
    const element = await this.content.owner().elementHandle();
    const frame = await element?.contentFrame();
    if (!frame) {
      throw new Error('The webview has no content.');
    }
    return frame;
  }

  /** All text that the panel shows. */
  async text(): Promise<string> {
    return this.content.locator('body').innerText();
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }
}
