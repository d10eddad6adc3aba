import type { Disposable } from '../../base/emitter.js';

interface Entry<T> {
  readonly opened: Promise<T>;
  /** Answers that are being made from it. */
  uses: number;
}

/**
 * Tables that are kept open between questions, as several are asked of the same one. Of more than a few, those that were used longest ago are
 * closed: they may be large.
 */
export class OpenedTables<T extends { readonly table: Disposable }> implements Disposable {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * @param key what the table is of
   * @param open called only where the table is not open; what it fails with, every use of the key fails with
   */
  async use<R>(key: string, open: () => Promise<T>, action: (opened: T) => Promise<R>): Promise<R> {
    const entry = this.#entries.get(key) ?? { opened: open(), uses: 0 };
    // What is used last is last in the map.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.uses++;
    try {
      return await action(await entry.opened);
    } finally {
      entry.uses--;
      this.#close(this.#most);
    }
  }

  dispose(): void {
    this.#close(0);
  }

  #close(most: number): void {
    for (const [key, { opened, uses }] of this.#entries) {
      if (this.#entries.size > most && uses === 0) {
        this.#entries.delete(key);
        opened.then(
          ({ table }) => table.dispose(),
          () => undefined,
        );
      }
    }
  }
}
