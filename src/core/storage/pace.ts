/** What storage comes to over time. Bytes and days; `NaN` where something is not known. */

/** Growth is told per so many days, which is what people call a month. */
export const MONTH_DAYS = 30;

/** Why growth, or the days that are left, are not known: words of `shared/blankReasons.ts`. */
export type PaceState = 'known' | 'notSent' | 'noQuota' | 'fewSnapshots' | 'notToldApart' | 'notGrowing';

/** What a row had in an earlier snapshot. */
export interface Earlier {
  readonly used: number;
  /** Days before the newest snapshot, more than 0. */
  readonly daysBefore: number;
}

export interface Pace {
  /** Bytes in {@link MONTH_DAYS} days, whole; negative where storage was freed. */
  readonly growth: number;
  readonly growthState: Exclude<PaceState, 'noQuota' | 'notGrowing'>;
  /** Whole days until the quota is used up, 0 where it is already. */
  readonly daysLeft: number;
  readonly daysLeftState: PaceState;
}

/**
 * @param earlier what the row had before, or why that is not known
 * @param quota not above 0, or `NaN`: there is none
 */
export function paceOf(used: number, quota: number, earlier: Earlier | 'fewSnapshots' | 'notToldApart'): Pace {
  const isTold = typeof earlier !== 'string' && !Number.isNaN(used);
  const perDay = isTold ? (used - earlier.used) / earlier.daysBefore : Number.NaN;
  const state = daysLeftState(used, quota, typeof earlier === 'string' ? earlier : perDay);
  const isFull = used >= quota;
  return {
    growth: Math.round(perDay * MONTH_DAYS),
    growthState: Number.isNaN(used) ? 'notSent' : typeof earlier === 'string' ? earlier : 'known',
    daysLeft: state !== 'known' ? Number.NaN : isFull ? 0 : Math.floor((quota - used) / perDay),
    daysLeftState: state,
  };
}

/** @param pace bytes a day, or why they are not known */
function daysLeftState(used: number, quota: number, pace: number | 'fewSnapshots' | 'notToldApart'): PaceState {
  if (Number.isNaN(used)) {
    return 'notSent';
  }
  if (!(quota > 0)) {
    return 'noQuota';
  }
  if (used >= quota) {
    return 'known';
  }
  return typeof pace === 'string' ? pace : pace > 0 ? 'known' : 'notGrowing';
}

/** Percent of the quota to one decimal; `NaN` without a quota. */
export function quotaShare(used: number, quota: number): number {
  return quota > 0 ? Math.round((used / quota) * 1000) / 10 : Number.NaN;
}
