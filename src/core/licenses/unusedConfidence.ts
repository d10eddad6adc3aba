import {
  type LicensedUser,
  type LicenseUse,
  reportWith,
  type ServiceReport,
  UNUSED_DAYS,
  type UseEvidence,
} from './licenseUse.js';
import { type LicensedService, SIDE_SERVICES } from './productServices.js';

/** Reports of older days than this behind the newest miss what somebody did since. */
const MAX_DAYS_BEHIND = 7;

/** That nothing of it is archived is no news. */
const RETIRED: LicensedService = 'Skype for Business';

/**
 * What may be wrong about a license that seems unused, so what would make it certain.
 *
 * - `notFetched`: no report of the services is archived.
 * - `noRow`: the services' reports do not have the user.
 * - `shortPeriod`: the services' reports are about fewer days than the license was unused.
 * - `older`: the services' reports are of older days than the newest.
 * - `assignedUnknown`: no report says since when the user has the product.
 * - `concealed`: names are concealed, so that nobody can be asked.
 * - `deleted`: deleting a user frees the license, and the report may say what the user had.
 */
export type Doubt =
  | { readonly kind: 'notFetched' | 'noRow' | 'shortPeriod' | 'older'; readonly services: readonly LicensedService[] }
  | { readonly kind: 'assignedUnknown' | 'concealed' | 'deleted' };

export interface UnusedConfidence {
  /** `high` without a doubt, `medium` with one, else `low`; `low`, too, where less than half of the services are known. */
  readonly level: 'high' | 'medium' | 'low';
  readonly doubts: readonly Doubt[];
  /** The day up to which all known services' reports are complete; `NaN` if there is none. */
  readonly completeTo: number;
}

/** How certain it is that a license is unused, or that it belongs to somebody who is deleted. */
export function unusedConfidence(use: LicenseUse, user: LicensedUser, evidence: UseEvidence): UnusedConfidence {
  const { reports, newestDay } = evidence;
  const { services, shownServices, knownServices } = use;
  const main = services.filter((service) => !SIDE_SERVICES.has(service));
  const ofReports = (isDoubtful: (report: ServiceReport) => boolean) =>
    shownServices.filter((service) => {
      const report = reportWith(user, service);
      return report !== undefined && isDoubtful(report);
    });
  const ofServices: Doubt[] = [
    { kind: 'notFetched', services: services.filter((service) => service !== RETIRED && !reports.has(service)) },
    {
      kind: 'noRow',
      services: main.filter((service) => reports.has(service) && reportWith(user, service) === undefined),
    },
    { kind: 'shortPeriod', services: ofReports(({ periodDays }) => periodDays < UNUSED_DAYS) },
    { kind: 'older', services: ofReports(({ day }) => day < newestDay - MAX_DAYS_BEHIND) },
  ];
  const isAssignedKnown = services.some((service) => !Number.isNaN(user.uses.get(service)?.assigned ?? Number.NaN));
  const doubts: Doubt[] = user.isDeleted
    ? [{ kind: 'deleted' }]
    : [
        ...ofServices.filter((doubt) => 'services' in doubt && doubt.services.length > 0),
        ...(isAssignedKnown ? [] : [{ kind: 'assignedUnknown' } as const]),
      ];
  if (evidence.isConcealed) {
    doubts.push({ kind: 'concealed' });
  }
  const isHalfKnown =
    user.isDeleted || knownServices.filter((service) => main.includes(service)).length * 2 >= main.length;
  return {
    level: doubts.length === 0 ? 'high' : doubts.length === 1 && isHalfKnown ? 'medium' : 'low',
    doubts,
    completeTo:
      knownServices.length === 0
        ? Number.NaN
        : Math.min(...knownServices.map((service) => reportWith(user, service)?.day ?? newestDay)),
  };
}
