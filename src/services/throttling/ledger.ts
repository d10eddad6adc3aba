import { join } from 'node:path';
import type { Format } from '../../core/catalog/definition.js';
import { MS_PER_HOUR } from '../../base/dates.js';
import { codeOf } from '../files/storageErrors.js';
import { type Clock, systemClock } from './clock.js';
import type { CollectFolder } from './collectFolder.js';
import { entryAt, isEntryName, type LedgerEntry, parseEntry, pauseEntry, requestEntry } from './ledgerEntry.js';

/** A request that was sent or is about to be sent. */
export interface RecordedRequest {
  readonly format: Format;
  readonly report: string;
  /** Milliseconds until it no longer counts. */
  readonly endsIn: number;
}

export interface LedgerState {
  readonly requests: readonly RecordedRequest[];
  /** Milliseconds for which the service still asks for a pause; 0 if it does not. */
  readonly pauseEndsIn: number;
}

/** Older entries have ended for every process, even if the clocks of computers differ. */
const MAX_ENTRY_AGE_MS = MS_PER_HOUR;
/** How far the clocks of computers that share an archive may differ. An entry that is further ahead is of a clock that is wrong, or was. */
const MAX_AHEAD_MS = 10 * 60_000;

/**
 * Records the recent requests to one tenant of all windows and runs that share a folder: one empty file per request, with all facts in
 * its name. Creating a file is atomic on every system, so no locks are needed, no file can be incomplete, and a process that is killed
 * leaves only entries that end by themselves.
 *
 * The names contain the time of the system clock, which may be wrong or change. It is read only when an entry is first seen; from then
 * on the monotonic clock counts. An entry from the future counts as created when it was first seen; if it is far ahead, it gets that time
 * as its name, so that it ends for all processes, and does not begin anew in each.
 */
export class Ledger {
  readonly #collect: CollectFolder;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #onProblem: (error: unknown) => void;
  /** When each entry ends, on the monotonic clock, by name. */
  readonly #ends = new Map<string, number>();
  /** Entries that could not be written. They count in this process only. */
  readonly #unwritten = new Map<string, LedgerEntry>();

  /**
   * @param name of the folder inside the collect folder, in lower case
   * @param onProblem receives why entries can be neither written nor read, at every attempt
   */
  constructor(
    collect: CollectFolder,
    name: string,
    clock: Clock = systemClock,
    onProblem: (error: unknown) => void = () => undefined,
  ) {
    this.#collect = collect;
    this.#folder = join(collect.path, name);
    this.#clock = clock;
    this.#onProblem = onProblem;
  }

  /** @returns `withdraw` removes the entry again, if the request was not sent after all */
  async record(format: Format, report: string): Promise<{ withdraw(): Promise<void> }> {
    const entry = requestEntry(format, report, this.#clock.now());
    await this.#write(entry);
    return { withdraw: () => this.#remove(entry.name) };
  }

  async pause(seconds: number): Promise<void> {
    await this.#write(pauseEntry(seconds, this.#clock.now()));
  }

  /** Never rejects. If the folder cannot be read, only the entries of this process count. */
  async state(): Promise<LedgerState> {
    const requests: RecordedRequest[] = [];
    let pauseEndsIn = 0;
    for (const entry of [...(await this.#written()), ...this.#unwritten.values()]) {
      const endsIn = this.#endsIn(entry);
      if (endsIn <= 0) {
        await this.#removeIfOld(entry);
      } else if (entry.content.kind === 'request') {
        requests.push({ format: entry.content.format, report: entry.content.report, endsIn });
      } else {
        pauseEndsIn = Math.max(pauseEndsIn, endsIn);
      }
    }
    return { requests, pauseEndsIn };
  }

  /** The entries in the folder. What has no name of an entry, or is not a plain file, is none. */
  async #written(): Promise<LedgerEntry[]> {
    try {
      const { files } = await this.#collect.tree.list(this.#folder, { files: isEntryName });
      const entries = files.map(parseEntry).filter((entry) => entry !== undefined);
      return await Promise.all(entries.map((entry) => this.#withPresentTime(entry)));
    } catch (error) {
      this.#onProblem(error);
      return [];
    }
  }

  /** Gives an entry from the far future the time at which it is first seen. */
  async #withPresentTime(entry: LedgerEntry): Promise<LedgerEntry> {
    const now = this.#clock.now();
    if (this.#ends.has(entry.name) || entry.at - now <= MAX_AHEAD_MS) {
      return entry;
    }
    const present = entryAt(entry, now);
    try {
      await this.#collect.tree.rename(join(this.#folder, entry.name), join(this.#folder, present.name));
      return present;
    } catch {
      // Another process has just done so, or nothing can be written here.
      return entry;
    }
  }

  #endsIn(entry: LedgerEntry): number {
    const now = this.#clock.monotonic();
    let end = this.#ends.get(entry.name);
    if (end === undefined) {
      const age = Math.max(0, this.#clock.now() - entry.at);
      end = now + entry.lastsMs - age;
      this.#ends.set(entry.name, end);
    }
    return end - now;
  }

  /** Deletes an entry that ended long ago, or that has ended although its recorded time is in the future. */
  async #removeIfOld(entry: LedgerEntry): Promise<void> {
    const age = this.#clock.now() - entry.at;
    if (age < 0 || age > MAX_ENTRY_AGE_MS) {
      await this.#remove(entry.name);
    }
  }

  async #write(entry: LedgerEntry): Promise<void> {
    this.#ends.set(entry.name, this.#clock.monotonic() + entry.lastsMs);
    try {
      await this.#create(entry.name);
    } catch (error) {
      this.#onProblem(error);
      this.#unwritten.set(entry.name, entry);
    }
  }

  async #create(name: string): Promise<void> {
    const { tree } = this.#collect;
    try {
      await tree.write(join(this.#folder, name), '', false);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') {
        throw error;
      }
      await this.#collect.make(this.#folder);
      await tree.write(join(this.#folder, name), '', false);
    }
  }

  async #remove(name: string): Promise<void> {
    this.#ends.delete(name);
    this.#unwritten.delete(name);
    await this.#collect.tree.remove(join(this.#folder, name)).catch(() => undefined);
  }
}
