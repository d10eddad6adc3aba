import { type Disposable, Emitter } from '../../base/emitter.js';
import { goneView, invalidView } from '../../shared/views/invalidView.js';
import { isSameView, type PlacedKey, type PlacedView, type SavedView } from '../../shared/views/savedView.js';
import { hasView, readViews, withView } from '../../shared/views/viewsFile.js';
import type { ViewsSource } from './viewsSource.js';

export interface SavedViewsOptions {
  /** In the order in which their views are listed. */
  readonly sources: () => readonly ViewsSource[];
  /** Receives why some views of a place are not there, each time it is read; nothing where all are there. */
  readonly onRead: (place: string, problems: readonly unknown[]) => void;
}

/** The views are others than before. */
export interface ViewsChange {
  /** A view has another name, or is in another place, from now on. */
  readonly renamed?: { readonly from: PlacedKey; readonly to: PlacedKey };
}

/** All saved views, wherever they are kept. Others may write the same files: each change reads the file again. */
export class SavedViews implements Disposable {
  readonly #options: SavedViewsOptions;
  readonly #changed = new Emitter<ViewsChange>();
  #all: readonly PlacedView[] = [];
  /** The work before: one change at a time. */
  #last: Promise<unknown> = Promise.resolve();

  readonly onDidChange = this.#changed.event;

  constructor(options: SavedViewsOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** As they were read last. */
  get all(): readonly PlacedView[] {
    return this.#all;
  }

  find(key: PlacedKey): PlacedView | undefined {
    return this.#all.find(({ place, view }) => place === key.place && isSameView(view, key));
  }

  /** Reads all places. One that cannot be read has no views, and is told. */
  load(): Promise<void> {
    return this.#next(() => this.#read({}));
  }

  /**
   * Whether a place has a view of this name now: others write it, too, and perhaps one that isn't understood here.
   * @throws UsageReportsError `invalidRequest`; errors of the file system
   */
  async isTaken({ place, ...key }: PlacedKey): Promise<boolean> {
    await this.#last;
    return hasView(await this.#sourceOf(place).read(), key);
  }

  /**
   * Keeps a view in its place, instead of the one with its name.
   * @throws UsageReportsError `invalidRequest`; errors of the file system
   */
  save({ place, view }: PlacedView): Promise<void> {
    return this.#change(place, (text) => withView(text, view, view));
  }

  /** @throws UsageReportsError `invalidRequest` where another view of the report has the name; errors of the file system */
  rename(key: PlacedKey, name: string): Promise<void> {
    const view: SavedView = { ...this.#require(key).view, name };
    const renamed = { from: key, to: { ...key, name } };
    return this.#change(key.place, (text) => withView(text, key, view), { renamed });
  }

  /** @throws errors of the file system */
  remove(key: PlacedKey): Promise<void> {
    return this.#change(key.place, (text) => withView(text, key));
  }

  #require(key: PlacedKey): PlacedView {
    const found = this.find(key);
    if (found === undefined) {
      throw goneView(key.name);
    }
    return found;
  }

  #change(place: string, change: (text: string | undefined) => string, told: ViewsChange = {}): Promise<void> {
    return this.#next(async () => {
      const source = this.#sourceOf(place);
      await source.write(change(await source.read()));
      await this.#read(told);
    });
  }

  #sourceOf(place: string): ViewsSource {
    const source = this.#options.sources().find((one) => one.place === place);
    if (source === undefined) {
      throw invalidView('', { kind: 'folderClosed' }, 'The folder that the view is in is not open any more.');
    }
    return source;
  }

  async #read(told: ViewsChange): Promise<void> {
    const places = await Promise.all(this.#options.sources().map((source) => this.#viewsOf(source)));
    const before = JSON.stringify(this.#all);
    this.#all = places.flat();
    if (told.renamed !== undefined || before !== JSON.stringify(this.#all)) {
      this.#changed.fire(told);
    }
  }

  async #viewsOf(source: ViewsSource): Promise<readonly PlacedView[]> {
    const { place } = source;
    try {
      const text = await source.read();
      const { views, problems } = text === undefined ? { views: [], problems: [] } : readViews(text);
      this.#options.onRead(place, problems);
      return views.map((view) => ({ place, view }));
    } catch (error) {
      this.#options.onRead(place, [error]);
      return [];
    }
  }

  #next(work: () => Promise<void>): Promise<void> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}
