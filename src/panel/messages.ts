import * as v from 'valibot';
import { maxChartBytes, type WebviewMessage } from '../shared/protocol.js';

/** A row or column number, or a message number. */
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const date = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const period = v.pipe(v.string(), v.regex(/^[A-Z0-9]{1,8}$/));

const view = v.strictObject({
  sort: v.optional(v.strictObject({ column: index, descending: v.boolean() })),
  filter: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
});

const comparison = v.pipe(v.string(), v.maxLength(500));

/** Bytes that are what they are said to be, as far as their beginning tells. */
const chartContent = v.pipe(v.instance(Uint8Array), v.minLength(8), v.maxLength(maxChartBytes));

const webviewMessage = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('getRows'), requestId: index, view, start: index, end: index }),
  v.strictObject({ type: v.literal('choosePeriod'), period: v.optional(period), date: v.optional(date), history: v.optional(v.literal(true)) }),
  v.strictObject({ type: v.literal('getRestated') }),
  v.strictObject({ type: v.literal('refresh') }),
  v.strictObject({ type: v.literal('cancel') }),
  v.strictObject({ type: v.literal('export') }),
  v.strictObject({ type: v.literal('copyRows'), view, rows: v.optional(v.array(index)) }),
  v.strictObject({ type: v.literal('action'), id: v.pipe(v.string(), v.maxLength(64)) }),
  v.strictObject({ type: v.literal('compareWith') }),
  v.strictObject({ type: v.literal('removeComparison'), comparison }),
  v.strictObject({ type: v.literal('comparisonAction'), comparison, id: v.pipe(v.string(), v.maxLength(64)) }),
  v.strictObject({ type: v.literal('fetchEarlierDays') }),
  v.strictObject({
    type: v.literal('saveChart'),
    format: v.picklist(['svg', 'png']),
    name: v.pipe(v.string(), v.maxLength(1_000)),
    content: chartContent,
  }),
]);

const ref = v.strictObject({
  connection: v.string(),
  report: v.string(),
  period: v.optional(period),
  date: v.optional(date),
  history: v.optional(v.literal(true)),
});

const panelState = v.object({
  ref,
  view,
  compared: v.optional(v.fallback(v.array(ref), [])),
});

/** The message if it is one of ours, else `undefined`: what a webview sends is outside input. */
export function parseWebviewMessage(message: unknown): WebviewMessage | undefined {
  const result = v.safeParse(webviewMessage, message);
  return result.success ? result.output : undefined;
}

/** What a panel showed before a reload, if it can be understood. */
export function parsePanelState(state: unknown): v.InferOutput<typeof panelState> | undefined {
  const result = v.safeParse(panelState, state);
  return result.success ? result.output : undefined;
}
