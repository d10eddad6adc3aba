import type { Usage } from '../throttling/budget.js';
import { countRequests } from './directoryPlan.js';
import { estimateSeconds, SECONDS_PER_REQUEST } from './estimate.js';
import type { PlannedReport } from './plan.js';

/**
 * Estimates how long what is planned takes. The limits of usage reports don't count what is requested of the directory.
 * @param secondsEach duration of one request without waiting
 */
export function estimatePlan(
  requested: readonly PlannedReport[],
  usage: Usage,
  secondsEach = SECONDS_PER_REQUEST,
): number {
  const { reports, directory } = countRequests(requested);
  return estimateSeconds(reports, usage, secondsEach) + directory * secondsEach;
}
