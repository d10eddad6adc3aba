import { chartLayout, type ChartLayout } from '../../../shared/charts/chartLayout.js';
import { isSmoothed, movingAverages } from '../../../shared/charts/movingAverages.js';
import type { PlotSeries } from '../../../shared/charts/seriesPlot.js';
import { roundedAverage } from '../../../shared/format/days.js';
import type { IsoDate } from '../../../base/dates.js';
import type { SeriesBlock, SeriesLine } from '../document.js';
import { axisUnit } from './values.js';

export interface SeriesLayout {
  readonly layout: ChartLayout<PlotSeries>;
  /** Whether its values are means of seven days, as the panel draws many days. */
  readonly isAverage: boolean;
}

/** The lines of a block over its days; `undefined` where no value of them is known. */
export function seriesLayout({ unit, lines, isLevel }: SeriesBlock): SeriesLayout | undefined {
  const known = lines.flatMap((line, look) => {
    const [firstDay] = line.days;
    return firstDay !== undefined && line.values.some((value) => value !== null)
      ? [{ unit: axisUnit(unit), look, isPrevious: false, firstDay, values: line.values }]
      : [];
  });
  if (known.length === 0) {
    return undefined;
  }
  const averages = known.map((line) => ({ ...line, values: movingAverages(line.values).map(rounded) }));
  const isAverage =
    !isLevel &&
    isSmoothed(Math.max(...known.map(({ values }) => values.length))) &&
    averages.every(({ values }) => values.some((value) => value !== null));
  return { layout: chartLayout(isAverage ? averages : known), isAverage };
}

export interface LinePoint {
  readonly day: IsoDate;
  readonly value: number;
}

/** The last point of a line that is known, as it is drawn: the mean of seven days where it has means. */
export function drawnLatestOf({ layout }: SeriesLayout, look: number): LinePoint | undefined {
  const line = layout.lines.find(({ series }) => series.look === look);
  const value = line?.lastKnown === undefined ? undefined : line.value(line.lastKnown);
  return line?.lastKnown === undefined || value === undefined || value === null
    ? undefined
    : { day: layout.dayAt(line.lastKnown), value };
}

/** The last point of a line that is known. */
export function latestOf({ days, values }: SeriesLine): LinePoint | undefined {
  return pointAt(
    { days, values },
    values.findLastIndex((value) => value !== null),
  );
}

/** The first of its lowest and of its highest points. */
export function extremesOf(line: Pick<SeriesLine, 'days' | 'values'>): {
  readonly minimum: LinePoint | undefined;
  readonly maximum: LinePoint | undefined;
} {
  const known = line.values.filter((value) => value !== null);
  const find = (value: number) => pointAt(line, line.values.indexOf(value));
  return known.length === 0
    ? { minimum: undefined, maximum: undefined }
    : {
        minimum: find(known.reduce((least, value) => Math.min(least, value))),
        maximum: find(known.reduce((most, value) => Math.max(most, value))),
      };
}

/** All days of a block's lines, oldest first. */
export function daysOf({ lines }: SeriesBlock): readonly IsoDate[] {
  return [...new Set(lines.flatMap(({ days }) => days))].sort();
}

function pointAt({ days, values }: Pick<SeriesLine, 'days' | 'values'>, index: number): LinePoint | undefined {
  const [day, value] = [days[index], values[index]];
  return day === undefined || value === undefined || value === null ? undefined : { day, value };
}

function rounded(value: number | null): number | null {
  return value === null ? null : roundedAverage(value);
}
