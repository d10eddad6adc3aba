import { hexOf, mix } from './random.js';

/** Issues preauthenticated download links, which are valid for a limited time. */
export class DownloadLinks<T> {
  readonly #files = new Map<string, { readonly file: T; readonly expires: number }>();
  readonly #seed = Math.floor(Math.random() * 0x100000000);
  #count = 0;

  constructor(
    private readonly lifetimeMs: number,
    private readonly now: () => Date,
  ) {}

  /** @returns a random ID */
  issue(file: T): string {
    const now = this.now().getTime();
    for (const [id, { expires }] of this.#files) {
      if (expires <= now) {
        this.#files.delete(id);
      }
    }
    const id = hexOf(mix(this.#seed, this.#count++), 40);
    this.#files.set(id, { file, expires: now + this.lifetimeMs });
    return id;
  }

  /** @returns `undefined` if the link has expired or was never issued */
  open(id: string): T | undefined {
    const link = this.#files.get(id);
    return link === undefined || link.expires <= this.now().getTime() ? undefined : link.file;
  }
}
