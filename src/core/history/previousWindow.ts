import type { Picture, SeriesPicture } from '../../shared/report.js';
import { formatDay, parseDay } from '../../base/dates.js';

/**
 * Gives each series the window of the same length right before it, taken from a longer series of the same measure. Pictures whose
 * past is unknown stay as they are.
 *
 * @param history pictures of the whole history
 */
export function previousWindows(pictures: readonly Picture[], history: readonly Picture[]): readonly Picture[] {
  const longer = new Map(history.flatMap((picture) => (picture.kind === 'series' ? [[nameOf(picture), picture] as const] : [])));
  return pictures.map((picture) => {
    const source = picture.kind === 'series' ? longer.get(nameOf(picture)) : undefined;
    const previous = source === undefined || picture.kind !== 'series' ? undefined : windowBefore(picture, source);
    return previous === undefined || picture.kind !== 'series' ? picture : { ...picture, previous };
  });
}

function windowBefore({ firstDay, values }: SeriesPicture, source: SeriesPicture): SeriesPicture['previous'] {
  const first = parseDay(firstDay) - values.length;
  const sourceFirst = parseDay(source.firstDay);
  const before = values.map((_, index) => source.values[first - sourceFirst + index] ?? null);
  return before.some((value) => value !== null) ? { firstDay: formatDay(first), values: before } : undefined;
}

function nameOf({ column, key }: SeriesPicture): string {
  return key === undefined ? column : `${column}\n${key}`;
}
