import { addDays, type IsoDate } from '../../base/dates.js';
import type { Unit } from '../report.js';
import type { Format } from '../format/format.js';
import { isolatedIndices, lastKnownIndex } from './knownValues.js';
import { linePath } from './svgPaths.js';
import { addSteps, stepsBetween, type TimeStep } from './timeSteps.js';

/** Nobody tells more measures apart than these. Each has a color and a dash. */
export const MAX_LINES = 6;

/** A value per calendar day, week or month, as a chart takes them. */
export interface ChartSeries {
  readonly unit: Unit;
  /** What it has a value for; absent if it is a day. All series of a chart have the same. */
  readonly step?: TimeStep;
  /** The day that the first value stands under: the first of its week or month. */
  readonly firstDay: IsoDate;
  readonly values: readonly (number | null)[];
  /** Indices of blank values that the line goes over, because nothing is missing there; absent if it is broken at each blank. */
  readonly connected?: readonly number[];
}

/** One series as it is drawn in a large chart. Its days, weeks or months are counted from the chart's first. */
export interface ChartLine<S extends ChartSeries = ChartSeries> {
  readonly series: S;
  /** SVG path in a box of 100 × 100, broken where values are missing, see {@link ChartSeries.connected}. */
  readonly path: string;
  /**
   * What a dot marks: days without a known neighbor, which a line would not show; every week and every month; and every known day where a line
   * goes over others.
   */
  readonly dots: readonly number[];
  /** A day's value; `null` where it is blank or the series has no such day. */
  readonly value: (day: number) => number | null;
  /** Height of a day's value, 0 (top) to 100 (bottom) of the whole chart; none where it is blank. */
  readonly y: (day: number) => number | undefined;
  /** The last day with a value. */
  readonly lastKnown: number | undefined;
}

/** Measures of one unit share an axis; lanes lie below each other over the same days. */
export interface Lane {
  readonly unit: Unit;
  /** Edges in the whole chart, 0 (top) to 100 (bottom). */
  readonly top: number;
  readonly bottom: number;
  /** Round values within the lane, lowest first, with their height in the whole chart. */
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  /** Where the axis begins, if that is not 0: heights are no proportions then. */
  readonly begins: number | undefined;
}

export interface ChartLayout<S extends ChartSeries = ChartSeries> {
  readonly step: TimeStep;
  readonly firstDay: IsoDate;
  /** Number of days, or of weeks or months where these are the steps. */
  readonly dayCount: number;
  /** The first day of a step. */
  readonly dayAt: (index: number) => IsoDate;
  readonly lanes: readonly Lane[];
  /** In the order of the series. */
  readonly lines: readonly ChartLine<S>[];
  /** The last day on which any measure has a value, where days without any follow. */
  readonly dataEnd: number | undefined;
  /** Left-to-right place of a day, 0 to 100. */
  readonly x: (day: number) => number;
}

/** Of a lane's height, left free above its highest value. */
const headroom = 0.06;
/** Of the chart's height, between two lanes. */
const gap = 8;

/** @param all at least one; where they are of different days, each stands under its own */
export function chartLayout<S extends ChartSeries>(all: readonly S[]): ChartLayout<S> {
  const firstDay = all.map((series) => series.firstDay).reduce((first, day) => (day < first ? day : first));
  const step = all[0]?.step ?? 'day';
  const start = (series: S) => stepsBetween(step, firstDay, series.firstDay);
  const dayCount = Math.max(...all.map((series) => start(series) + series.values.length));
  const x = (day: number) => (dayCount < 2 ? 50 : (day / (dayCount - 1)) * 100);
  const units = [...new Set(all.map(({ unit }) => unit))];
  const height = (100 - gap * (units.length - 1)) / units.length;
  const scales = new Map(
    units.map((unit, index) => {
      const top = index * (height + gap);
      return [
        unit,
        laneOf(
          unit,
          all.filter((series) => series.unit === unit),
          top,
          top + height,
        ),
      ] as const;
    }),
  );
  const lines = all.flatMap((series) => {
    const scale = scales.get(series.unit);
    return scale === undefined ? [] : [lineOf(series, start(series), x, scale.y)];
  });
  const lastKnown = Math.max(...lines.map((line) => line.lastKnown ?? -1));
  return {
    step,
    firstDay,
    dayCount,
    dayAt: (index) => addSteps(step, firstDay, index),
    lanes: [...scales.values()].map(({ lane }) => lane),
    lines,
    dataEnd: lastKnown >= 0 && lastKnown < dayCount - 1 ? lastKnown : undefined,
    x,
  };
}

function laneOf(
  unit: Unit,
  series: readonly ChartSeries[],
  top: number,
  bottom: number,
): { readonly lane: Lane; readonly y: (value: number) => number } {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const [least, most] = [Math.min(...known, Infinity), Math.max(...known, -Infinity)];
  // What wavers far above zero would be a flat line from there; the axis then says where it starts.
  const low = known.length === 0 || (least >= 0 && least <= most / 2) ? 0 : least;
  const values = ticksBetween(low, known.length === 0 ? 1 : most, unit);
  const [first, last] = [values[0] ?? 0, Math.max(values.at(-1) ?? 1, most)];
  const room = (bottom - top) * (1 - headroom);
  const y = (value: number) => bottom - (last > first ? (value - first) / (last - first) : 0.5) * room;
  const ticks = values.map((value) => ({ value, y: y(value) }));
  return { lane: { unit, top, bottom, ticks, begins: first === 0 ? undefined : first }, y };
}

function lineOf<S extends ChartSeries>(
  series: S,
  start: number,
  x: (day: number) => number,
  y: (value: number) => number,
): ChartLine<S> {
  const { values, connected = [] } = series;
  const passed = new Set(connected);
  const points = values.flatMap((value, index) =>
    value === null ? (passed.has(index) ? [] : [undefined]) : [{ x: x(start + index), y: y(value) }],
  );
  const lastKnown = lastKnownIndex(values);
  const isEachDay = (series.step ?? 'day') === 'day' && passed.size === 0;
  const dotted = isEachDay
    ? isolatedIndices(values)
    : values.flatMap((value, index) => (value === null ? [] : [index]));
  return {
    series,
    path: linePath(points),
    dots: dotted.map((index) => start + index),
    value: (day) => values[day - start] ?? null,
    y: (day) => {
      const value = values[day - start];
      return typeof value === 'number' ? y(value) : undefined;
    },
    lastKnown: lastKnown === undefined ? undefined : start + lastKnown,
  };
}

/** Steps that look round in a unit, from which powers of its base make the others. */
const roundSteps: Readonly<Record<Unit, { readonly base: number; readonly steps: readonly number[] }>> = {
  count: { base: 10, steps: [1, 2, 5] },
  bytes: { base: 1024, steps: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
  minutes: { base: 60, steps: [1, 2, 5, 10, 15, 30] },
  seconds: { base: 60, steps: [1, 2, 5, 10, 15, 30] },
};

/** More lines than this are no help. */
const TARGET_TICKS = 5;

/**
 * Round values that cover `low` to `high`, two to seven. Counts and bytes are whole, so their steps never go below one.
 */
export function ticksBetween(low: number, high: number, unit: Unit): number[] {
  const span = high > low ? high - low : Math.max(1, Math.abs(high));
  const step = unit === 'bytes' ? byteStep(span / TARGET_TICKS, high) : roundStep(span / TARGET_TICKS, unit);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) => Math.round((first + index) * step));
}

/** A step that is round in the unit in which the largest value is read: 0.2 TB, as 200 GB would be 0.195 TB. */
function byteStep(least: number, high: number): number {
  const size = 1024 ** Math.max(0, Math.floor(Math.log2(high) / 10));
  // Hundredths of the unit are what people read; finer steps are in the unit below.
  return size === 1 || least < size / 100
    ? roundStep(least, 'bytes')
    : (roundStep((least / size) * 100, 'count') / 100) * size;
}

/** The least round step that is not below `least`. */
function roundStep(least: number, unit: Unit): number {
  const { base, steps } = roundSteps[unit];
  // Hours are counted by tens, like everything that has no unit above it.
  const [hours, hour] =
    unit === 'seconds' ? [least >= 3600, 3600] : unit === 'minutes' ? [least >= 60, 60] : [false, 1];
  if (hours) {
    return roundStep(least / hour, 'count') * hour;
  }
  for (let power = 1; ; power *= base) {
    const step = steps.find((candidate) => candidate * power >= least);
    if (step !== undefined) {
      return step * power;
    }
  }
}

/** Months between labels, so that a history of years has no more of them than half a year. */
const monthSteps = [1, 2, 3, 6, 12];

/** Days that get a label: every day of a week, Mondays of some weeks, first days of months beyond that. Never more than about ten. */
export function labeledDays(firstDay: string, dayCount: number): number[] {
  const days = Array.from({ length: dayCount }, (_, day) => day);
  if (dayCount <= 10) {
    return days;
  }
  const dateOf = (day: number) => new Date(`${addDays(firstDay, day)}T00:00:00Z`);
  if (dayCount <= 60) {
    return days.filter((day) => dateOf(day).getUTCDay() === 1);
  }
  const months = monthSteps.find((step) => dayCount / (step * 30) <= 10) ?? 12 * Math.ceil(dayCount / 3650);
  return days.filter((day) => {
    const date = dateOf(day);
    return date.getUTCDate() === 1 && (date.getUTCFullYear() * 12 + date.getUTCMonth()) % months === 0;
  });
}

/** Over more than a year a day without its year says little. */
export function dayLabel(
  day: number,
  { step, firstDay, dayCount, dayAt }: Pick<ChartLayout, 'step' | 'firstDay' | 'dayCount' | 'dayAt'>,
  format: Format,
): string {
  return withYears({ step, firstDay, dayCount }) ? format.day(dayAt(day)) : format.shortDay(dayAt(day));
}

/** Whether days need their year. */
export function withYears({ step, firstDay, dayCount }: Pick<ChartLayout, 'step' | 'firstDay' | 'dayCount'>): boolean {
  return stepsBetween('day', firstDay, addSteps(step, firstDay, dayCount)) > 366;
}
