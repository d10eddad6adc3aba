import { type InferOutput, safeParse } from 'valibot';
import { savedPanelState } from '../../shared/pages/report.js';

/** What a panel showed before a reload; `undefined` where it cannot be understood. */
export function parsePanelState(raw: unknown): InferOutput<typeof savedPanelState> | undefined {
  const { success, output } = safeParse(savedPanelState, raw);
  return success ? output : undefined;
}
