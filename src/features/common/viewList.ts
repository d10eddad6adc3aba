import type { SavedViews, ViewsChange } from '../../services/views/savedViews.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import type { PlacedView } from '../../shared/views/savedView.js';

interface OpenViews extends Disposable {
  readonly views: SavedViews;
}

/** The saved views, read when somebody first asks for one: a start of VS Code needs none. */
export class ViewList implements Disposable {
  readonly #open: () => Promise<OpenViews>;
  readonly #changed = new Emitter<ViewsChange>();
  #opening: Promise<OpenViews> | undefined;
  #views: SavedViews | undefined;

  /** Also once they are read. */
  readonly onDidChange = this.#changed.event;

  constructor(open: () => Promise<OpenViews>) {
    this.#open = open;
  }

  dispose(): void {
    void this.#opening?.then((open) => open.dispose());
    this.#changed.dispose();
  }

  /** The views of a report that are known by now; {@link onDidChange} tells when there are more. */
  of(report: string): readonly PlacedView[] {
    void this.load().catch(() => undefined);
    return this.#views?.all.filter(({ view }) => view.report === report) ?? [];
  }

  /** All of them, read. What cannot be read is logged. */
  async load(): Promise<SavedViews> {
    return (await (this.#opening ??= this.#openOnce())).views;
  }

  async #openOnce(): Promise<OpenViews> {
    const open = await this.#open();
    const { views } = open;
    views.onDidChange((change) => this.#changed.fire(change));
    await views.load();
    this.#views = views;
    if (views.all.length > 0) {
      this.#changed.fire({});
    }
    return open;
  }
}
