import type { IsoDate } from '../../../../src/base/dates.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../texts.js';

/** How many rows have a value between two, both as they are shown. */
export function rowsInRange(from: string, to: string, rowCount: number, format: Format): string {
  return format.plural(texts.rowsInRange, rowCount, rangeText(from, to));
}

/** A day, or days from one to another. */
export function dayRange({ from, to }: { readonly from: IsoDate; readonly to: IsoDate }, format: Format): string {
  return rangeText(format.day(from), format.day(to));
}

function rangeText(from: string, to: string): string {
  return from === to ? from : formatText(texts.range, from, to);
}
