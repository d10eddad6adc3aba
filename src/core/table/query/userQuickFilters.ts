import type { IsoDate } from '../../../base/dates.js';
import { ACTIVITY_STATES, USER_STATES } from '../../../shared/blankReasons.js';
import type { ColumnFilter, ColumnInfo, QuickFilter } from '../../../shared/report.js';
import { dayBefore, inactiveSince, isTrue, NEAR_QUOTA, UNUSED_DAYS, withoutDeleted } from './quickFilterParts.js';

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

/** The column of the report without which nobody is known to be inactive everywhere: it says it of all services that everybody has. */
const ACTIVE_USERS = 'Active Users Status';

/** Index of a column of this name. */
type IndexOf = (name: string) => number | undefined;

/** Where to look for the columns of a table of users. */
interface UserColumns {
  readonly indexOf: IndexOf;
  /** As {@link indexOf}; `undefined` as well for a column that says nothing of anybody, as no report that fills it is there. */
  readonly knownOf: IndexOf;
}

/**
 * Quick filters of the table that has one row per user, see `core/users/joined`. Days count back from the newest day of all reports. Those who
 * came within the last {@link NEW_DAYS} days are never called inactive, and nobody is of whom the reports don't say it: a filter whose reports are
 * not there is left out.
 *
 * @param isKnown whether a column says something of anybody, see {@link knownColumns}
 * @returns `undefined` for any other table
 */
export function userQuickFiltersOf(
  columns: readonly ColumnInfo[],
  refreshDate: IsoDate | null,
  isKnown: (column: number) => boolean,
): QuickFilter[] | undefined {
  const named = new Map(columns.map(({ name }, index) => [name, index]));
  const indexOf: IndexOf = (name) => named.get(name);
  const knownOf: IndexOf = (name) => {
    const index = named.get(name);
    return index === undefined || !isKnown(index) ? undefined : index;
  };
  const lastActivity = indexOf('Last Activity Date');
  if (indexOf('First Seen') === undefined || lastActivity === undefined || indexOf('Is Deleted') === undefined) {
    return undefined;
  }
  const deleted = knownOf('Is Deleted');
  const present = [
    ...(knownOf(ACTIVE_USERS) === undefined ? [] : inactiveEverywhere(columns, lastActivity, knownOf, refreshDate)),
    ...licensedUnused(columns, { indexOf, knownOf }, refreshDate),
    ...mailOnly({ indexOf, knownOf }, refreshDate),
    ...nearQuota(knownOf),
    ...blockedLicensed(columns),
  ];
  return deleted === undefined
    ? present
    : [
        ...present.map((quick) => withoutDeleted(quick, deleted)),
        { kind: 'deleted', filters: [isTrue(deleted)] },
        ...deletedStorage(deleted, knownOf),
      ];
}

/** Without who is in other reports alone: these say nothing of the services that they are not about. */
function inactiveEverywhere(
  columns: readonly ColumnInfo[],
  lastActivity: number,
  knownOf: IndexOf,
  refreshDate: IsoDate | null,
): QuickFilter[] {
  const activity = knownOf('Activity Status');
  if (activity === undefined) {
    return [];
  }
  const known = knownFor([knownOf('First Seen'), createdIn(columns)], refreshDate);
  const inactive = isOneOf(activity, ['inactive30', 'inactive90', 'inactive180', 'noActivity']);
  return [
    ...INACTIVE_DAYS.flatMap((days): QuickFilter[] => {
      const to = dayBefore(refreshDate, days);
      return to === undefined
        ? []
        : [
            {
              ...known,
              kind: 'inactive',
              days,
              filters: [...inactiveSince([lastActivity], to), inactive, ...known.filters],
            },
          ];
    }),
    { ...known, kind: 'neverActive', filters: [isOneOf(activity, ['noActivity']), ...known.filters] },
  ];
}

function licensedUnused(
  columns: readonly ColumnInfo[],
  { indexOf, knownOf }: UserColumns,
  refreshDate: IsoDate | null,
): QuickFilter[] {
  const to = dayBefore(refreshDate, UNUSED_DAYS);
  return columns.flatMap(({ name }): QuickFilter[] => {
    const service = /^(.+) Licensed$/.exec(name)?.[1] ?? '';
    const used = indexOf(`${service} Last Activity Date`);
    const [licensed, states] = [knownOf(name), knownOf(`${service} Status`)];
    if (licensed === undefined || used === undefined || states === undefined || to === undefined) {
      return [];
    }
    const since = knownOf(`${service} License Assigned`) ?? knownOf('First Seen');
    const known = knownFor([since, createdIn(columns)], refreshDate);
    const filters = [
      isTrue(licensed),
      ...inactiveSince([used], to),
      isOneOf(states, [...ACTIVITY_STATES, 'noActivity']),
    ];
    return [
      {
        ...known,
        kind: 'licensedUnused',
        days: UNUSED_DAYS,
        subject: service,
        filters: [...filters, ...known.filters],
      },
    ];
  });
}

/** Leaves out who came within the last {@link NEW_DAYS} days, where one of some columns says when. */
function knownFor(
  columns: readonly (number | undefined)[],
  refreshDate: IsoDate | null,
): { readonly minAgeDays?: number; readonly filters: readonly ColumnFilter[] } {
  const to = dayBefore(refreshDate, NEW_DAYS);
  const since = columns.filter((column) => column !== undefined);
  return since.length === 0 || to === undefined
    ? { filters: [] }
    : { minAgeDays: NEW_DAYS, filters: since.map((column) => ({ column, kind: 'days', to, orBlank: true })) };
}

/** When the directory says that an account was made: of somebody without a license and a mailbox, no report says since when there is one. */
function createdIn(columns: readonly ColumnInfo[]): number | undefined {
  return ofDirectory(columns, 'Account Created');
}

/** A column that the directory has added. */
function ofDirectory(columns: readonly ColumnInfo[], wanted: string): number | undefined {
  const index = columns.findIndex(({ name, directoryDay }) => directoryDay !== undefined && name === wanted);
  return index < 0 ? undefined : index;
}

function nearQuota(knownOf: IndexOf): QuickFilter[] {
  return STORAGE.flatMap(({ subject, used, limits }): QuickFilter[] => {
    const column = knownOf(used);
    const of = limits.flatMap((name) => knownOf(name) ?? []);
    return column === undefined || of.length === 0
      ? []
      : [{ kind: 'nearQuota', subject, filters: [{ column, kind: 'share', of, above: NEAR_QUOTA }] }];
  });
}

/** As the directory says on one day: what reports say of licenses is of another. */
function blockedLicensed(columns: readonly ColumnInfo[]): QuickFilter[] {
  const enabled = ofDirectory(columns, 'Account Enabled');
  const licenses = ofDirectory(columns, 'Assigned Licenses');
  return enabled === undefined || licenses === undefined
    ? []
    : [
        {
          kind: 'blockedLicensed',
          filters: [
            { column: enabled, kind: 'values', values: ['False'] },
            { column: licenses, kind: 'notBlank' },
          ],
        },
      ];
}

function deletedStorage(deleted: number, knownOf: IndexOf): QuickFilter[] {
  return STORAGE.flatMap(({ subject, used }): QuickFilter[] => {
    const column = knownOf(used);
    return column === undefined
      ? []
      : [{ kind: 'deletedStorage', subject, filters: [isTrue(deleted), { column, kind: 'range', from: 1 }] }];
  });
}

/** Mail within the last days, and for at least as long nothing else, as the reports say: who has no row in them, as a shared mailbox, is not meant. */
function mailOnly({ indexOf, knownOf }: UserColumns, refreshDate: IsoDate | null): QuickFilter[] {
  const mail = knownOf(`${MAIL} Last Activity Date`);
  const [to, from] = [dayBefore(refreshDate, UNUSED_DAYS), dayBefore(refreshDate, UNUSED_DAYS - 1)];
  if (mail === undefined || to === undefined || from === undefined) {
    return [];
  }
  const unused = BEYOND_MAIL.flatMap((service) => {
    const [used, states] = [indexOf(`${service} Last Activity Date`), knownOf(`${service} Status`)];
    return used === undefined || states === undefined
      ? []
      : [...inactiveSince([used], to), isOneOf(states, [...ACTIVITY_STATES, 'noActivity', 'notLicensed'])];
  });
  return unused.length < 2 * BEYOND_MAIL.length
    ? []
    : [{ kind: 'mailOnly', days: UNUSED_DAYS, filters: [{ column: mail, kind: 'days', from }, ...unused] }];
}

function isOneOf(column: number, states: readonly (keyof typeof USER_STATES)[]): ColumnFilter {
  return { column, kind: 'values', values: states.map((state) => USER_STATES[state]) };
}
