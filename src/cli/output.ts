/** The part of a stream of the process that is used. */
export interface OutputStream {
  write(text: string, done?: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Writes lines to a stream that may fail at any time: the reader of a pipe may have read enough (`… --json | head -1`), and the disk of a log
 * may be full. A collection is worth more than what is said about it, so it goes on, and nothing more is written.
 */
export class Output {
  readonly #stream: OutputStream;
  readonly #lost: (error: Error) => void;
  #isLost = false;

  /** @param lost called once, at the first line that could not be written */
  constructor(stream: OutputStream, lost: (error: Error) => void = () => undefined) {
    this.#stream = stream;
    this.#lost = lost;
    stream.on('error', (error) => this.#fail(error));
  }

  write(line: string): void {
    if (this.#isLost) {
      return;
    }
    try {
      this.#stream.write(`${line}\n`);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Resolves when everything is written, or will never be. */
  async flushed(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#isLost) {
        resolve();
      } else {
        this.#stream.write('', () => resolve());
      }
    });
  }

  #fail(error: Error): void {
    if (!this.#isLost) {
      this.#isLost = true;
      this.#lost(error);
    }
  }
}
