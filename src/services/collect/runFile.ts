import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import { collectFolder, makeCollectFolder } from '../throttling/collectFolder.js';

/** A collection that has begun. Which of its reports are done is known from the archive. */
export interface RunRecord {
  readonly set: string;
  readonly startedAt: IsoInstant;
}

/** An older run is not resumed, because what it fetched is no longer new. */
const MAX_RUN_AGE_MS = MS_PER_DAY;

/** Records the current run beside the archive, so that it can be resumed after an interruption. Without the file, a new run begins. */
export class RunFile {
  readonly #folder: string;
  readonly #file: string;

  /** @param tenant the archive's name for it */
  constructor(archiveFolder: string, tenant: string) {
    this.#folder = collectFolder(archiveFolder);
    this.#file = join(this.#folder, `run-${tenant.toLowerCase()}.json`);
  }

  /** The interrupted run of this set, if any. */
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
    await makeCollectFolder(this.#folder);
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
