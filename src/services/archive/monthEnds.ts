/**
 * Of how many months before the newest snapshot's the archive keeps the last snapshot of each detail report, unless somebody says otherwise.
 * A month is compared with the one before it, and growth needs an earlier snapshot.
 */
export const DEFAULT_MONTH_ENDS = 3;
