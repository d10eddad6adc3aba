import { abortable } from '../../../base/cancellation.js';

/** Questions to the person, of which each is asked once however many wait for its answer. */
export class SharedPrompts<Answer> {
  readonly #open = new Map<string, Promise<Answer>>();
  readonly #failed = new Map<string, { readonly at: number; readonly error: unknown }>();
  #time = 0;

  /** Now, as counted in answers that were no. */
  get time(): number {
    return this.#time;
  }

  /**
   * Joins the question if it is open, else asks it. Whoever stops waiting leaves the question open for the others.
   * @param since the {@link time} at which the caller began: a question that failed since then has been answered for them, too
   */
  async ask(key: string, since: number, signal: AbortSignal, question: () => Promise<Answer>): Promise<Answer> {
    const failed = this.#failed.get(key);
    if (failed !== undefined && failed.at > since) {
      throw failed.error;
    }
    let prompt = this.#open.get(key);
    if (prompt === undefined) {
      prompt = question();
      this.#open.set(key, prompt);
      prompt.then(
        () => {
          this.#open.delete(key);
          this.#failed.delete(key);
        },
        (error: unknown) => {
          this.#open.delete(key);
          this.#failed.set(key, { at: ++this.#time, error });
        },
      );
    }
    return abortable(prompt, signal);
  }
}
