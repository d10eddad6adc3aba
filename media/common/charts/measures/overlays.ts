import type { Overlay } from '../../../../src/shared/pages/report.js';

/** Whether the days of a chart are of more than one month, and so have no date and are no weekend. */
export function isByDayOfMonth(overlay: Overlay): boolean {
  return overlay === 'month' || overlay === 'wholeMonth';
}
