/** Has the shape of VS Code's `Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** Has the shape of VS Code's `Event`, so that lower folders need not import `vscode`. */
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
