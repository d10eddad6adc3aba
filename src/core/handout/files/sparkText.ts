import { BLANK_MARK } from '../../../shared/format/formatText.js';

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** More are no help in a table. */
const MAX_POINTS = 31;

/** A line in the height of a text, from its lowest value to its highest, at most 31 characters. What is not known is a dash, and no low value. */
export function sparkText(values: readonly (number | null)[]): string {
  const points = pointsOf(values);
  const known = points.filter((value) => value !== null);
  const least = known.reduce((one, other) => Math.min(one, other), Infinity);
  const span = known.reduce((one, other) => Math.max(one, other), -Infinity) - least;
  return points
    .map((value) =>
      value === null
        ? BLANK_MARK
        : LEVELS[span > 0 ? Math.round(((value - least) / span) * (LEVELS.length - 1)) : LEVELS.length / 2],
    )
    .join('');
}

/** Of many values the means of as many in a row. */
function pointsOf(values: readonly (number | null)[]): readonly (number | null)[] {
  const each = Math.ceil(values.length / MAX_POINTS);
  return Array.from({ length: Math.ceil(values.length / Math.max(1, each)) }, (_, index) => {
    const known = values.slice(index * each, (index + 1) * each).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value / known.length, 0);
  });
}
