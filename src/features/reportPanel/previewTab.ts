import { idOf } from '../../shared/refIds.js';
import type { ReportRef } from '../../shared/report.js';

/** VS Code tells a tree's second click as it tells the first. Two on the same item within this time are a double click. */
const DOUBLE_CLICK_MS = 500;

/** What the preview needs to know of a panel. */
export interface PreviewedPanel {
  readonly ref: ReportRef;
  close(): void;
}

export interface PreviewTabOptions {
  /** Which report was previewed before a reload, by {@link idOf}. */
  readonly stored: () => unknown;
  readonly store: (id: string | undefined) => void;
  /** Whether the user wants previews at all. */
  readonly isEnabled: () => boolean;
  readonly now: () => Date;
  /** Which panel is the preview, if any, has changed. */
  readonly changed: () => void;
}

/**
 * The one tab for reports that somebody only looks at, as VS Code has it for files: the next preview takes it over, unless it is kept. VS Code
 * gives extensions no preview of a webview, so a panel that takes over comes before the former one closes.
 */
export class PreviewTab<Panel extends PreviewedPanel> {
  readonly #options: PreviewTabOptions;
  #panel: Panel | undefined;
  #clicked: { readonly id: string; readonly at: number } | undefined;

  constructor(options: PreviewTabOptions) {
    this.#options = options;
  }

  get panel(): Panel | undefined {
    return this.#panel;
  }

  /** Whether a click on a report asks for a preview. The second of a double click asks for a tab that stays. */
  isAskedFor(ref: ReportRef): boolean {
    const click = { id: idOf(ref), at: this.#options.now().getTime() };
    const before = this.#clicked;
    const isSecond = before?.id === click.id && click.at - before.at <= DOUBLE_CLICK_MS;
    this.#clicked = isSecond ? undefined : click;
    return !isSecond && this.#options.isEnabled();
  }

  /** Whether a report was previewed before a reload. */
  wasPreviewed(ref: ReportRef): boolean {
    return this.#panel === undefined && this.#options.stored() === idOf(ref);
  }

  /** The panel is the preview from now on. The one before is closed. */
  replace(panel: Panel): void {
    const before = this.#panel;
    this.#panel = panel;
    before?.close();
    this.#options.store(idOf(panel.ref));
    this.#options.changed();
  }

  /** The panel stays, whether or not it was the preview. */
  keep(panel: Panel): void {
    if (this.#options.stored() === idOf(panel.ref)) {
      this.#options.store(undefined);
    }
    this.closed(panel);
  }

  /** The panel is gone. What is stored stays: VS Code closes all panels before a reload, too. */
  closed(panel: Panel): void {
    if (this.#panel === panel) {
      this.#panel = undefined;
      this.#options.changed();
    }
  }
}
