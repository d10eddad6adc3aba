import { randomBytes } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Format } from '../../core/catalog/definition.js';
import { MS_PER_HOUR } from '../../base/dates.js';
import { makeCollectFolder } from './collectFolder.js';
import { MARGIN_SECONDS, WINDOW_SECONDS } from './limits.js';

export interface Clock {
  /** Milliseconds since the epoch. The user or the system may change it at any time. */
  now(): number;
  /** Milliseconds since an arbitrary start. Never jumps. */
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

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

interface Entry {
  readonly name: string;
  readonly content:
    { readonly kind: 'request'; readonly format: Format; readonly report: string } | { readonly kind: 'pause' };
  readonly at: number;
  readonly lastsMs: number;
}

const REQUEST_WINDOW_MS = (WINDOW_SECONDS + MARGIN_SECONDS) * 1000;
/** Longer pauses are taken for a mistake, which must not block all requests for a day. */
const MAX_PAUSE_SECONDS = 3600;
/** Older entries have ended for every process, even if the clocks of computers differ. */
const MAX_ENTRY_AGE_MS = MS_PER_HOUR;

/**
 * Records the recent requests to one tenant of all windows and runs that share a folder: one empty file per request, with all facts in
 * its name. Creating a file is atomic on every system, so no locks are needed, no file can be incomplete, and a process that is killed
 * leaves only entries that end by themselves.
 *
 * The names contain the time of the system clock, which may be wrong or change. It is read only when an entry is first seen; from then
 * on the monotonic clock counts. An entry from the future counts as created when it was first seen.
 */
export class Ledger {
  readonly #folder: string;
  readonly #clock: Clock;
  /** When each entry ends, on the monotonic clock, by name. */
  readonly #ends = new Map<string, number>();
  /** Entries that could not be written. They count in this process only. */
  readonly #unwritten = new Map<string, Entry>();

  constructor(folder: string, clock: Clock = systemClock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** @returns `withdraw` removes the entry again, if the request was not sent after all */
  async record(format: Format, report: string): Promise<{ withdraw(): Promise<void> }> {
    const entry = this.#entry({ kind: 'request', format, report }, REQUEST_WINDOW_MS);
    await this.#write(entry);
    return { withdraw: () => this.#remove(entry.name) };
  }

  async pause(seconds: number): Promise<void> {
    const lasts = Math.min(Math.max(seconds, 0), MAX_PAUSE_SECONDS);
    await this.#write(this.#entry({ kind: 'pause' }, Math.ceil(lasts) * 1000));
  }

  /** Never rejects. If the folder cannot be read, only the entries of this process count. */
  async state(): Promise<LedgerState> {
    const names = await readdir(this.#folder).catch(() => []);
    const entries = [...names.map(parse).filter((entry) => entry !== undefined), ...this.#unwritten.values()];
    const requests: RecordedRequest[] = [];
    let pauseEndsIn = 0;
    for (const entry of entries) {
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

  #endsIn(entry: Entry): number {
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
  async #removeIfOld(entry: Entry): Promise<void> {
    const age = this.#clock.now() - entry.at;
    if (age < 0 || age > MAX_ENTRY_AGE_MS) {
      await this.#remove(entry.name);
    }
  }

  #entry(content: Entry['content'], lastsMs: number): Entry {
    const at = Math.round(this.#clock.now());
    const id = randomBytes(6).toString('hex');
    const name =
      content.kind === 'pause'
        ? `pause_${lastsMs / 1000}_${at}_${id}`
        : `${content.format}_${content.report}_${at}_${id}`;
    return { name, content, at, lastsMs };
  }

  async #write(entry: Entry): Promise<void> {
    this.#ends.set(entry.name, this.#clock.monotonic() + entry.lastsMs);
    try {
      await this.#create(entry.name);
    } catch {
      this.#unwritten.set(entry.name, entry);
    }
  }

  async #create(name: string): Promise<void> {
    try {
      await (await open(join(this.#folder, name), 'wx')).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw error;
      }
      await makeCollectFolder(this.#folder);
      await (await open(join(this.#folder, name), 'wx')).close();
    }
  }

  async #remove(name: string): Promise<void> {
    this.#ends.delete(name);
    this.#unwritten.delete(name);
    await rm(join(this.#folder, name), { force: true }).catch(() => undefined);
  }
}

function parse(name: string): Entry | undefined {
  const [, first, second, at] = /^([a-z]+)_([A-Za-z0-9]+)_(\d{1,16})_[0-9a-f]{12}$/.exec(name) ?? [];
  if (first === undefined || second === undefined) {
    return undefined;
  }
  if (first === 'pause') {
    const seconds = Number(second);
    return seconds <= MAX_PAUSE_SECONDS
      ? { name, content: { kind: 'pause' }, at: Number(at), lastsMs: seconds * 1000 }
      : undefined;
  }
  const format = first === 'csv' || first === 'json' ? first : undefined;
  return (
    format && { name, content: { kind: 'request', format, report: second }, at: Number(at), lastsMs: REQUEST_WINDOW_MS }
  );
}
