/**
 * What the tables of licenses say in words, in English, as files have it. `{0}` … stand for names of services, numbers, days, and what another of
 * them says.
 */
export const LICENSE_TEXTS = {
  used: 'Used',
  unused: 'Unused',
  new: 'New',
  deleted: 'User deleted',
  notVisible: 'Use not visible',
  notKnown: 'Not known',
  visible: 'Visible',
  noneVisible: 'Not visible',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  usedBy: 'Used: {0}; {1}',
  noActivity: 'No activity in {0} for 90 days; {1}; reports complete to {2}',
  neverSeen: 'never seen',
  lastSeen: 'last seen {0}',
  newlyAssigned: 'Assigned within the 30 days before {0}, and not used yet',
  userDeleted: 'The user is deleted',
  userDeletedOn: 'The user was deleted on {0}',
  noReportShows: 'No report shows the use of this product',
  noReportHasUser: 'No archived report of its services has the user',
  reportsEnd: 'The reports that have the user go to {0}, so say nothing of the 90 days before {1}',
  notFetched: 'Reports that are not fetched: {0}',
  withoutUser: 'Reports without the user: {0}',
  shortPeriod: 'Reports of fewer than 90 days: {0}',
  older: 'Reports that are older than the others: {0}',
  assignedUnknown: 'The day on which it was assigned, which no report says',
  concealed: 'Names, which are concealed',
  freeAlready: 'The license may be free already',
} as const;

/** Of how many services a text speaks: `{0}` in {@link LICENSE_TEXTS}`.noActivity`. */
export const ANY_OF_SERVICES = 'any of {0} services';

/** Between several texts in one cell. */
export const BETWEEN_LICENSE_TEXTS = '; ';

export type LicenseText = keyof typeof LICENSE_TEXTS;
