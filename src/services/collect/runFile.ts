import { join } from 'node:path';
import { type IsoInstant, isIsoInstant, MS_PER_DAY } from '../../base/dates.js';
import { parseObject } from '../../base/json.js';
import { CollectFolder } from '../throttling/collectFolder.js';
import type { PlainTreeOptions } from '../files/plainTree.js';
import { withStorageErrors } from '../files/storageErrors.js';

/** A collection that has begun. Which of its reports are done is known from the archive. */
export interface RunRecord {
  readonly set: string;
  readonly startedAt: IsoInstant;
}

/** An older run is not resumed, because what it fetched is no longer new. */
const MAX_RUN_AGE_MS = MS_PER_DAY;

/** Records the current run beside the archive, so that it can be resumed after an interruption. Without the file, a new run begins. */
export class RunFile {
  readonly #folder: CollectFolder;
  readonly #name: string;

  /** @param tenant the archive's name for it */
  constructor(archiveFolder: string, tenant: string, options?: PlainTreeOptions) {
    this.#folder = new CollectFolder(archiveFolder, options);
    this.#name = `run-${tenant.toLowerCase()}.json`;
  }

  /** The interrupted run of this set, if any. What cannot be read, or began in the future, is none. */
  async interrupted(set: string, now: Date): Promise<RunRecord | undefined> {
    const text = await this.#folder.read(this.#name).catch(() => undefined);
    const run = text === undefined ? undefined : parseObject(text);
    const startedAt = run?.['startedAt'];
    if (run?.['set'] !== set || !isIsoInstant(startedAt)) {
      return undefined;
    }
    const age = now.getTime() - Date.parse(startedAt);
    return age >= 0 && age < MAX_RUN_AGE_MS ? { set, startedAt } : undefined;
  }

  /** @throws UsageReportsError `storage` */
  async begin({ set, startedAt }: RunRecord): Promise<void> {
    await withStorageErrors('The archive folder cannot be written', async () => {
      await this.#folder.make();
      await this.#folder.write(this.#name, `${JSON.stringify({ set, startedAt })}\n`);
    });
  }

  async end(): Promise<void> {
    await this.#folder.tree.remove(join(this.#folder.path, this.#name));
  }
}
