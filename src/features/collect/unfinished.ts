import {
  boolean,
  check,
  fallback,
  type InferOutput,
  integer,
  minValue,
  number,
  object,
  optional,
  pipe,
  safeParse,
  string,
} from 'valibot';
import { isIsoInstant } from '../../base/dates.js';

const count = pipe(number(), integer(), minValue(0));

const unfinishedCollection = object({
  connection: string(),
  set: string(),
  /** Whether it reads what is switched on of the directory as well. */
  directory: fallback(optional(boolean()), undefined),
  startedAt: pipe(
    string(),
    check((text) => isIsoInstant(text)),
  ),
  /** Requests of the whole collection, over all its interruptions; absent where an earlier version has stored it. */
  progress: fallback(optional(object({ done: count, total: count })), undefined),
});

/** What a collection remembers until it has ended, so that it can be resumed after a restart. */
export type UnfinishedCollection = Readonly<InferOutput<typeof unfinishedCollection>>;

/** @returns `undefined` for what another version has stored, or nobody has */
export function parseUnfinished(stored: unknown): UnfinishedCollection | undefined {
  const { success, output } = safeParse(unfinishedCollection, stored);
  return success ? output : undefined;
}
