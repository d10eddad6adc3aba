import { hexOf, mix } from './random.js';

/** Preauthenticated download links: whoever has one gets the file, for a few minutes. */
export class DownloadLinks<T> {
  readonly #files = new Map<string, { readonly file: T; readonly expires: number }>();
  readonly #seed = Math.floor(Math.random() * 0x100000000);
  #count = 0;

  constructor(
    private readonly lifetimeMs: number,
    private readonly now: () => Date,
  ) {}

  /** @returns an id that says nothing about the file */
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

  /** @returns `undefined` where the link has expired or never was one */
  open(id: string): T | undefined {
    const link = this.#files.get(id);
    return link === undefined || link.expires <= this.now().getTime() ? undefined : link.file;
  }
}
