/** The part of a stream of the process that is used. */
export interface OutputStream {
  /** @param done called when the text has been handed over, or could not be */
  write(text: string, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface OutputOptions {
  /** Called once, at the first line that could not be written. */
  readonly lost?: (error: Error) => void;
  /** A line that says how many were left out, because nobody read them. */
  readonly skippedLine?: (lines: number) => string;
  /** How much may wait for a reader; more of what can be left out is left out. */
  readonly maxWaiting?: number;
}

/** In characters. */
const MAX_WAITING = 2 ** 20;

/**
 * Writes lines to a stream that may fail at any time: the reader of a pipe may have read enough (`… --json | head -1`) or stand still, and the
 * disk of a log may be full. A collection is worth more than what is said about it, so it goes on, and nothing more is written. A line is
 * written as a whole or, as the last one, in part.
 */
export class Output {
  readonly #stream: OutputStream;
  readonly #options: OutputOptions;
  readonly #settled = new Set<() => void>();
  #isLost = false;
  #waiting = 0;
  #skipped = 0;

  constructor(stream: OutputStream, options: OutputOptions = {}) {
    this.#stream = stream;
    this.#options = options;
    stream.on('error', (error) => this.#fail(error));
  }

  /** @param canBeSkipped whether the line may be left out where too much waits for a reader */
  write(line: string, canBeSkipped = false): void {
    const { maxWaiting = MAX_WAITING, skippedLine } = this.#options;
    if (canBeSkipped && this.#waiting + line.length > maxWaiting) {
      this.#skipped++;
      return;
    }
    const skipped = this.#skipped;
    this.#skipped = 0;
    if (skipped > 0 && skippedLine !== undefined) {
      this.#send(skippedLine(skipped));
    }
    this.#send(line);
  }

  /**
   * Resolves when everything is written, or will never be.
   * @param patienceMs how long to wait for a reader that reads nothing at all; without it, as long as there is one
   */
  async flushed(patienceMs?: number): Promise<void> {
    while (!this.#isLost && this.#waiting > 0) {
      if (!(await this.#progress(patienceMs))) {
        return;
      }
    }
  }

  /** @returns whether anything was written in time */
  #progress(patienceMs: number | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = patienceMs === undefined ? undefined : setTimeout(() => settle(false), patienceMs);
      const settle = (happened: boolean) => {
        clearTimeout(timer);
        this.#settled.delete(onSettled);
        resolve(happened);
      };
      const onSettled = () => settle(true);
      this.#settled.add(onSettled);
    });
  }

  #send(line: string): void {
    if (this.#isLost) {
      return;
    }
    const text = `${line}\n`;
    this.#waiting += text.length;
    try {
      this.#stream.write(text, (error) => {
        this.#waiting -= text.length;
        if (error) {
          this.#fail(error);
        }
        this.#settled.forEach((settle) => settle());
      });
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #fail(error: Error): void {
    if (!this.#isLost) {
      this.#isLost = true;
      this.#options.lost?.(error);
      this.#settled.forEach((settle) => settle());
    }
  }
}
