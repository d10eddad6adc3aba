import type { SeriesChart } from './report.js';
import type { WeeksChange } from './weeksChange.js';

/** One measure of a daily series, where many of them are told: in an overview, in a table of tenants, in a document. */
export interface DailyMeasure extends Pick<
  SeriesChart,
  'column' | 'columnLabel' | 'key' | 'unit' | 'firstDay' | 'values' | 'latest'
> {
  /** What it is a part of came to, on the day of `latest`. */
  readonly whole?: number;
  /** Its daily values are too small for a trend to mean anything. */
  readonly isSmall?: true;
  /** The newest whole weeks against those before, or some other days; absent where too few days are known. */
  readonly change?: WeeksChange;
}
