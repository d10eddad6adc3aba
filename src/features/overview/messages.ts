import * as v from 'valibot';
import { parserOf } from '../common/schemas.js';
import type { OverviewMessage } from '../../shared/pages/overview.js';

const report = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,100}$/));

const overviewMessage: v.GenericSchema<unknown, OverviewMessage> = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('open'), report, history: v.optional(v.literal(true)) }),
  v.strictObject({ type: v.literal('reload') }),
  v.strictObject({ type: v.literal('collect') }),
  v.strictObject({ type: v.literal('browse') }),
  v.strictObject({ type: v.literal('action'), id: v.pipe(v.string(), v.maxLength(64)) }),
]);

/** The message if it is one of ours, else `undefined`: what a webview sends is outside input. */
export const parseOverviewMessage = parserOf(overviewMessage);
