import { line } from 'd3-shape';
import type { SeriesPicture, Unit } from '../../../src/shared/report.js';
import { addDays } from '../days.js';

/** One measure as it is drawn in a large chart. */
export interface ChartLine {
  readonly picture: SeriesPicture;
  /** SVG path in a box of 100 × 100, broken where values are missing. */
  readonly path: string;
  /** Days without a known neighbour, which a line would not show. */
  readonly isolated: readonly number[];
  /** Height of a day's value, 0 (top) to 100 (bottom) of the whole chart; none where it is blank. */
  readonly y: (day: number) => number | undefined;
}

/** Measures of one unit share an axis; lanes lie below each other over the same days. */
export interface Lane {
  readonly unit: Unit;
  /** Edges in the whole chart, 0 (top) to 100 (bottom). */
  readonly top: number;
  readonly bottom: number;
  /** Round values within the lane, lowest first, with their height in the whole chart. */
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
}

export interface ChartLayout {
  readonly firstDay: string;
  readonly dayCount: number;
  readonly lanes: readonly Lane[];
  /** In the order of the measures. */
  readonly lines: readonly ChartLine[];
  /** The last day on which any measure has a value, where days without any follow. */
  readonly dataEnd: number | undefined;
  /** Left-to-right place of a day, 0 to 100. */
  readonly x: (day: number) => number;
}

/** Of a lane's height, left free above its highest value. */
const headroom = 0.06;
/** Of the chart's height, between two lanes. */
const gap = 8;

/** @param pictures of one report and so of the same days; at least one */
export function chartLayout(pictures: readonly SeriesPicture[]): ChartLayout {
  const dayCount = Math.max(...pictures.map(({ values }) => values.length));
  const x = (day: number) => (dayCount < 2 ? 50 : (day / (dayCount - 1)) * 100);
  const units = [...new Set(pictures.map(({ unit }) => unit))];
  const height = (100 - gap * (units.length - 1)) / units.length;
  const scales = new Map(
    units.map((unit, index) => {
      const top = index * (height + gap);
      return [unit, laneOf(unit, pictures.filter((picture) => picture.unit === unit), top, top + height)] as const;
    }),
  );
  const lines = pictures.flatMap((picture) => {
    const scale = scales.get(picture.unit);
    return scale === undefined ? [] : [lineOf(picture, x, scale.y)];
  });
  const lastKnown = Math.max(...pictures.map(({ values }) => values.findLastIndex((value) => value !== null)));
  return {
    firstDay: pictures[0]?.firstDay ?? '',
    dayCount,
    lanes: [...scales.values()].map(({ lane }) => lane),
    lines,
    dataEnd: lastKnown >= 0 && lastKnown < dayCount - 1 ? lastKnown : undefined,
    x,
  };
}

function laneOf(
  unit: Unit,
  pictures: readonly SeriesPicture[],
  top: number,
  bottom: number,
): { readonly lane: Lane; readonly y: (value: number) => number } {
  const known = pictures.flatMap(({ values }) => values.filter((value) => value !== null));
  const [least, most] = [Math.min(...known, Infinity), Math.max(...known, -Infinity)];
  // What wavers far above zero would be a flat line from there; the axis then says where it starts.
  const low = known.length === 0 || (least >= 0 && least <= most / 2) ? 0 : least;
  const values = ticksBetween(low, known.length === 0 ? 1 : most, unit);
  const [first, last] = [values[0] ?? 0, Math.max(values.at(-1) ?? 1, most)];
  const room = (bottom - top) * (1 - headroom);
  const y = (value: number) => bottom - (last > first ? (value - first) / (last - first) : 0.5) * room;
  return { lane: { unit, top, bottom, ticks: values.map((value) => ({ value, y: y(value) })) }, y };
}

function lineOf(picture: SeriesPicture, x: (day: number) => number, y: (value: number) => number): ChartLine {
  const { values } = picture;
  const rounded = (value: number) => Math.round(value * 100) / 100;
  const drawn = line<number | null>()
    .defined((value) => value !== null)
    .x((_, day) => rounded(x(day)))
    .y((value) => rounded(y(value ?? 0)));
  const known = (day: number) => typeof values[day] === 'number';
  return {
    picture,
    path: drawn(values) ?? '',
    isolated: values.flatMap((value, day) => (value !== null && !known(day - 1) && !known(day + 1) ? [day] : [])),
    y: (day) => {
      const value = values[day];
      return typeof value === 'number' ? y(value) : undefined;
    },
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
const mostTicks = 5;

/**
 * Round values that cover `low` to `high`, two to seven. Counts and bytes are whole, so their steps never go below one.
 */
export function ticksBetween(low: number, high: number, unit: Unit): number[] {
  const span = high > low ? high - low : Math.max(1, Math.abs(high));
  const step = roundStep(span / mostTicks, unit);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The least round step that is not below `least`. */
function roundStep(least: number, unit: Unit): number {
  const { base, steps } = roundSteps[unit];
  // Hours are counted by tens, like everything that has no unit above it.
  const [hours, hour] = unit === 'seconds' ? [least >= 3600, 3600] : unit === 'minutes' ? [least >= 60, 60] : [false, 1];
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
export function labelledDays(firstDay: string, dayCount: number): number[] {
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
