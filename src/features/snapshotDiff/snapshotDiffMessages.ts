import * as v from 'valibot';
import { changeKinds, type SnapshotDiffMessage } from '../../shared/pages/snapshotDiff.js';
import { index, parserOf, view } from '../common/schemas.js';

const message: v.GenericSchema<unknown, SnapshotDiffMessage> = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('chooseTab'), tab: v.picklist(changeKinds) }),
  v.strictObject({ type: v.literal('getRows'), requestId: index, view, start: index, end: index }),
  v.strictObject({
    type: v.literal('copyRows'),
    view,
    rows: v.optional(v.array(index)),
    format: v.optional(v.picklist(['tabSeparated', 'markdown'])),
  }),
  v.strictObject({ type: v.literal('export') }),
  v.strictObject({ type: v.literal('openSnapshot'), side: v.picklist(['before', 'after']) }),
]);

/** The message if it is one of ours, else `undefined`: what a webview sends is outside input. */
export const parseSnapshotDiffMessage = parserOf(message);
