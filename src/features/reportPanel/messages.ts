import * as v from 'valibot';
import { MAX_CHART_BYTES, type WebviewMessage } from '../../shared/pages/report.js';
import { date, index, parserOf, view } from '../common/schemas.js';

const period = v.pipe(v.string(), v.regex(/^[A-Z0-9]{1,8}$/));
const comparison = v.pipe(v.string(), v.maxLength(500));

/** Bytes that are what they are said to be, as far as their beginning tells. */
const chartContent = v.pipe(v.instance(Uint8Array), v.minLength(8), v.maxLength(MAX_CHART_BYTES));

const webviewMessage: v.GenericSchema<unknown, WebviewMessage> = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('getRows'), requestId: index, view, start: index, end: index }),
  v.strictObject({
    type: v.literal('choosePeriod'),
    period: v.optional(period),
    date: v.optional(date),
    history: v.optional(v.literal(true)),
  }),
  v.strictObject({ type: v.literal('getRestated') }),
  v.strictObject({ type: v.literal('refresh') }),
  v.strictObject({ type: v.literal('cancel') }),
  v.strictObject({ type: v.literal('export') }),
  v.strictObject({ type: v.literal('getTotals'), requestId: index, view }),
  v.strictObject({
    type: v.literal('getValues'),
    requestId: index,
    column: index,
    search: v.pipe(v.string(), v.maxLength(1_000)),
  }),
  v.strictObject({
    type: v.literal('copyRows'),
    view,
    rows: v.optional(v.array(index)),
    format: v.optional(v.picklist(['tabSeparated', 'markdown'])),
  }),
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
export const parseWebviewMessage = parserOf(webviewMessage);

/** What a panel showed before a reload, if it can be understood. */
export const parsePanelState = parserOf(panelState);
