import { compareTexts } from './compareTexts.js';

/**
 * The candidate that somebody most likely meant: the one with the fewest letters to change, add, or remove, ignoring case.
 *
 * @returns `undefined` where none is near: more than a third of the letters are others
 */
export function nearestText(text: string, candidates: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase();
  let nearest: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of [...candidates].sort(compareTexts)) {
    const most = Math.floor(Math.max(wanted.length, candidate.length) / 3);
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= most && distance < (nearest?.distance ?? Infinity)) {
      nearest = { candidate, distance };
    }
  }
  return nearest?.candidate;
}

/** Letters to change, add, or remove so that one text becomes the other. */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      current.push(
        Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + change),
      );
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
