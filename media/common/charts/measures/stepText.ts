import type { IsoDate } from '../../../../src/base/dates.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { stepEnd, type TimeStep } from '../../../../src/shared/charts/timeSteps.js';

/** The day, week or month that begins on a day: `Nov 20, 2026`, `Nov 16 – 22, 2026`, `November 2026`. */
export function stepText(step: TimeStep, start: IsoDate, format: Format): string {
  switch (step) {
    case 'day':
      return format.day(start);
    case 'week':
      return format.dayRange(start, stepEnd(step, start));
    case 'month':
      return format.monthOfYear(start);
  }
}
