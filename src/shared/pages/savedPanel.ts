import { array, boolean, fallback, type GenericSchema, object, optional, safeParse, string } from 'valibot';
import type { PanelState } from './report.js';
import { reportRef, tableView } from './schemas.js';

/** What another version saved may have another form: the report opens all the same, without what is not understood of it. */
export const savedPanelState: GenericSchema<unknown, PanelState> = object({
  ref: reportRef,
  view: fallback(tableView, {}),
  compared: optional(fallback(array(reportRef), [])),
  largeChart: optional(
    fallback(object({ picked: array(string()), withPrevious: boolean() }), { picked: [], withPrevious: false }),
  ),
});

/** What a panel saved before a reload; `undefined` where it names no report. */
export function parsePanelState(raw: unknown): PanelState | undefined {
  const { success, output } = safeParse(savedPanelState, raw);
  return success ? output : undefined;
}
