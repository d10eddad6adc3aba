import type { IsoDate, IsoInstant } from '../../base/dates.js';

/** What the archive says about a report's newest snapshot. */
export interface ArchivedFacts {
  /** When the bytes were received. */
  readonly fetchedAt: IsoInstant;
  /** When the service last confirmed that there is nothing newer. */
  readonly checkedAt: IsoInstant;
  readonly refreshDate: IsoDate | null;
  /** Opening the report would send no request. */
  readonly isFresh: boolean;
}
