import type { ReportNode } from './nodes.js';

/** Characters of a label and its description together that have room in a side bar of the usual width: deeper rows begin further right. */
const ROOM: Readonly<Record<ReportNode['label'], number>> = { favorite: 34, added: 34, title: 31, parameter: 29 };

/** A description is written smaller than a label. */
const SMALLER = 0.9;

const SEPARATOR = ' · ';

/** In the place of a time that has no room. The tooltip has the time. */
const FETCHED = '✓';

export interface RowWords {
  readonly kind: ReportNode['label'];
  readonly label: string;
  /** What the parents of the row don't say, the most telling first. */
  readonly place: readonly string[];
  /** Whether it was fetched, or what became of that; absent where nobody tried. */
  readonly state?: string | undefined;
  /** Whether the state is the time of a fetch. */
  readonly isTime: boolean;
}

/** What stands behind a label. A time that would be cut off is a mark there: half a time says less than none, or another time. */
export function rowDescription({ kind, label, place, state, isTime }: RowWords): string {
  const whole = joined(place, state);
  if (!isTime || hasRoom(kind, label, whole)) {
    return whole;
  }
  const marked = joined(place, FETCHED);
  return hasRoom(kind, label, marked) ? marked : joined(place, undefined);
}

function hasRoom(kind: ReportNode['label'], label: string, description: string): boolean {
  return label.length + 1 + description.length * SMALLER <= ROOM[kind];
}

function joined(place: readonly string[], state: string | undefined): string {
  return [...place, state].filter((part) => part !== undefined && part !== '').join(SEPARATOR);
}
