import { formatDay } from '../../base/dates.js';
import {
  type LicensedUser,
  type LicenseUse,
  NEW_DAYS,
  reportWith,
  type ServiceReport,
  UNUSED_DAYS,
  type UseEvidence,
} from './licenseUse.js';
import { type LicensedService, SIDE_SERVICES } from './productServices.js';
import type { Doubt, UnusedConfidence } from './unusedConfidence.js';

/** Why a license has the state that it has, in English, as all that files have. */
export function reasonOf(
  use: LicenseUse,
  user: Pick<LicensedUser, 'deletedDay' | 'uses'>,
  { completeTo }: UnusedConfidence,
  { newestDay }: UseEvidence,
): string {
  const seen = Number.isNaN(use.lastUse) ? 'never seen' : `last seen ${formatDay(use.lastUse)}`;
  switch (use.state) {
    case 'used':
      return `Used: ${use.usedServices.join(', ')}; ${seen}`;
    case 'unused': {
      const known = use.knownServices;
      const where = known.length === 1 ? known.join('') : `any of ${known.length} services`;
      return `No activity in ${where} for ${UNUSED_DAYS} days; ${seen}; reports complete to ${formatDay(completeTo)}`;
    }
    case 'new':
      return `Assigned within the ${NEW_DAYS} days before ${formatDay(newestDay)}, and not used yet`;
    case 'deleted':
      return Number.isNaN(user.deletedDay)
        ? 'The user is deleted'
        : `The user was deleted on ${formatDay(user.deletedDay)}`;
    case 'notVisible':
      return 'No report shows the use of this product';
    case 'notKnown': {
      const days = use.shownServices.flatMap((service) =>
        SIDE_SERVICES.has(service) ? [] : (reportWith(user, service)?.day ?? []),
      );
      return days.length === 0
        ? 'No archived report of its services has the user'
        : `The reports that have the user go to ${formatDay(Math.max(...days))}, so say nothing of the ${UNUSED_DAYS} days before ${formatDay(newestDay)}`;
    }
  }
}

export function doubtText(doubt: Doubt, user: Pick<LicensedUser, 'uses'>): string {
  const withReports = (services: readonly LicensedService[], textOf: (report: ServiceReport) => string) =>
    services
      .map((service) => {
        const report = reportWith(user, service);
        return report === undefined ? service : `${service} (${textOf(report)})`;
      })
      .join(', ');
  switch (doubt.kind) {
    case 'notFetched':
      return `Reports that are not fetched: ${doubt.services.join(', ')}`;
    case 'noRow':
      return `Reports without the user: ${doubt.services.join(', ')}`;
    case 'shortPeriod':
      return `Reports of fewer than ${UNUSED_DAYS} days: ${withReports(doubt.services, ({ periodDays }) => String(periodDays))}`;
    case 'older':
      return `Reports that are older than the others: ${withReports(doubt.services, ({ day }) => formatDay(day))}`;
    case 'assignedUnknown':
      return 'The day on which it was assigned, which no report says';
    case 'concealed':
      return 'Names, which are concealed';
    case 'deleted':
      return 'The license may be free already';
  }
}
