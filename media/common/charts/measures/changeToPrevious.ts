import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import type { SeriesChart } from '../../../../src/shared/report.js';
import { type WindowChange, windowChange } from '../../../../src/shared/windowChange.js';

/** The change of a series against the window of the same length right before it. */
export interface ChangeToPrevious extends WindowChange {
  /** First and last day of the previous window. */
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Of as many days as are known of the window itself: a few days would stand for a whole window otherwise. */
const MIN_KNOWN_SHARE = 0.8;

/** @returns `undefined` where too little is known of either window */
export function changeToPrevious({
  values,
  firstDay,
  previous,
}: Pick<SeriesChart, 'values' | 'firstDay' | 'previous'>): ChangeToPrevious | undefined {
  const knownDays = values.filter((value) => value !== null).length;
  const change = windowChange(previous?.values ?? [], values, { before: knownDays * MIN_KNOWN_SHARE, after: 1 });
  return change === undefined
    ? undefined
    : { ...change, from: addDays(firstDay, -values.length), to: addDays(firstDay, -1) };
}
