import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MS_PER_HOUR } from '../../base/dates.js';
import { collectFolder, makeCollectFolder } from '../throttling/collectFolder.js';

/** How long a collection belongs to the window that took it. Then another window may take it, and will find most of it done. */
const LEASE_MS = 30 * 60_000;

/**
 * When a tenant was last collected by schedule, and which window does it next. Stored in files beside the archive, which all windows share.
 * A window takes a collection by creating a file that only one window can create. The claim expires.
 */
export class Schedule {
  readonly #folder: string;
  readonly #name: string;

  constructor(archiveFolder: string, tenant: string) {
    this.#folder = collectFolder(archiveFolder);
    this.#name = tenant.toLowerCase();
  }

  /** @returns whether a collection is due and the caller should do it */
  async take(everyHours: number, now: Date): Promise<boolean> {
    const sinceMs = now.getTime() - (await this.#lastDone());
    // A negative time means that a clock was set back.
    if (sinceMs >= 0 && sinceMs < everyHours * MS_PER_HOUR) {
      return false;
    }
    await makeCollectFolder(this.#folder);
    const turn = `turn-${this.#name}-${Math.floor(now.getTime() / LEASE_MS)}`;
    try {
      await (await open(join(this.#folder, turn), 'wx')).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
        return false;
      }
      throw error;
    }
    const earlier = (await readdir(this.#folder)).filter(
      (name) => name.startsWith(`turn-${this.#name}-`) && name !== turn,
    );
    await Promise.all(earlier.map((name) => rm(join(this.#folder, name), { force: true })));
    return true;
  }

  async done(now: Date): Promise<void> {
    const temporary = join(this.#folder, `${randomBytes(6).toString('hex')}.tmp`);
    await writeFile(temporary, `${JSON.stringify({ doneAt: now.toISOString() })}\n`);
    await rename(temporary, this.#file);
  }

  get #file(): string {
    return join(this.#folder, `schedule-${this.#name}.json`);
  }

  /** Milliseconds since the epoch; `-Infinity` if unknown. */
  async #lastDone(): Promise<number> {
    try {
      const { doneAt } = JSON.parse(await readFile(this.#file, 'utf8')) as { doneAt?: unknown };
      const at = Date.parse(String(doneAt));
      return Number.isNaN(at) ? -Infinity : at;
    } catch {
      return -Infinity;
    }
  }
}
