import { type IsoDate, parseDay } from '../../base/dates.js';
import { statesColumn } from '../users/joined/joinedColumns.js';
import { ACTIVE_USERS, ACTIVE_USERS_NAMES, JOINED_REPORTS, type JoinedReport } from '../users/joined/joinedReports.js';
import type { JoinedUsersFacts, UserSource } from '../users/joined/joinedUsers.js';
import type { TellingReport, UseEvidence } from './licenseUse.js';
import { LICENSED_SERVICES, type LicensedService } from './productServices.js';

/** How far the reports that were joined tell who uses what. */
export function useEvidence(facts: JoinedUsersFacts): UseEvidence {
  const { concealed, sources } = facts;
  const used = sources.filter(({ state }) => state === 'used');
  const reports = new Map(
    LICENSED_SERVICES.flatMap((service) => {
      const telling = used.flatMap((source): TellingReport[] => {
        const joined = tellingReport(source.report, service);
        const day = parseDay(dayOf(source));
        return joined === undefined || Number.isNaN(day)
          ? []
          : [{ day, periodDays: periodDays(source), statesIn: statesColumn(joined) }];
      });
      return telling.length === 0 ? [] : [[service, telling] as const];
    }),
  );
  return { newestDay: parseDay(dayOf(facts)), reports, isConcealed: concealed };
}

/** `undefined` if the report does not tell who was active in the service. */
function tellingReport(report: string, service: LicensedService): JoinedReport | undefined {
  return JOINED_REPORTS.find(
    (one) =>
      one.report === report &&
      (report === ACTIVE_USERS
        ? ACTIVE_USERS_NAMES.has(service)
        : one.service === service && one.lastActivity !== undefined),
  );
}

/** A report without a refresh date is as old as its file. */
function dayOf({ refreshDate, fetchedAt }: Pick<UserSource, 'refreshDate' | 'fetchedAt'>): IsoDate {
  return refreshDate ?? fetchedAt?.slice(0, 10) ?? '';
}

/** A report that has all periods, and one that takes none, are about more days than every other. */
function periodDays({ period }: UserSource): number {
  return Number(/^D(\d+)$/.exec(period ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
}
