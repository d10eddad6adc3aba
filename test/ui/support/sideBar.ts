import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu.js';
import { until, WAIT_MS } from './until.js';

/** The tree in the side bar. Several trees at once are told apart by their view's title. */
export class SideBar {
  constructor(private readonly page: Page) {}

  view(title?: string): Tree {
    const panes = this.page.locator('.sidebar .pane');
    const wanted =
      title === undefined ? panes : panes.filter({ has: this.page.locator('.pane-header').getByText(title) });
    return new Tree(this.page, wanted.first());
  }

  /** Drags its edge until it is as wide as this. */
  async resize(width: number): Promise<void> {
    const box = await this.page.locator('.sidebar').boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
    await until(async () => assert.equal((await this.page.locator('.sidebar').boundingBox())?.width, width));
  }
}

/** What a row says, on screen and to a screen reader. */
export interface TreeRow {
  readonly level: number;
  readonly label: string;
  readonly description: string;
  readonly spoken: string;
  /** Pixels of the label that the row has no room for. */
  readonly cut: number;
}

/** In the page: the rows on screen by their index. A function of its own, as it is sent there as text. */
function readRows(rows: readonly Element[]): [number, TreeRow][] {
  return rows.map((row) => {
    const name = row.querySelector('.label-name');
    const room = row.querySelector('.monaco-tl-contents')?.getBoundingClientRect().right ?? 0;
    return [
      Number((row as HTMLElement).dataset['index']),
      {
        level: Number(row.getAttribute('aria-level')),
        label: name?.textContent ?? '',
        description: row.querySelector('.label-description')?.textContent ?? '',
        spoken: row.getAttribute('aria-label') ?? '',
        cut: Math.max(0, Math.ceil((name?.getBoundingClientRect().right ?? 0) - room)),
      },
    ];
  });
}

/** VS Code scrolls a list by 50 px for a step of the wheel, of which the browser says that it is 120 units. */
const WHEEL_UNITS_PER_PIXEL = 120 / 50;

/**
 * In the page: one turn of the wheel, by as many screens as are given. Playwright's turn is one step, however far it is told to go: a tree
 * of 10,000 px takes 200 of them.
 */
function turnWheel(rows: Element, [screens, unitsPerPixel]: readonly [number, number]): void {
  const deltaY = screens * (rows.parentElement?.clientHeight ?? 0) * unitsPerPixel;
  // The older name for it, with the other sign, is what VS Code reads.
  const turn = { deltaY, wheelDeltaY: -deltaY, bubbles: true, cancelable: true };
  rows.dispatchEvent(new WheelEvent('wheel', turn));
}

/** In the page: asks for the menu of a row, as the right button of the mouse does. */
function askForMenu(row: Element): void {
  const { x, y } = row.getBoundingClientRect();
  const at = { clientX: x + 40, clientY: y + 5 };
  row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2, ...at }));
}

export class Tree {
  constructor(
    private readonly page: Page,
    private readonly pane: Locator,
  ) {}

  /** Expands every item of the path except the last, and returns that one, scrolled into view. */
  async reveal(...labels: string[]): Promise<TreeItem> {
    let item: TreeItem | undefined;
    // An item is known by its place. A tree that is drawn anew after it was found, as when it is filtered, has another item there.
    await until(async (patience) => {
      item = await this.revealOnce(labels, patience);
    });
    if (!item) {
      throw new Error('A path into a tree has at least one label.');
    }
    return item;
  }

  private async revealOnce(labels: readonly string[], patience: number): Promise<TreeItem | undefined> {
    let parent = -1;
    let item: TreeItem | undefined;
    for (const [depth, label] of labels.entries()) {
      if (item) {
        await item.expandOnce(patience);
        parent = await item.index(patience);
      }
      item = await this.find(label, depth + 1, parent);
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

  /** What the rows on screen say and have no room for. */
  async cutOff(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows
      .locator('.monaco-icon-label-container')
      .evaluateAll((all) =>
        all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((one) => one.textContent ?? ''),
      );
  }

  /** Every row, from top to bottom: the tree is scrolled through once. */
  async allRows(): Promise<TreeRow[]> {
    await this.rows.first().waitFor();
    const seen = new Map<number, TreeRow>();
    while (await this.scrollPage(-1)) {
      // Up to the first row.
    }
    do {
      for (const [index, row] of await this.rows.evaluateAll(readRows)) {
        seen.set(index, row);
      }
    } while (await this.scrollPage(1));
    return [...seen].sort(([one], [other]) => one - other).map(([, row]) => row);
  }

  /** The pane of the view itself: its title, its buttons, its welcome. */
  get root(): Locator {
    return this.pane;
  }

  /** A button of the welcome that an empty view shows. */
  welcomeButton(name: string): Locator {
    return this.pane.locator('.welcome-view-content').getByRole('button', { name, exact: true });
  }

  /** Resolves when this is the message above the items, or in the welcome text where there are none. */
  async says(text: RegExp): Promise<void> {
    await this.pane
      .locator('.message:visible, .welcome-view-content:visible')
      .filter({ hasText: text })
      .first()
      .waitFor();
  }

  /** Resolves when no row on screen has this label. */
  async without(label: string): Promise<void> {
    await this.rows
      .filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) })
      .first()
      .waitFor({ state: 'detached' });
  }

  /**
   * Only the rows on screen exist, so the tree is scrolled until the row turns up. The same label can stand under several
   * parents: the row is the first of its level after the parent. A label that the tree shortens is found by what a screen reader says.
   */
  private async find(label: string, level: number, after: number): Promise<TreeItem> {
    const deadline = Date.now() + WAIT_MS;
    await this.rows.first().waitFor();
    for (let direction = (await this.firstIndex()) > after ? -1 : 1; Date.now() < deadline;) {
      const index = await this.rows.evaluateAll(
        (all, wanted) =>
          all
            .filter((row) => row.getAttribute('aria-level') === String(wanted.level))
            .filter(
              (row) =>
                row.querySelector('.label-name')?.textContent === wanted.label ||
                row.getAttribute('aria-label')?.startsWith(`${wanted.label}, `) === true,
            )
            .map((row) => Number((row as HTMLElement).dataset['index']))
            .filter((position) => position > wanted.after)
            .sort((a, b) => a - b)[0],
        { label, level, after },
      );
      if (index !== undefined) {
        const row = this.pane.locator(`.monaco-list-row[data-index="${index}"][aria-level="${level}"]`);
        const named = row.filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) });
        const spoken = this.pane.locator(`[aria-label^=${JSON.stringify(`${label}, `)}]`);
        return new TreeItem(named.or(row.and(spoken)));
      }
      const before = await this.firstIndex();
      await this.scroll(direction * 0.8);
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      direction = (await this.firstIndex()) === before ? -direction : direction;
    }
    throw new Error(
      `The tree has no item “${label}” on level ${level}. On screen: ${(await this.labels()).join(' | ')}`,
    );
  }

  /** Scrolls by most of what is on screen, and returns whether there was more to see. */
  private async scrollPage(direction: -1 | 1): Promise<boolean> {
    const before = await this.scrollPosition();
    if (direction < 0 ? before.top <= 0 : before.top + before.onScreen >= before.height) {
      return false;
    }
    // A turn of the wheel can be lost while VS Code draws the tree anew.
    await until(async () => {
      await this.scroll(direction * 0.8);
      await this.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
      assert.notEqual((await this.scrollPosition()).top, before.top);
    });
    return true;
  }

  /** @param screens so many times what is on screen; down where it is positive */
  private async scroll(screens: number): Promise<void> {
    await this.listRows.evaluate(turnWheel, [screens, WHEEL_UNITS_PER_PIXEL] as const);
  }

  /** Pixels of the list: above the screen, on it, and in all. */
  private async scrollPosition(): Promise<{ top: number; onScreen: number; height: number }> {
    return this.listRows.evaluate((rows) => ({
      top: -(parseFloat((rows as HTMLElement).style.top) || 0),
      onScreen: rows.parentElement?.clientHeight ?? 0,
      height: (rows as HTMLElement).offsetHeight,
    }));
  }

  private async firstIndex(): Promise<number> {
    return this.rows.evaluateAll((all) => Math.min(...all.map((row) => Number((row as HTMLElement).dataset['index']))));
  }

  /** What holds the rows, as high as all of them. */
  private get listRows(): Locator {
    return this.pane.locator('.monaco-list-rows').first();
  }

  private get rows(): Locator {
    return this.pane.locator('.monaco-list-row[role=treeitem]');
  }
}

export class TreeItem {
  constructor(readonly row: Locator) {}

  /** @param patience milliseconds to wait for the item to be at its place */
  async index(patience = WAIT_MS): Promise<number> {
    return Number(await this.row.getAttribute('data-index', { timeout: patience }));
  }

  async expand(): Promise<void> {
    // A tree that is redrawn at that moment, because there is news of the tenant, forgets the click.
    await until((patience) => this.expandOnce(patience));
  }

  /** @param patience milliseconds to wait for one thing; what is thrown after them can be tried again */
  async expandOnce(patience: number): Promise<void> {
    const at = { timeout: patience };
    if ((await this.row.getAttribute('aria-expanded', at)) === 'false') {
      await this.twistie.dispatchEvent('click', undefined, at);
    }
    await this.row.and(this.row.page().locator('[aria-expanded="true"]')).waitFor(at);
    const [index, level] = [await this.index(patience), Number(await this.row.getAttribute('aria-level', at))];
    const sameOrHigher = this.row.locator('..').locator(`[data-index="${index + 1}"]:not([aria-level="${level + 1}"])`);
    try {
      await sameOrHigher.waitFor({ state: 'detached', ...at });
    } catch (error) {
      // An item that was opened while VS Code drew the tree anew can stay open and empty, until it is closed and opened again. What is still
      // open at the next attempt would be taken for opened again, and closed by this.
      if ((await this.row.getAttribute('aria-expanded', at)) === 'true') {
        await this.twistie.dispatchEvent('click', undefined, at);
        await this.row.and(this.row.page().locator('[aria-expanded="false"]')).waitFor(at);
      }
      throw error;
    }
  }

  private get twistie(): Locator {
    return this.row.locator('.monaco-tl-twistie');
  }

  /** A single event: a mouse click would be lost if the row were redrawn between pressing and releasing. */
  async click(): Promise<void> {
    await this.row.locator('.label-name').dispatchEvent('click');
  }

  /** Resolves when the gray text after the label is this, or contains it. */
  async described(text: string | RegExp): Promise<void> {
    await this.row.filter({ has: this.row.page().locator('.label-description').filter({ hasText: text }) }).waitFor();
  }

  /** Resolves when a screen reader says this of the item. */
  async spoken(name: RegExp): Promise<void> {
    await this.row.and(this.row.page().getByRole('treeitem', { name })).waitFor();
  }

  /** The gray text after the label. */
  async description(): Promise<string> {
    return (await this.row.locator('.label-description').allInnerTexts()).join(' ');
  }

  /** What a screen reader says of the item. */
  async accessibleName(): Promise<string> {
    return (await this.row.getAttribute('aria-label')) ?? '';
  }

  /** Runs an entry of the item's context menu. */
  async menu(name: string): Promise<void> {
    const menu = new ContextMenu(this.row.page());
    // A tooltip that was up when the tree was drawn anew stays, over the item: no pointer gets through to it.
    await menu.open((patience) => this.row.evaluate(askForMenu, undefined, { timeout: patience }));
    await menu.choose(name);
  }

  /** Runs an inline action of the item by its tooltip. */
  async action(name: string): Promise<void> {
    // Shown only under the pointer.
    await this.row.getByRole('button', { name, exact: true, includeHidden: true }).dispatchEvent('click');
  }
}
