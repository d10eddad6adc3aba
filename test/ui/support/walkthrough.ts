import type { Locator, Page } from 'playwright-core';
import { until } from './until.js';

/** VS Code's page "Welcome" with one walkthrough open: its steps on the left, the image or page of the selected one on the right. */
export class Walkthrough {
  private readonly editor: Locator;

  constructor(page: Page) {
    this.editor = page.locator('.gettingStartedContainer .gettingStartedSlideDetails');
  }

  /** Resolves when a walkthrough with this title is open. */
  async waitFor(title: string): Promise<void> {
    await this.editor.locator('.category-title').getByText(title, { exact: true }).waitFor();
  }

  async titles(): Promise<string[]> {
    return this.editor.locator('.getting-started-step .step-title').allInnerTexts();
  }

  step(title: string): WalkthroughStep {
    return new WalkthroughStep(this.editor, title);
  }
}

export class WalkthroughStep {
  private readonly step: Locator;
  /** What is drawn beside the step. It is two frames deep, as every webview. */
  readonly media: Locator;

  constructor(
    private readonly editor: Locator,
    title: string,
  ) {
    this.step = editor
      .locator('.getting-started-step')
      .filter({ has: editor.page().locator('.step-title').getByText(title, { exact: true }) });
    this.media = editor
      .locator('.getting-started-media iframe.webview.ready')
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame()
      .locator('body');
  }

  /** Opens the step, unless it is open, and waits for what is drawn beside it. */
  async select(): Promise<void> {
    await until(async (patience) => {
      if (!(await this.isSelected())) {
        await this.step.locator('.step-title').click({ timeout: patience });
      }
      await this.selected(patience);
    });
  }

  async selected(timeout?: number): Promise<void> {
    await this.step.and(this.editor.locator('.expanded')).waitFor(timeout === undefined ? {} : { timeout });
  }

  async isSelected(): Promise<boolean> {
    return /\bexpanded\b/.test((await this.step.getAttribute('class')) ?? '');
  }

  async text(): Promise<string> {
    return this.step.locator('.step-description-container').innerText();
  }

  async buttons(): Promise<string[]> {
    return this.step.locator('.monaco-button').allInnerTexts();
  }

  async click(button: string): Promise<void> {
    await this.step.getByRole('button', { name: button, exact: true }).click();
  }

  /** Resolves when the step is ticked. */
  async done(): Promise<void> {
    await this.step.locator('.codicon.complete').first().waitFor();
  }

  async isDone(): Promise<boolean> {
    return (await this.step.locator('.codicon.complete').count()) > 0;
  }
}
