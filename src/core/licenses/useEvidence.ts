import { type IsoDate, parseDay } from '../../base/dates.js';
import { ACTIVE_USERS, ACTIVE_USERS_NAMES, JOINED_REPORTS } from '../users/joined/joinedReports.js';
import type { JoinedUsersFacts, UserSource } from '../users/joined/joinedUsers.js';
import type { UseEvidence } from './licenseUse.js';
import { LICENSED_SERVICES, type LicensedService } from './productServices.js';

/** How far the reports that were joined tell who uses what. */
export function useEvidence(facts: JoinedUsersFacts): UseEvidence {
  const { concealed, sources } = facts;
  const used = sources.filter(({ state }) => state === 'used');
  const reports = new Map(
    LICENSED_SERVICES.flatMap((service) => {
      const telling = used.filter(({ report }) => tellsActivity(report, service));
      const days = telling.map((source) => parseDay(dayOf(source))).filter((day) => !Number.isNaN(day));
      return days.length === 0
        ? []
        : [[service, { day: Math.max(...days), periodDays: Math.max(...telling.map(periodDays)) }] as const];
    }),
  );
  return { newestDay: parseDay(dayOf(facts)), reports, isConcealed: concealed };
}

function tellsActivity(report: string, service: LicensedService): boolean {
  return report === ACTIVE_USERS
    ? ACTIVE_USERS_NAMES.has(service)
    : JOINED_REPORTS.some((one) => one.report === report && one.service === service && one.lastActivity !== undefined);
}

/** A report without a refresh date is as old as its file. */
function dayOf({ refreshDate, fetchedAt }: Pick<UserSource, 'refreshDate' | 'fetchedAt'>): IsoDate {
  return refreshDate ?? fetchedAt?.slice(0, 10) ?? '';
}

/** A report that has all periods, and one that takes none, are about more days than every other. */
function periodDays({ period }: UserSource): number {
  return Number(/^D(\d+)$/.exec(period ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
}
