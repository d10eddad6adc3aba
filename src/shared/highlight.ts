import type { IsoDate, IsoInstant } from '../base/dates.js';
import type { DailyMeasure } from './dailyMeasure.js';
import type { DayRange } from './history.js';
import type { WeeksChange } from './weeksChange.js';

/** What of a report is worth a look before anything else. */
export type Highlight =
  | MeasureHighlight
  /** The newest day was older than usual at the last request. */
  | {
      readonly kind: 'lag';
      readonly report: string;
      readonly refreshDate: IsoDate;
      readonly days: number;
      readonly usual: number;
    }
  /** Days that nobody fetched, although they lie between days that are known. */
  | { readonly kind: 'missing'; readonly report: string; readonly days: number; readonly last: DayRange }
  | { readonly kind: 'failed'; readonly report: string; readonly text: string; readonly at: IsoInstant }
  /** Snapshots of the archive that are damaged. */
  | { readonly kind: 'damaged'; readonly report: string; readonly count: number };

/** A measure that changed more than others. */
export interface MeasureHighlight extends Pick<DailyMeasure, 'column' | 'columnLabel' | 'key' | 'unit'> {
  readonly kind: 'rise' | 'fall';
  readonly report: string;
  readonly change: WeeksChange;
}
