import { abortable } from '../../../base/cancellation.js';

/** Shows each prompt once, however many callers wait for its result. */
export class SharedPrompts<Result> {
  readonly #open = new Map<string, Promise<Result>>();
  readonly #failed = new Map<string, { readonly count: number; readonly error: unknown }>();
  #failures = 0;

  /** Increases with every failed prompt. */
  get failureCount(): number {
    return this.#failures;
  }

  /**
   * Joins the prompt if it is open, else shows it. A caller that stops waiting leaves the prompt open for the others.
   * @param since {@link failureCount} when the caller began. A prompt that failed since then fails for this caller too
   */
  async show(key: string, since: number, signal: AbortSignal, start: () => Promise<Result>): Promise<Result> {
    const failed = this.#failed.get(key);
    if (failed !== undefined && failed.count > since) {
      throw failed.error;
    }
    let prompt = this.#open.get(key);
    if (prompt === undefined) {
      prompt = start();
      this.#open.set(key, prompt);
      prompt.then(
        () => {
          this.#open.delete(key);
          this.#failed.delete(key);
        },
        (error: unknown) => {
          this.#open.delete(key);
          this.#failed.set(key, { count: ++this.#failures, error });
        },
      );
    }
    return abortable(prompt, signal);
  }
}
