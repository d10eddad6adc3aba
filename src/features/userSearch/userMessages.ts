import * as v from 'valibot';
import type { UserSearchMessage } from '../../shared/pages/userSearch.js';
import { parserOf } from '../common/schemas.js';

const id = v.pipe(v.string(), v.maxLength(200));

const message: v.GenericSchema<unknown, UserSearchMessage> = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('openReport'), id }),
  v.strictObject({ type: v.literal('fetch'), ids: v.pipe(v.array(id), v.maxLength(100)) }),
  v.strictObject({ type: v.literal('cancel') }),
  v.strictObject({ type: v.literal('copy') }),
  v.strictObject({ type: v.literal('findAnother') }),
]);

/** The message if it is one of ours, else `undefined`: what a webview sends is outside input. */
export const parseUserMessage = parserOf(message);
