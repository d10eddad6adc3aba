import type { Locator, Page } from 'playwright-core';

/** The tree in the side bar. Several trees at once are told apart by their view's title. */
export class SideBar {
  constructor(private readonly page: Page) {}

  view(title?: string): Tree {
    const panes = this.page.locator('.sidebar .pane');
    const wanted = title === undefined ? panes : panes.filter({ has: this.page.locator('.pane-header').getByText(title) });
    return new Tree(this.page, wanted.first());
  }

  /** Runs an action of the view's title bar by its tooltip, e.g. `Refresh`. */
  async titleAction(name: string): Promise<void> {
    await this.page.locator('.sidebar').hover();
    await this.page.locator('.sidebar').getByRole('button', { name, exact: true }).first().click();
  }
}

export class Tree {
  constructor(
    private readonly page: Page,
    private readonly pane: Locator,
  ) {}

  /** Opens every item of the path but the last, and gives that one, scrolled into view. */
  async reveal(...labels: string[]): Promise<TreeItem> {
    let parent = -1;
    let item: TreeItem | undefined;
    for (const [depth, label] of labels.entries()) {
      if (item) {
        await item.expand();
        parent = await item.index();
      }
      item = await this.find(label, depth + 1, parent);
    }
    if (!item) {
      throw new Error('A path into a tree has at least one label.');
    }
    return item;
  }

  /** Labels of the rows on screen, from top to bottom. Waits until there is one. */
  async labels(): Promise<string[]> {
    await this.rows.first().waitFor();
    const rows = await this.rows.evaluateAll((all) =>
      all.map((row) => ({
        index: Number((row as HTMLElement).dataset['index']),
        label: row.querySelector('.label-name')?.textContent ?? '',
      })),
    );
    return rows.sort((a, b) => a.index - b.index).map(({ label }) => label);
  }

  /** The pane of the view itself: its title, its buttons, its welcome. */
  get root(): Locator {
    return this.pane;
  }

  /** A button of the welcome that an empty view shows. */
  welcomeButton(name: string): Locator {
    return this.pane.locator('.welcome-view-content').getByRole('button', { name, exact: true });
  }

  /** The message above the items, or the welcome text where there are none. */
  async message(): Promise<string> {
    return this.pane.locator('.message:visible, .welcome-view-content:visible').first().innerText();
  }

  /**
   * Only the rows on screen exist, so the tree is scrolled until the row turns up. The same label can stand under several
   * parents: the row is the first of its level after the parent.
   */
  private async find(label: string, level: number, after: number): Promise<TreeItem> {
    const deadline = Date.now() + 20_000;
    await this.rows.first().waitFor();
    for (let direction = 1; Date.now() < deadline; ) {
      const index = await this.rows.evaluateAll(
        (all, wanted) =>
          all
            .filter((row) => row.getAttribute('aria-level') === String(wanted.level))
            .filter((row) => row.querySelector('.label-name')?.textContent === wanted.label)
            .map((row) => Number((row as HTMLElement).dataset['index']))
            .filter((position) => position > wanted.after)
            .sort((a, b) => a - b)[0],
        { label, level, after },
      );
      if (index !== undefined) {
        return new TreeItem(this.pane.locator(`.monaco-list-row[data-index="${index}"]`));
      }
      const before = await this.firstIndex();
      await this.pane.locator('.monaco-list').hover();
      await this.page.mouse.wheel(0, direction * 150);
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      direction = (await this.firstIndex()) === before ? -direction : direction;
    }
    throw new Error(`The tree has no item “${label}” on level ${level}. On screen: ${(await this.labels()).join(' | ')}`);
  }

  private async firstIndex(): Promise<number> {
    return this.rows.evaluateAll((all) => Math.min(...all.map((row) => Number((row as HTMLElement).dataset['index']))));
  }

  private get rows(): Locator {
    return this.pane.locator('.monaco-list-row[role=treeitem]');
  }
}

export class TreeItem {
  constructor(readonly row: Locator) {}

  async index(): Promise<number> {
    return Number(await this.row.getAttribute('data-index'));
  }

  async expand(): Promise<void> {
    const expanded = this.row.and(this.row.page().locator('[aria-expanded="true"]'));
    for (let attempt = 1; (await this.row.getAttribute('aria-expanded')) === 'false'; attempt++) {
      await this.row.locator('.monaco-tl-twistie').click();
      try {
        await expanded.waitFor({ timeout: 5_000 });
      } catch (error) {
        // A tree that is redrawn at that moment, because there is news of the tenant, forgets the click.
        if (attempt === 3) {
          throw error;
        }
      }
    }
  }

  async click(): Promise<void> {
    await this.row.locator('.label-name').click();
  }

  /** The grey text after the label. */
  async description(): Promise<string> {
    return (await this.row.locator('.label-description').allInnerTexts()).join(' ');
  }

  /** What a screen reader says of the item. */
  async accessibleName(): Promise<string> {
    return (await this.row.getAttribute('aria-label')) ?? '';
  }

  /** Runs an entry of the item's context menu. */
  async menu(name: string): Promise<void> {
    const page = this.row.page();
    // A tooltip that was up when the tree was drawn anew stays, over the item: no pointer gets through to it.
    const box = await this.row.boundingBox();
    await this.row.dispatchEvent('contextmenu', { bubbles: true, button: 2, clientX: (box?.x ?? 0) + 40, clientY: (box?.y ?? 0) + 5 });
    const entry = page.locator('.context-view').getByRole('menuitem', { name, exact: true });
    // A menu takes no click in its first moments, but it does take keys.
    await entry.hover();
    await page.keyboard.press('Enter');
    await entry.waitFor({ state: 'detached' });
  }

  /** Runs an inline action of the item by its tooltip. */
  async action(name: string): Promise<void> {
    await this.row.hover();
    await this.row.getByRole('button', { name, exact: true }).click();
  }
}
