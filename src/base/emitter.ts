/** Where a listener is taken off again; the same shape as VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** The same shape as VS Code's event, so that a surface can hand it on, without the rooms below having to import `vscode`. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
