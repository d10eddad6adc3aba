import { compareTexts } from '../../base/compareTexts.js';
import { isObject } from '../../base/json.js';
import { shortHash } from '../../base/shortHash.js';
import type { AlertRule } from './rule.js';

/** Another limit is no other question: an alert stays, and is told by the new one. */
const LIMITS: ReadonlySet<string> = new Set(['above', 'below', 'fallsBy', 'risesBy']);

/**
 * Tells what a rule asks from what others ask under its ID: an amount that was remembered of one says nothing of another. Not the question itself,
 * whose filters may name somebody.
 */
export function askedBy({ query, compare }: Pick<AlertRule, 'query' | 'compare'>): string {
  const limited = Object.entries(compare).map(([name, value]: [string, unknown]): [string, unknown] => [
    name,
    LIMITS.has(name) || (compare.kind === 'late' && name === 'days') ? value !== undefined : value,
  ]);
  return shortHash(JSON.stringify(inOrder({ query, compare: Object.fromEntries<unknown>(limited) })));
}

/** In whatever order a file has its properties, they are the same question. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((one: unknown) => inOrder(one));
  }
  return isObject(value)
    ? Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .sort(([a], [b]) => compareTexts(a, b))
        .map(([name, one]) => [name, inOrder(one)])
    : value;
}
