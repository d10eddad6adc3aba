import * as v from 'valibot';
import type { DifferenceMessage } from '../../shared/differencePage.js';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

const view = v.object({
  sort: v.optional(v.strictObject({ column: index, descending: v.boolean() })),
  filter: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
});

const message = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('chooseTab'), tab: v.picklist(['changed', 'added', 'gone']) }),
  v.strictObject({ type: v.literal('getRows'), requestId: index, view, start: index, end: index }),
  // The grid may ask for more than this page has to offer; what it does not know is passed over.
  v.object({ type: v.literal('copyRows'), view, rows: v.optional(v.array(index)), format: v.optional(v.picklist(['tabSeparated', 'markdown'])) }),
  v.strictObject({ type: v.literal('export') }),
  v.strictObject({ type: v.literal('openSnapshot'), side: v.picklist(['before', 'after']) }),
]);

/** The message if it is one of ours, else `undefined`: what a webview sends is outside input. */
export function parseDifferenceMessage(raw: unknown): DifferenceMessage | undefined {
  const result = v.safeParse(message, raw);
  return result.success ? result.output : undefined;
}
