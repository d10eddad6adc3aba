import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import type { Aggregate, DailyValues } from '../../../../src/shared/report.js';
import { daysBetween } from '../../../../src/shared/format/days.js';
import { addSteps, stepEnd, stepStart, type TimeStep } from '../../../../src/shared/charts/timeSteps.js';

/** A value for each step, and what is missing. */
export interface StepValues {
  /** First day of the first step. */
  readonly firstDay: IsoDate;
  /** `null` where a step is not complete. */
  readonly values: readonly (number | null)[];
}

/**
 * What the days of each week or month come to. A step counts only where it is complete: every day of it has a value, or the last one where
 * that alone counts. A part of a week is no small week.
 */
export function stepValues({ firstDay, values }: DailyValues, step: TimeStep, aggregate: Aggregate): StepValues {
  const start = stepStart(step, firstDay);
  const end = addDays(firstDay, values.length - 1);
  const steps: (number | null)[] = [];
  for (let from = start; from <= end; from = addSteps(step, from, 1)) {
    const offset = daysBetween(firstDay, from);
    const length = daysBetween(from, stepEnd(step, from)) + 1;
    const days = Array.from({ length }, (_, index) => values[offset + index] ?? null);
    steps.push(aggregateOf(days, aggregate));
  }
  return { firstDay: start, values: steps };
}

function aggregateOf(days: readonly (number | null)[], aggregate: Aggregate): number | null {
  if (aggregate === 'last') {
    return days.at(-1) ?? null;
  }
  const known = days.filter((value) => value !== null);
  const sum = known.reduce((total, value) => total + value, 0);
  const isComplete = known.length === days.length && Number.isFinite(sum);
  return !isComplete ? null : aggregate === 'sum' ? sum : sum / days.length;
}
