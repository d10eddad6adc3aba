import { type GenericSchema, literal, nullable, number, object, optional, string } from 'valibot';
import type { DailyMeasure } from '../dailyMeasure.js';
import type { WeeksChange } from '../weeksChange.js';
import { seriesEntries } from './schemas.js';

const daysMean = object({ from: string(), to: string(), mean: number() });

export const weeksChange: GenericSchema<unknown, WeeksChange> = object({
  days: number(),
  before: daysMean,
  after: daysMean,
  ratio: nullable(number()),
});

export const dailyMeasure: GenericSchema<unknown, DailyMeasure> = object({
  ...seriesEntries,
  whole: optional(number()),
  isSmall: optional(literal(true)),
  change: optional(weeksChange),
});
