import { isStale } from './isStale.js';
import type { PanelModel } from './panelModel.js';

/** What draws the parts of the page that most reports do not have. */
const scripts = {
  history: () => import('./history/historyLine.js'),
  sources: () => import('./sources/sourcesLine.js'),
  overTime: () => import('./overTime/tableOverTime.js'),
  savedView: () => import('./savedViewLine.js'),
  stale: () => import('./staleNotice.js'),
};

type Part = keyof typeof scripts;
type Loaded = { readonly [P in Part]?: Awaited<ReturnType<(typeof scripts)[P]>> };

/** The parts of the page that most reports do not have: each loads with the first report that has it. */
export class ExtraParts {
  #loaded: Loaded = {};

  get loaded(): Loaded {
    return this.#loaded;
  }

  /** @returns what to wait for before the model is shown, so that everything appears in its place; `undefined` if all of it is there */
  load(model: PanelModel): Promise<unknown> | undefined {
    const missing = partsOf(model).filter((part) => this.#loaded[part] === undefined);
    return missing.length === 0 ? undefined : Promise.all(missing.map((part) => this.#load(part)));
  }

  async #load(part: Part): Promise<void> {
    const script = await scripts[part]();
    this.#loaded = { ...this.#loaded, [part]: script };
  }
}

function partsOf({ summary, shownView }: PanelModel): readonly Part[] {
  return [
    ...(summary?.history === undefined ? [] : (['history'] as const)),
    ...(summary?.sources === undefined ? [] : (['sources'] as const)),
    ...(summary?.overTime === undefined ? [] : (['overTime'] as const)),
    ...(summary === undefined || !isStale(summary) ? [] : (['stale'] as const)),
    ...(shownView === undefined ? [] : (['savedView'] as const)),
  ];
}
