/**
 * Opens one tab of each thing. What is asked for once more while its tab is being opened, or brought back after a reload, waits for that tab: it
 * is found only when its script is loaded.
 */
export class OpenTabs<T> {
  readonly #find: (id: string) => T | undefined;
  readonly #opening = new Map<string, Promise<void>>();

  /** @param find the tab of a thing, once it is open */
  constructor(find: (id: string) => T | undefined) {
    this.#find = find;
  }

  /**
   * @param open opens the tab, and is not called where there is one
   * @returns the tab that was there; `undefined` if it was opened
   * @throws what `open` throws
   */
  async once(id: string, open: () => Promise<void>): Promise<T | undefined> {
    // Without an await where nothing is being opened: the second of two calls in one turn would open it once more.
    for (let other = this.#opening.get(id); other !== undefined; other = this.#opening.get(id)) {
      await other.catch(() => undefined);
    }
    const found = this.#find(id);
    if (found !== undefined) {
      return found;
    }
    const opening = open().finally(() => this.#opening.delete(id));
    this.#opening.set(id, opening);
    await opening;
    return undefined;
  }
}
