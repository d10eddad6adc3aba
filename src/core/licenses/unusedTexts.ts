import { formatDay } from '../../base/dates.js';
import { formatText } from '../../shared/format/formatText.js';
import { ANY_OF_SERVICES, LICENSE_TEXTS as texts } from '../../shared/licenseTexts.js';
import { type LicensedUser, type LicenseUse, reportWith, type ServiceReport, type UseEvidence } from './licenseUse.js';
import { type LicensedService, SIDE_SERVICES } from './productServices.js';
import type { Doubt, UnusedConfidence } from './unusedConfidence.js';

/** Why a license has the state that it has, in English, as all that files have. */
export function reasonOf(
  use: LicenseUse,
  user: Pick<LicensedUser, 'deletedDay' | 'uses'>,
  { completeTo }: UnusedConfidence,
  { newestDay }: UseEvidence,
): string {
  const seen = Number.isNaN(use.lastUse) ? texts.neverSeen : formatText(texts.lastSeen, formatDay(use.lastUse));
  switch (use.state) {
    case 'used':
      return formatText(texts.usedBy, use.usedServices.join(', '), seen);
    case 'unused': {
      const known = use.knownServices;
      const where = known.length === 1 ? known.join('') : formatText(ANY_OF_SERVICES, String(known.length));
      return formatText(texts.noActivity, where, seen, formatDay(completeTo));
    }
    case 'new':
      return formatText(texts.newlyAssigned, formatDay(newestDay));
    case 'deleted':
      return Number.isNaN(user.deletedDay)
        ? texts.userDeleted
        : formatText(texts.userDeletedOn, formatDay(user.deletedDay));
    case 'notVisible':
      return texts.noReportShows;
    case 'notKnown': {
      const days = use.shownServices.flatMap((service) =>
        SIDE_SERVICES.has(service) ? [] : (reportWith(user, service)?.day ?? []),
      );
      return days.length === 0
        ? texts.noReportHasUser
        : formatText(texts.reportsEnd, formatDay(Math.max(...days)), formatDay(newestDay));
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
      return formatText(texts.notFetched, doubt.services.join(', '));
    case 'noRow':
      return formatText(texts.withoutUser, doubt.services.join(', '));
    case 'shortPeriod':
      return formatText(
        texts.shortPeriod,
        withReports(doubt.services, ({ periodDays }) => String(periodDays)),
      );
    case 'older':
      return formatText(
        texts.older,
        withReports(doubt.services, ({ day }) => formatDay(day)),
      );
    case 'assignedUnknown':
      return texts.assignedUnknown;
    case 'concealed':
      return texts.concealed;
    case 'deleted':
      return texts.freeAlready;
  }
}
