import type { Page } from 'playwright-core';

/** An event in the window. Times are in milliseconds since 1970. */
export interface Mark {
  /**
   * `click`: the browser received it. `script`: the panel's script has put its element into the page. `report`: the facts about a report are
   * on the page, but no rows. `rows`: the first row is there with its data, and its frame is painted.
   */
  readonly kind: 'click' | 'script' | 'report' | 'rows';
  readonly at: number;
  /** For `rows`: the row count if the table shows it, and the text of the first row. */
  readonly rowCount?: number;
  readonly text?: string;
}

type Report = (mark: Mark) => void;

/** Times events in a window of VS Code and its webviews, from within their documents. */
export class ScreenClock {
  readonly #marks: Mark[] = [];
  #notify: () => void = () => undefined;

  /** Starts. Webviews that are already open are not seen. */
  static async start(page: Page): Promise<ScreenClock> {
    const clock = new ScreenClock();
    await page.exposeFunction('benchReport', (mark: Mark) => {
      clock.#marks.push(mark);
      clock.#notify();
    });
    await page.evaluate(watchClicks);
    await page.addInitScript(watchWebview);
    return clock;
  }

  forget(): void {
    this.#marks.length = 0;
  }

  marks(): readonly Mark[] {
    return [...this.#marks];
  }

  /** Waits for the first mark that matches. */
  async first(matches: (mark: Mark) => boolean): Promise<Mark> {
    const limit = Date.now() + 30_000;
    for (;;) {
      const found = this.#marks.find(matches);
      if (found) {
        return found;
      }
      if (Date.now() > limit) {
        throw new Error(`No mark matches. Marks so far: ${JSON.stringify(this.#marks)}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        this.#notify = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

/** Runs in the window itself. */
function watchClicks(): void {
  const report = (globalThis as unknown as { benchReport: Report }).benchReport;
  addEventListener('click', (event) => report({ kind: 'click', at: performance.timeOrigin + event.timeStamp }), true);
}

/** Runs in each frame before its own scripts. */
function watchWebview(): void {
  if (globalThis.top === globalThis.self) {
    return;
  }
  const report = (globalThis as unknown as { benchReport: Report }).benchReport;
  const now = () => performance.timeOrigin + performance.now();
  const seen = new Set<Mark['kind']>();
  let shown = '';

  const click = (event: Event) => report({ kind: 'click', at: performance.timeOrigin + event.timeStamp });

  const once = (kind: Mark['kind'], selector: string) => {
    if (!seen.has(kind) && document.querySelector(selector) !== null) {
      seen.add(kind);
      report({ kind, at: now() });
    }
  };

  /** VS Code fills a webview while it is hidden, and shows it when it has loaded. */
  const hidden = () => (globalThis.frameElement as HTMLElement | null)?.style.visibility === 'hidden';

  const afterNextFrame = (act: () => void) => {
    requestAnimationFrame(() => {
      if (hidden()) {
        afterNextFrame(act);
        return;
      }
      // A frame is painted right after its callbacks, before the next task.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = act;
      port2.postMessage(undefined);
    });
  };

  const look = () => {
    // Writing the page into the document removes listeners. A listener that is added twice is called once.
    document.addEventListener('click', click, true);
    once('script', 'report-app > *');
    const grid = document.querySelector('[role=grid]');
    const row = document.querySelector('[data-row="0"]:not(.pending)');
    const text = row?.textContent ?? '';
    const rowCount = Number(grid?.getAttribute('aria-rowcount') ?? Number.NaN) - 1;
    const formattedCell = `${rowCount}|${text}`;
    if (formattedCell === shown) {
      return;
    }
    shown = formattedCell;
    if (text !== '') {
      afterNextFrame(() => report({ kind: 'rows', at: now(), text, ...(Number.isNaN(rowCount) ? {} : { rowCount }) }));
    } else if (grid !== null) {
      report({ kind: 'report', at: now(), rowCount });
    }
  };

  const observer = new MutationObserver(look);
  let watched: Document | undefined;
  // The page is a second document of the same window, without any event for it. It is found long before it is shown.
  const timer = setInterval(() => {
    if (watched !== document) {
      if (watched !== undefined) {
        clearInterval(timer);
      }
      watched = document;
      observer.observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ['aria-rowcount', 'class', 'data-row'],
      });
      look();
    }
  }, 5);
}
