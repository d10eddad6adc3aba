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
  if (Number.isNaN(used)) {
    return { ...UNKNOWN, growthState: 'notSent', daysLeftState: 'notSent' };
  }
  const isFull = quota > 0 && used >= quota;
  const full = isFull ? ({ daysLeft: 0, daysLeftState: 'known' } as const) : undefined;
  if (typeof earlier === 'string') {
    return { ...UNKNOWN, growthState: earlier, daysLeftState: quota > 0 ? earlier : 'noQuota', ...full };
  }
  const perDay = (used - earlier.used) / earlier.daysBefore;
  const known = { growth: Math.round(perDay * MONTH_DAYS), growthState: 'known' } as const;
  if (full !== undefined) {
    return { ...known, ...full };
  }
  if (!(quota > 0)) {
    return { ...known, daysLeft: Number.NaN, daysLeftState: 'noQuota' };
  }
  return perDay > 0
    ? { ...known, daysLeft: Math.floor((quota - used) / perDay), daysLeftState: 'known' }
    : { ...known, daysLeft: Number.NaN, daysLeftState: 'notGrowing' };
}

const UNKNOWN = { growth: Number.NaN, daysLeft: Number.NaN };

/** Percent of the quota to one decimal; `NaN` without a quota. */
export function quotaShare(used: number, quota: number): number {
  return quota > 0 ? Math.round((used / quota) * 1000) / 10 : Number.NaN;
}
