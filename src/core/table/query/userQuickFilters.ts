import type { IsoDate } from '../../../base/dates.js';
import { USER_STATES } from '../../../shared/blankReasons.js';
import type { ColumnFilter, ColumnInfo, QuickFilter } from '../../../shared/report.js';
import {
  BEFORE_ALL_DATA,
  dayBefore,
  inactiveSince,
  isTrue,
  NEAR_QUOTA,
  UNUSED_DAYS,
  withoutDeleted,
} from './quickFilterParts.js';

const INACTIVE_DAYS = [30, 60, 90, 180] as const;
/** Who came within so many days has had no time to become inactive. */
const NEW_DAYS = 30;

/** Services whose use says that somebody uses more than mail. One report says it of all of them. */
const BEYOND_MAIL = ['Teams', 'OneDrive', 'SharePoint', 'Viva Engage'];
const MAIL = 'Exchange';

/** Storage, and what limits it: the first of the columns that a row has. */
const STORAGE = [
  {
    subject: 'Mailbox',
    used: 'Mailbox Storage Used (Byte)',
    limits: ['Mailbox Quota (Byte)', 'Mailbox Prohibit Send Quota (Byte)', 'Mailbox Issue Warning Quota (Byte)'],
  },
  { subject: 'OneDrive', used: 'OneDrive Storage Used (Byte)', limits: ['OneDrive Storage Allocated (Byte)'] },
] as const;

/**
 * Quick filters of the table that has one row per user, see `core/users/joined`. Days count back from the newest day of all reports. Those who
 * came within the last {@link NEW_DAYS} days are never called inactive, and nobody is of whom the reports don't say it.
 *
 * @returns `undefined` for any other table
 */
export function userQuickFiltersOf(
  columns: readonly ColumnInfo[],
  refreshDate: IsoDate | null,
): QuickFilter[] | undefined {
  const named = new Map(columns.map(({ name }, index) => [name, index]));
  const [firstSeen, lastActivity, deleted] = ['First Seen', 'Last Activity Date', 'Is Deleted'].map((name) =>
    named.get(name),
  );
  if (firstSeen === undefined || lastActivity === undefined || deleted === undefined) {
    return undefined;
  }
  const before = (days: number) => dayBefore(refreshDate, days);
  const unusedSince = before(UNUSED_DAYS);
  const isNoNewcomer = (seen: number | undefined): ColumnFilter[] => {
    const to = before(NEW_DAYS);
    return to === undefined || seen === undefined ? [] : [{ column: seen, kind: 'days', to, orBlank: true }];
  };

  const inactive = INACTIVE_DAYS.flatMap((days): QuickFilter[] => {
    const to = before(days);
    return to === undefined
      ? []
      : [
          {
            kind: 'inactive',
            days,
            minAgeDays: NEW_DAYS,
            filters: [...inactiveSince([lastActivity], to), ...isNoNewcomer(firstSeen)],
          },
        ];
  });
  const neverActive: QuickFilter = {
    kind: 'neverActive',
    minAgeDays: NEW_DAYS,
    filters: [...inactiveSince([lastActivity], BEFORE_ALL_DATA), ...isNoNewcomer(firstSeen)],
  };
  const unused = columns.flatMap(({ name }, licensed): QuickFilter[] => {
    const service = /^(.+) Licensed$/.exec(name)?.[1] ?? '';
    const [used, states] = [named.get(`${service} Last Activity Date`), named.get(`${service} Status`)];
    return used === undefined || states === undefined || unusedSince === undefined
      ? []
      : [
          {
            kind: 'licensedUnused',
            days: UNUSED_DAYS,
            subject: service,
            minAgeDays: NEW_DAYS,
            filters: [
              isTrue(licensed),
              ...inactiveSince([used], unusedSince),
              isOneOf(states, ['active', 'noActivity']),
              ...isNoNewcomer(named.get(`${service} License Assigned`) ?? firstSeen),
            ],
          },
        ];
  });
  const mailOnly = mailOnlyFilter(named, refreshDate);
  return [
    ...[...inactive, neverActive, ...unused, ...mailOnly, ...nearQuota(named)].map((quick) =>
      withoutDeleted(quick, deleted),
    ),
    { kind: 'deleted', filters: [isTrue(deleted)] },
    ...STORAGE.flatMap(({ subject, used }): QuickFilter[] => {
      const column = named.get(used);
      return column === undefined
        ? []
        : [{ kind: 'deletedStorage', subject, filters: [isTrue(deleted), { column, kind: 'range', from: 1 }] }];
    }),
  ];
}

function nearQuota(named: ReadonlyMap<string, number>): QuickFilter[] {
  return STORAGE.flatMap(({ subject, used, limits }): QuickFilter[] => {
    const column = named.get(used);
    const of = limits.flatMap((name) => named.get(name) ?? []);
    return column === undefined || of.length === 0
      ? []
      : [{ kind: 'nearQuota', subject, filters: [{ column, kind: 'share', of, above: NEAR_QUOTA }] }];
  });
}

/** Mail within the last days, and for at least as long nothing else. */
function mailOnlyFilter(named: ReadonlyMap<string, number>, refreshDate: IsoDate | null): QuickFilter[] {
  const mail = named.get(`${MAIL} Last Activity Date`);
  const others = BEYOND_MAIL.map((service) => ({
    used: named.get(`${service} Last Activity Date`),
    states: named.get(`${service} Status`),
  }));
  const [to, from] = [dayBefore(refreshDate, UNUSED_DAYS), dayBefore(refreshDate, UNUSED_DAYS - 1)];
  if (mail === undefined || to === undefined || from === undefined) {
    return [];
  }
  const unused = others.flatMap(({ used, states }) =>
    used === undefined || states === undefined
      ? []
      : [...inactiveSince([used], to), isOneOf(states, ['active', 'noActivity', 'notLicensed', 'notSent'])],
  );
  return unused.length < 2 * BEYOND_MAIL.length
    ? []
    : [{ kind: 'mailOnly', days: UNUSED_DAYS, filters: [{ column: mail, kind: 'days', from }, ...unused] }];
}

function isOneOf(column: number, states: readonly (keyof typeof USER_STATES)[]): ColumnFilter {
  return { column, kind: 'values', values: states.map((state) => USER_STATES[state]) };
}
