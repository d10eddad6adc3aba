import type * as vscode from 'vscode';
import { type Disposable, Emitter } from '../../base/emitter.js';

/** Names that somebody has chosen, such as function names of reports, each once. What is stored and is no name is left out. */
export class StoredNames implements Disposable {
  readonly #memento: vscode.Memento;
  readonly #key: string;
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento, key: string) {
    this.#memento = memento;
    this.#key = key;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get all(): readonly string[] {
    const stored = this.#memento.get<unknown>(this.#key);
    return Array.isArray(stored) ? [...new Set(stored.filter((name) => typeof name === 'string'))] : [];
  }

  has(name: string): boolean {
    return this.all.includes(name);
  }

  async set(name: string, isChosen: boolean): Promise<void> {
    const others = this.all.filter((other) => other !== name);
    await this.setAll(isChosen ? [...others, name] : others);
  }

  async setAll(names: readonly string[]): Promise<void> {
    await this.#memento.update(this.#key, names);
    this.#changed.fire();
  }
}
