/**
 * Why a cell of a joined table is blank. None of them is a zero.
 *
 * - `noActivity`: the report has the user, who was never active.
 * - `notLicensed`: the report has no such value, as the user has no license for the service.
 * - `notFetched`: no report that says it is archived, or none that can be joined.
 * - `notSent`: the report is archived, and has no row of the user, or no value in it.
 */
export type BlankReason = (typeof BLANK_REASONS)[number];
export const BLANK_REASONS = ['noActivity', 'notLicensed', 'notFetched', 'notSent'] as const;

/**
 * What a column of states has for each user. A report of activity has `active` where the user was active at some time; one of what there is,
 * such as storage, has `sent` where it has the user.
 */
export type UserState = BlankReason | 'active' | 'sent';

/** The texts of the cells. Files have them in English, as they have the names of columns. */
export const USER_STATES: Readonly<Record<UserState, string>> = {
  active: 'Active',
  sent: 'Sent',
  noActivity: 'No activity',
  notLicensed: 'Not licensed',
  notFetched: 'Not fetched',
  notSent: 'Not sent',
};

/** @param state text of the cell in the column that {@link ColumnInfo.blanksIn} names. A user who is there has values, or they were not sent. */
export function blankReason(state: string): BlankReason {
  return BLANK_REASONS.find((reason) => USER_STATES[reason] === state) ?? 'notSent';
}
