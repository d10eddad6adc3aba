/**
 * Somebody is selecting: from the press of a button or of a key until it is released, and with keys until Shift and Ctrl are released as well.
 * What is selected meanwhile is on its way to what is meant.
 */
export class SelectionGesture {
  #ended: AbortController | undefined;

  /** @param end called when everything is released */
  constructor(private readonly end: () => void) {}

  get isRunning(): boolean {
    return this.#ended !== undefined;
  }

  /** A button or a key that is down has selected something. */
  begin(): void {
    if (this.#ended !== undefined) {
      return;
    }
    const ended = new AbortController();
    const { signal } = ended;
    this.#ended = ended;
    const release = () => {
      ended.abort();
      this.#ended = undefined;
      this.end();
    };
    const keyUp = ({ shiftKey, ctrlKey, metaKey }: KeyboardEvent) => {
      if (!shiftKey && !ctrlKey && !metaKey) {
        release();
      }
    };
    window.addEventListener('mouseup', release, { signal });
    window.addEventListener('keyup', keyUp, { signal });
    // Keys that are released elsewhere are not heard of.
    window.addEventListener('blur', release, { signal });
  }
}
