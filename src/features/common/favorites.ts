import type * as vscode from 'vscode';
import { type Disposable, Emitter } from '../../base/emitter.js';

const FAVORITES_KEY = 'usageReports.favourites';

/** The favorite reports, by function name: the same for every tenant and window. */
export class Favorites implements Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get all(): readonly string[] {
    const stored = this.#memento.get<unknown>(FAVORITES_KEY);
    return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : [];
  }

  has(report: string): boolean {
    return this.all.includes(report);
  }

  async set(report: string, isFavorite: boolean): Promise<void> {
    const others = this.all.filter((name) => name !== report);
    await this.#memento.update(FAVORITES_KEY, isFavorite ? [...others, report] : others);
    this.#changed.fire();
  }
}
