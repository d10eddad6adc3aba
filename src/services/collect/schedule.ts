import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** For how long the one who has taken a collection is left to it. Then another may, and finds most of it done. */
const LEASE_MS = 30 * 60_000;

/**
 * When a tenant was last collected by schedule, and whose turn it is: in files beside the archive, because windows share nothing else
 * that can be trusted. Taking a turn is making a file that only one can make; nobody has to give it back.
 */
export class Schedule {
  readonly #folder: string;
  readonly #name: string;

  constructor(archiveFolder: string, tenant: string) {
    this.#folder = join(archiveFolder, '.collect');
    this.#name = tenant.toLowerCase();
  }

  /** @returns whether a collection is due and is the caller's to do */
  async take(everyHours: number, now: Date): Promise<boolean> {
    const sinceMs = now.getTime() - (await this.#lastDone());
    // A time in the future means that a clock was set back.
    if (sinceMs >= 0 && sinceMs < everyHours * 3_600_000) {
      return false;
    }
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, '.gitignore'), '*\n');
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

  /** Milliseconds since the epoch; `-Infinity` where it is not known. */
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
