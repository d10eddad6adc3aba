import type * as vscode from 'vscode';
import { type Disposable, Emitter } from '../../base/emitter.js';
import type { OverviewLayout } from '../../shared/pages/overview.js';
import type { Favorites } from '../common/favorites.js';
import { StoredNames } from '../common/storedNames.js';

const HIDDEN_KEY = 'usageReports.overview.hidden';
const RETIRED_OPEN_KEY = 'usageReports.overview.retiredOpen';

/** How the overview's cards are arranged: the same for every tenant and window. Favorites come first. */
export class CardLayout implements Disposable {
  readonly #memento: vscode.Memento;
  readonly #favorites: Favorites;
  readonly #hidden: StoredNames;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: readonly Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento, favorites: Favorites) {
    this.#memento = memento;
    this.#favorites = favorites;
    this.#hidden = new StoredNames(memento, HIDDEN_KEY);
    this.#subscriptions = [favorites, this.#hidden].map((names) => names.onDidChange(() => this.#changed.fire()));
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#hidden.dispose();
    this.#changed.dispose();
  }

  get current(): OverviewLayout {
    return { favorites: [...this.#favorites.all], hidden: [...this.#hidden.all], retiredOpen: this.#retiredOpen };
  }

  async setFavorite(report: string, isFavorite: boolean): Promise<void> {
    await this.#favorites.set(report, isFavorite);
  }

  async setHidden(report: string, isHidden: boolean): Promise<void> {
    await this.#hidden.set(report, isHidden);
  }

  /** Remembered for the next overview: those that are open already stay as they are. */
  async setRetiredOpen(isOpen: boolean): Promise<void> {
    await this.#memento.update(RETIRED_OPEN_KEY, isOpen);
  }

  get #retiredOpen(): boolean {
    return this.#memento.get<unknown>(RETIRED_OPEN_KEY) === true;
  }
}
