import type { ReportSummary } from '../../src/shared/pages/report.js';
import type { ReportRef } from '../../src/shared/report.js';
import type { Activity } from './panelModel.js';

/**
 * Which period or day is still on screen while another one is on its way: the switch shows that other one already. `undefined` where
 * what is on screen is what the switch shows.
 */
export function displayedChoice({ ref, choices }: ReportSummary, activity: Activity): string | undefined {
  const isShown = ({ period, date, history }: Pick<ReportRef, 'period' | 'date' | 'history'>) =>
    period === ref.period && date === ref.date && history === ref.history;
  return activity.kind !== 'loading' || isShown(activity.ref) ? undefined : choices.find(isShown)?.label;
}
