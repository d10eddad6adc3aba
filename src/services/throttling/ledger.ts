import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Format } from '../../core/catalog/definition.js';
import { MARGIN_SECONDS, WINDOW_SECONDS } from './limits.js';

export interface Clock {
  /** Milliseconds since the epoch. Somebody may set it. */
  now(): number;
  /** Milliseconds since anything. Nobody can set it. */
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** A request that was or is about to be sent. */
export interface RecordedRequest {
  readonly format: Format;
  readonly report: string;
  /** Milliseconds until it no longer counts. */
  readonly endsIn: number;
}

export interface LedgerState {
  readonly requests: readonly RecordedRequest[];
  /** Milliseconds for which the service has asked to be left alone; 0 where it has not. */
  readonly pauseEndsIn: number;
}

interface Entry {
  readonly name: string;
  readonly what:
    { readonly kind: 'request'; readonly format: Format; readonly report: string } | { readonly kind: 'pause' };
  readonly at: number;
  readonly lastsMs: number;
}

const REQUEST_WINDOW_MS = (WINDOW_SECONDS + MARGIN_SECONDS) * 1000;
/** No service means more than that, and a mistyped one must not lock everybody out for a day. */
const MAX_PAUSE_SECONDS = 3600;
/** Entries that no clock of any sharer can still take for live. */
const MAX_ENTRY_AGE_MS = 3_600_000;

/**
 * What all windows and runs that share a folder have asked one tenant for within the last minutes: one empty file a request, everything
 * that is to know in its name. Making a file is atomic everywhere, so there is nothing to lock, nothing to tear, and whoever is killed
 * leaves nothing but an entry that ends by itself.
 *
 * Names carry the wall clock's time, which may be wrong or be set. So it is believed only when an entry is first seen; from then on a
 * clock runs that nobody can set. An entry from the future counts as made when it was first seen.
 */
export class Ledger {
  readonly #folder: string;
  readonly #clock: Clock;
  /** By name, on the monotonic clock. */
  readonly #ends = new Map<string, number>();
  /** Entries of this process that could not be written down: they count at least here. */
  readonly #unwritten = new Map<string, Entry>();

  constructor(folder: string, clock: Clock = systemClock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** @returns takes the entry back: the request was not sent after all */
  async note(format: Format, report: string): Promise<{ withdraw(): Promise<void> }> {
    const entry = this.#entry({ kind: 'request', format, report }, REQUEST_WINDOW_MS);
    await this.#write(entry);
    return { withdraw: () => this.#remove(entry.name) };
  }

  async pause(seconds: number): Promise<void> {
    const lasts = Math.min(Math.max(seconds, 0), MAX_PAUSE_SECONDS);
    await this.#write(this.#entry({ kind: 'pause' }, Math.ceil(lasts) * 1000));
  }

  /** Never rejects: where the folder cannot be read, what this process knows by itself is what is known. */
  async state(): Promise<LedgerState> {
    const names = await readdir(this.#folder).catch(() => []);
    const entries = [...names.map(parse).filter((entry) => entry !== undefined), ...this.#unwritten.values()];
    const requests: RecordedRequest[] = [];
    let pauseEndsIn = 0;
    for (const entry of entries) {
      const endsIn = this.#endsIn(entry);
      if (endsIn <= 0) {
        await this.#forget(entry);
      } else if (entry.what.kind === 'request') {
        requests.push({ format: entry.what.format, report: entry.what.report, endsIn });
      } else {
        pauseEndsIn = Math.max(pauseEndsIn, endsIn);
      }
    }
    return { requests, pauseEndsIn };
  }

  #endsIn(entry: Entry): number {
    const mono = this.#clock.monotonic();
    let end = this.#ends.get(entry.name);
    if (end === undefined) {
      const age = Math.max(0, this.#clock.now() - entry.at);
      end = mono + entry.lastsMs - age;
      this.#ends.set(entry.name, end);
    }
    return end - mono;
  }

  /** Deletes what is long over, or was watched to its end although its own time says that it is yet to begin. */
  async #forget(entry: Entry): Promise<void> {
    const age = this.#clock.now() - entry.at;
    if (age < 0 || age > MAX_ENTRY_AGE_MS) {
      await this.#remove(entry.name);
    }
  }

  #entry(what: Entry['what'], lastsMs: number): Entry {
    const at = Math.round(this.#clock.now());
    const id = randomBytes(6).toString('hex');
    const name =
      what.kind === 'pause' ? `pause_${lastsMs / 1000}_${at}_${id}` : `${what.format}_${what.report}_${at}_${id}`;
    return { name, what, at, lastsMs };
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
      await mkdir(this.#folder, { recursive: true });
      // An archive may be a repository; who asked when is nothing to commit.
      await writeFile(join(this.#folder, '.gitignore'), '*\n');
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
      ? { name, what: { kind: 'pause' }, at: Number(at), lastsMs: seconds * 1000 }
      : undefined;
  }
  const format = first === 'csv' || first === 'json' ? first : undefined;
  return (
    format && { name, what: { kind: 'request', format, report: second }, at: Number(at), lastsMs: REQUEST_WINDOW_MS }
  );
}
