import type { Bar } from '../document.js';

/** Beside the value of a bar that has a note. */
export const NOTE_MARK = ' *';

/** What has to be known to read bars: a sentence for all bars that it is about. */
export function barNotes(bars: readonly Bar[]): readonly string[] {
  const labels = new Map<string, readonly string[]>();
  for (const { label, note } of bars) {
    if (note !== undefined) {
      labels.set(note, [...(labels.get(note) ?? []), label]);
    }
  }
  return [...labels].map(([note, alike]) => `* ${alike.join(', ')}: ${note}`);
}
