import { type GenericSchema, literal, nullable, number, object, optional, string } from 'valibot';
import type { WeeksChange } from '../weeksChange.js';
import type { OutputOf } from './channel.js';
import { seriesEntries } from './schemas.js';

const daysMean = object({ from: string(), to: string(), mean: number() });

export const weeksChange: GenericSchema<unknown, WeeksChange> = object({
  days: number(),
  before: daysMean,
  after: daysMean,
  ratio: nullable(number()),
});

/** One measure of a daily series, as pages show it that have many of them: the overview, and the one of all tenants. */
export const dailyMeasure = object({
  ...seriesEntries,
  /** What it is a part of came to, on the day of `latest`. */
  whole: optional(number()),
  /** Its daily values are too small for a trend to mean anything. */
  isSmall: optional(literal(true)),
  /** The newest whole weeks against those before; absent where too few days are known. */
  change: optional(weeksChange),
});

export type DailyMeasure = OutputOf<typeof dailyMeasure>;
