import type { ComparisonKind } from './rule.js';

/**
 * What a sentence can say, written in braces: `{value}`.
 *
 * - `value`: the amount that was compared; with `earlierDays`, the mean of the last days. `limit`: what it was compared with.
 * - `group`: what the rows of the group have in common. `day`: of the newest data.
 * - `before`: the mean of the days before. `change`: by how many percent it fell or rose.
 * - `part`, `whole`: what a percentage or unused seats are told from.
 */
const PLACEHOLDERS = ['value', 'limit', 'group', 'day', 'before', 'change', 'part', 'whole'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const ALWAYS: readonly Placeholder[] = ['value', 'limit', 'group', 'day'];
const MORE: Readonly<Record<ComparisonKind, readonly Placeholder[]>> = {
  number: [],
  earlierDays: ['before', 'change'],
  percent: ['part', 'whole'],
  daysLeft: [],
  unusedSeats: ['part', 'whole'],
  late: [],
};

export function placeholdersOf(kind: ComparisonKind): readonly Placeholder[] {
  return [...ALWAYS, ...MORE[kind]];
}

/** What a sentence has in braces and its rule can't say. */
export function unknownPlaceholders(sentence: string, kind: ComparisonKind): readonly string[] {
  const known: readonly string[] = placeholdersOf(kind);
  return [...sentence.matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = '']) => (known.includes(name) ? [] : [name]));
}

/** @param textOf what a placeholder stands for */
export function filledSentence(sentence: string, textOf: (placeholder: Placeholder) => string): string {
  return sentence.replaceAll(/\{([^{}]*)\}/g, (written, name: string) => {
    const placeholder = PLACEHOLDERS.find((one) => one === name);
    return placeholder === undefined ? written : textOf(placeholder);
  });
}
