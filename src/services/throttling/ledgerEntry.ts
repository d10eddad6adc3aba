import { randomBytes } from 'node:crypto';
import type { Format } from '../../core/catalog/definition.js';
import { MARGIN_SECONDS, WINDOW_SECONDS } from './limits.js';

/** A recorded request or pause. Its name has all facts. */
export interface LedgerEntry {
  /** `csv_getX_1763640000000_0123456789ab`, `pause_60_1763640000000_0123456789ab` */
  readonly name: string;
  readonly content:
    { readonly kind: 'request'; readonly format: Format; readonly report: string } | { readonly kind: 'pause' };
  /** Milliseconds since the epoch, by the clock of who recorded it. */
  readonly at: number;
  readonly lastsMs: number;
}

const REQUEST_WINDOW_MS = (WINDOW_SECONDS + MARGIN_SECONDS) * 1000;
/** Longer pauses are taken for a mistake, which must not block all requests for a day. */
const MAX_PAUSE_SECONDS = 3600;

/** @param at milliseconds since the epoch */
export function requestEntry(format: Format, report: string, at: number): LedgerEntry {
  return named({ content: { kind: 'request', format, report }, at, lastsMs: REQUEST_WINDOW_MS });
}

/** @param at milliseconds since the epoch */
export function pauseEntry(seconds: number, at: number): LedgerEntry {
  const lasts = Math.min(Math.max(seconds, 0), MAX_PAUSE_SECONDS);
  return named({ content: { kind: 'pause' }, at, lastsMs: Math.ceil(lasts) * 1000 });
}

/** The same entry with another time, and so another name. */
export function entryAt(entry: LedgerEntry, at: number): LedgerEntry {
  return named({ ...entry, at });
}

/** @returns `undefined` for a name that is none of an entry */
export function parseEntry(name: string): LedgerEntry | undefined {
  const [, first, second, at] = /^([a-z]+)_([A-Za-z0-9]+)_(\d{1,16})_[0-9a-f]{12}$/.exec(name) ?? [];
  if (first === undefined || second === undefined) {
    return undefined;
  }
  if (first === 'pause') {
    const seconds = /^\d{1,4}$/.test(second) ? Number(second) : Number.POSITIVE_INFINITY;
    return seconds <= MAX_PAUSE_SECONDS
      ? { name, content: { kind: 'pause' }, at: Number(at), lastsMs: seconds * 1000 }
      : undefined;
  }
  const format = first === 'csv' || first === 'json' ? first : undefined;
  return (
    format && { name, content: { kind: 'request', format, report: second }, at: Number(at), lastsMs: REQUEST_WINDOW_MS }
  );
}

export function isEntryName(name: string): boolean {
  return parseEntry(name) !== undefined;
}

function named({ content, at, lastsMs }: Omit<LedgerEntry, 'name'>): LedgerEntry {
  const what = content.kind === 'pause' ? `pause_${lastsMs / 1000}` : `${content.format}_${content.report}`;
  const time = Math.round(at);
  return { name: `${what}_${time}_${randomBytes(6).toString('hex')}`, content, at: time, lastsMs };
}
