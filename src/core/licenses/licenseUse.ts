import { dataDayLimits } from '../../base/dates.js';
import { type LicensedService, SIDE_SERVICES } from './productServices.js';

/** A license that was not used for this long is unused. */
export const UNUSED_DAYS = 90;
/** Nobody is expected to use a license within so many days. */
export const NEW_DAYS = 30;

const FIRST_DAY = dataDayLimits().first;

/** What a report says of a user in a service. Days are counted from 1970-01-01; `NaN` where the report has none. */
export interface ServiceUse {
  readonly lastActivity: number;
  readonly assigned: number;
  /** Of the reports that have the user, the one that says most of the {@link UNUSED_DAYS}; absent if none does. */
  readonly report?: ServiceReport | undefined;
}

/** A user to whom products are assigned. */
export interface LicensedUser {
  readonly isDeleted: boolean;
  /** `NaN` if it is not known, or the user is not deleted. */
  readonly deletedDay: number;
  /** The first day on which any report knows of the user; `NaN` if none says. */
  readonly firstSeen: number;
  /** Without the services of which no report has a row of the user. */
  readonly uses: ReadonlyMap<LicensedService, ServiceUse>;
}

/** The day that a report is of, and how many days it is about. */
export interface ServiceReport {
  readonly day: number;
  readonly periodDays: number;
}

/** A report that tells who uses a service, and the column of the joined users that says whether it has a user. */
export interface TellingReport extends ServiceReport {
  readonly statesIn: string;
}

/** How far the archived reports tell who uses what. */
export interface UseEvidence {
  /** Of all reports; everything is counted back from it, as nothing newer is known. */
  readonly newestDay: number;
  /** Of each service. One without a report is missing. */
  readonly reports: ReadonlyMap<LicensedService, readonly TellingReport[]>;
  /** Whether the names of users are concealed. */
  readonly isConcealed: boolean;
}

/**
 * What became of a license.
 *
 * - `deleted`: the user is deleted.
 * - `notVisible`: no report shows the use of the product.
 * - `notKnown`: none of the reports that would show it is archived, none of them has the user, or those that do are of before the
 *   {@link UNUSED_DAYS}, of which they say nothing.
 * - `used`: within {@link UNUSED_DAYS}.
 * - `new`: not used yet, and assigned within {@link NEW_DAYS}.
 * - `unused`: all others.
 */
export type LicenseState = 'deleted' | 'notVisible' | 'notKnown' | 'used' | 'new' | 'unused';

export interface LicenseUse {
  readonly state: LicenseState;
  /** By which the use would show. */
  readonly services: readonly LicensedService[];
  /** Those of them whose reports have the user. */
  readonly shownServices: readonly LicensedService[];
  /** Those of them again whose reports say something of the {@link UNUSED_DAYS}. */
  readonly knownServices: readonly LicensedService[];
  /** Those of them that were used within {@link UNUSED_DAYS}. */
  readonly usedServices: readonly LicensedService[];
  /** The last day of use; `NaN` if there was none. */
  readonly lastUse: number;
  /** The latest day on which one of the services was assigned; `NaN` if no report says it. */
  readonly assigned: number;
  /** Assigned within {@link NEW_DAYS}, used or not. */
  readonly isNew: boolean;
}

/**
 * Whether a user uses a product, by its services. Where two products of a user bring the same service, its use counts for both: no report tells by which license
 * somebody had it, and a license in use must not be called unused.
 */
export function licenseUse(
  services: readonly LicensedService[],
  user: LicensedUser,
  evidence: UseEvidence,
): LicenseUse {
  const { newestDay } = evidence;
  const shownServices = services.filter((service) => reportWith(user, service) !== undefined);
  const knownServices = shownServices.filter((service) =>
    isWithin(reportWith(user, service)?.day ?? Number.NaN, UNUSED_DAYS, newestDay),
  );
  const lastOf = (service: LicensedService) => activityDay(user.uses.get(service)?.lastActivity);
  const lastUse = latest(shownServices.map(lastOf));
  // The latest: somebody who had another product with Exchange before got this one with the last of its services.
  const assigned = latest(services.map((service) => user.uses.get(service)?.assigned ?? Number.NaN));
  const isNew = isWithin(Number.isNaN(assigned) ? user.firstSeen : assigned, NEW_DAYS, newestDay);
  const facts = {
    ...{ services, shownServices, knownServices },
    usedServices: shownServices.filter((service) => isWithin(lastOf(service), UNUSED_DAYS, newestDay)),
    ...{ lastUse, assigned, isNew },
  };
  if (user.isDeleted) {
    return { ...facts, state: 'deleted' };
  }
  if (services.length === 0) {
    return { ...facts, state: 'notVisible' };
  }
  if (isWithin(lastUse, UNUSED_DAYS, newestDay)) {
    return { ...facts, state: 'used' };
  }
  return {
    ...facts,
    state: knownServices.every((service) => SIDE_SERVICES.has(service)) ? 'notKnown' : isNew ? 'new' : 'unused',
  };
}

/** The report of a service that has a user; `undefined` if none has. */
export function reportWith(user: Pick<LicensedUser, 'uses'>, service: LicensedService): ServiceReport | undefined {
  return user.uses.get(service)?.report;
}

/** Those that say most of the {@link UNUSED_DAYS}, and of these the newest, first. */
export function mostTellingFirst<R extends ServiceReport>(reports: readonly R[], newestDay: number): R[] {
  const daysOf = ({ day, periodDays }: R) => day - Math.max(day - periodDays, newestDay - UNUSED_DAYS);
  return reports.toSorted((one, other) => daysOf(other) - daysOf(one) || other.day - one.day);
}

/** Whether a day is one of the last `days`, the newest included. Of a report that is a day ahead, later days are within, too. */
export function isWithin(day: number, days: number, newestDay: number): boolean {
  return day > newestDay - days;
}

/** A service writes a day such as `0001-01-01` where there is none. */
function activityDay(day = Number.NaN): number {
  return day >= FIRST_DAY ? day : Number.NaN;
}

function latest(days: readonly number[]): number {
  const known = days.filter((day) => !Number.isNaN(day));
  return known.length === 0 ? Number.NaN : Math.max(...known);
}
