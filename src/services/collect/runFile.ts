import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { IsoInstant } from '../../base/dates.js';

/** A collection that began. What of it is done, the archive itself says. */
export interface RunRecord {
  readonly set: string;
  readonly startedAt: IsoInstant;
}

/** A run that began longer ago is another one's business: what it fetched is not new any more. */
const MAX_RUN_AGE_MS = 24 * 3_600_000;

/** Where a run that may be interrupted leaves word, beside the archive. Nothing depends on it: without it, a run begins anew. */
export class RunFile {
  readonly #folder: string;
  readonly #file: string;

  constructor(archiveFolder: string, tenant: string) {
    this.#folder = join(archiveFolder, '.collect');
    this.#file = join(this.#folder, `run-${tenant.toLowerCase()}.json`);
  }

  /** The run of this set that was interrupted, if any. */
  async interrupted(set: string, now: Date): Promise<RunRecord | undefined> {
    try {
      const run = JSON.parse(await readFile(this.#file, 'utf8')) as Partial<RunRecord> | null;
      const age = now.getTime() - Date.parse(run?.startedAt ?? '');
      return run?.set === set && typeof run.startedAt === 'string' && age >= 0 && age < MAX_RUN_AGE_MS
        ? { set, startedAt: run.startedAt }
        : undefined;
    } catch {
      return undefined;
    }
  }

  async begin(run: RunRecord): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, '.gitignore'), '*\n');
    const temporary = `${this.#file}.${randomBytes(6).toString('hex')}`;
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(`${JSON.stringify(run)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, this.#file);
  }

  async end(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}
