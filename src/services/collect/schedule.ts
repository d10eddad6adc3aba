import { join } from 'node:path';
import { isIsoInstant, MS_PER_HOUR } from '../../base/dates.js';
import { parseObject } from '../../base/json.js';
import { CollectFolder } from '../throttling/collectFolder.js';
import type { PlainTreeOptions } from '../files/plainTree.js';
import { codeOf } from '../files/storageErrors.js';

/** How long a collection belongs to the window that took it. Then another window may take it, and will find most of it done. */
const LEASE_MS = 30 * 60_000;

/**
 * When a tenant was last collected by schedule, and which window does it next. Stored in files beside the archive, which all windows share.
 * A window takes a collection by creating a file that only one window can create. The claim expires.
 */
export class Schedule {
  readonly #folder: CollectFolder;
  readonly #name: string;

  constructor(archiveFolder: string, tenant: string, options?: PlainTreeOptions) {
    this.#folder = new CollectFolder(archiveFolder, options);
    this.#name = tenant.toLowerCase();
  }

  /** @returns whether a collection is due and the caller should do it */
  async take(everyHours: number, now: Date): Promise<boolean> {
    const sinceMs = now.getTime() - (await this.#lastDone());
    // A negative time means that a clock was set back.
    if (sinceMs >= 0 && sinceMs < everyHours * MS_PER_HOUR) {
      return false;
    }
    const { path, tree } = this.#folder;
    await this.#folder.make();
    const turn = `turn-${this.#name}-${Math.floor(now.getTime() / LEASE_MS)}`;
    try {
      await tree.write(join(path, turn), '', false);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        return false;
      }
      throw error;
    }
    const { files } = await tree.list(path, { files: (name) => this.#isTurn(name) && name !== turn });
    await Promise.all(files.map((name) => tree.remove(join(path, name))));
    return true;
  }

  async done(now: Date): Promise<void> {
    await this.#folder.write(this.#fileName, `${JSON.stringify({ doneAt: now.toISOString() })}\n`);
  }

  get #fileName(): string {
    return `schedule-${this.#name}.json`;
  }

  /** Names of tenants can begin with that of another one. */
  #isTurn(name: string): boolean {
    const prefix = `turn-${this.#name}-`;
    return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
  }

  /** Milliseconds since the epoch; `-Infinity` if unknown. */
  async #lastDone(): Promise<number> {
    const text = await this.#folder.read(this.#fileName).catch(() => undefined);
    const { doneAt } = (text === undefined ? undefined : parseObject(text)) ?? {};
    return isIsoInstant(doneAt) ? Date.parse(doneAt) : -Infinity;
  }
}
