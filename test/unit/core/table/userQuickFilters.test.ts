import assert from 'node:assert/strict';
import fc from 'fast-check';
import { quickFiltersOf } from '../../../../src/core/table/query/quickFilters.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { formatDay, parseDay } from '../../../../src/base/dates.js';
import type { ColumnFilter, ColumnInfo, QuickFilter } from '../../../../src/shared/report.js';
import { ACTIVITY_STATES, BLANK_REASONS, USER_STATES, type UserState } from '../../../../src/shared/blankReasons.js';
import { TableBuilder } from '../../../../src/core/table/store/tableBuilder.js';

const REFRESHED = '2026-11-18';
const SERVICES = ['Exchange', 'Teams', 'OneDrive', 'SharePoint', 'Viva Engage', 'Microsoft 365 Copilot'] as const;
/** What a service's reports say; a file of attributes has states of its own. */
const STATES: readonly UserState[] = [...BLANK_REASONS, ...ACTIVITY_STATES, 'sent'];
/** Where somebody is known not to have used a service, if the last day of activity is old or none. */
const KNOWN_UNUSED: readonly UserState[] = [...ACTIVITY_STATES, 'noActivity', 'notLicensed'];
/** Where somebody is known not to be active anywhere. */
const KNOWN_INACTIVE: readonly UserState[] = ['inactive30', 'inactive90', 'inactive180', 'noActivity'];
const GB = 1024 ** 3;

/** What the reports may say of a user in a service. Days count back from the refresh date. */
interface Use {
  readonly licensed: boolean;
  readonly assigned: number | null;
  readonly used: number | null;
  readonly state: UserState;
}

interface User {
  readonly deleted: boolean | null;
  readonly firstSeen: number | null;
  /** When the directory says that the account was made. */
  readonly created: number | null;
  readonly lastUsed: number | null;
  readonly activity: UserState;
  readonly mailbox: number | null;
  readonly quota: number | null;
  readonly uses: readonly Use[];
}

const info = (name: string, type: ColumnInfo['type']): ColumnInfo => ({ name, type, known: true });
const COLUMNS: readonly ColumnInfo[] = [
  info('User Principal Name', 'text'),
  info('Is Deleted', 'boolean'),
  info('First Seen', 'date'),
  info('Last Activity Date', 'date'),
  info('Activity Status', 'text'),
  info('Active Users Status', 'text'),
  ...SERVICES.flatMap((service) => [
    info(`${service} Licensed`, 'boolean'),
    ...(service === 'Microsoft 365 Copilot' ? [] : [info(`${service} License Assigned`, 'date')]),
    info(`${service} Last Activity Date`, 'date'),
    info(`${service} Status`, 'text'),
  ]),
  { ...info('Mailbox Storage Used (Byte)', 'number'), unit: 'bytes' },
  { ...info('Mailbox Quota (Byte)', 'number'), unit: 'bytes' },
  { ...info('Account Created', 'date'), directoryDay: REFRESHED },
];

const day = (ago: number | null) => (ago === null ? '' : formatDay(parseDay(REFRESHED) - ago));
const yes = (value: boolean | null) => (value === null ? '' : value ? 'True' : 'False');
const amount = (value: number | null) => (value === null ? '' : String(value));

function cellsOf(user: User, index: number): string[] {
  return [
    `user${index}@contoso.com`,
    yes(user.deleted),
    day(user.firstSeen),
    day(user.lastUsed),
    USER_STATES[user.activity],
    USER_STATES.sent,
    ...SERVICES.flatMap((service, at) => {
      const use = user.uses[at]!;
      return [
        yes(use.licensed),
        ...(service === 'Microsoft 365 Copilot' ? [] : [day(use.assigned)]),
        day(use.used),
        USER_STATES[use.state],
      ];
    }),
    amount(user.mailbox),
    amount(user.quota),
    day(user.created),
  ];
}

const quick = quickFiltersOf(COLUMNS, REFRESHED);

/** Indexes of the users that a quick filter finds. */
async function found(users: readonly User[], filter: QuickFilter): Promise<number[]> {
  const builder = new TableBuilder();
  COLUMNS.forEach(({ name, type, unit }) =>
    builder.addColumn({ name, definition: { name, type, ...(unit === undefined ? {} : { unit }) } }),
  );
  users.forEach((user, index) => builder.addRow(cellsOf(user, index)));
  const table = new LocalTable(
    builder.finish(
      COLUMNS.map((_, index) => index),
      [],
    ),
  );
  const filters: readonly ColumnFilter[] = filter.filters ?? [];
  const { rows } = await table.rows({ filters }, 0, users.length);
  return rows.map(([name]) => Number(/\d+/.exec(String(name))?.[0]));
}

const oneOf = (kind: QuickFilter['kind'], more: Partial<QuickFilter> = {}): QuickFilter =>
  quick.find(
    (one) => one.kind === kind && Object.entries(more).every(([key, value]) => one[key as 'days'] === value),
  ) ?? assert.fail(kind);

const ago = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null });
const uses = fc.tuple(
  ...SERVICES.map(() =>
    fc.record({ licensed: fc.boolean(), assigned: ago, used: ago, state: fc.constantFrom(...STATES) }),
  ),
);
const user: fc.Arbitrary<User> = fc.record({
  deleted: fc.constantFrom(true, false, false, null),
  firstSeen: ago,
  created: ago,
  lastUsed: ago,
  activity: fc.constantFrom(...STATES),
  mailbox: fc.option(
    fc.integer({ min: 0, max: 100 }).map((gb) => gb * GB),
    { nil: null },
  ),
  quota: fc.option(fc.constantFrom(0, 50 * GB, 100 * GB), { nil: null }),
  uses,
});

/** A filter finds whom a plain condition says, whatever the tenant. */
async function finds(filter: QuickFilter, isMeant: (one: User) => boolean): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(user, { maxLength: 30 }), async (users) => {
      const expected = users.flatMap((one, index) => (isMeant(one) ? [index] : []));
      assert.deepEqual(await found(users, filter), expected);
    }),
    { numRuns: 40 },
  );
}

const isThere = ({ deleted }: User) => deleted !== true;
const isUnused = (used: number | null, days: number) => used === null || used >= days;
const isNew = (since: number | null) => since !== null && since < 30;

describe('quick filters of all users', () => {
  it('are those that administrators ask for, most urgent first', () => {
    assert.deepEqual(
      quick.map(({ kind, days, subject }) => [kind, days, subject].filter((part) => part !== undefined).join(' ')),
      [
        ...[30, 60, 90, 180].map((days) => `inactive ${days}`),
        'neverActive',
        ...SERVICES.map((service) => `licensedUnused 30 ${service}`),
        'mailOnly 30',
        'nearQuota Mailbox',
        'deleted',
        'deletedStorage Mailbox',
      ],
    );
  });

  for (const days of [30, 60, 90, 180]) {
    it(`find who was inactive for ${days} days, and nobody who is new, or of whom the reports don't say it`, () =>
      finds(
        oneOf('inactive', { days }),
        (one) =>
          isThere(one) &&
          KNOWN_INACTIVE.includes(one.activity) &&
          !isNew(one.firstSeen) &&
          !isNew(one.created) &&
          isUnused(one.lastUsed, days),
      ));
  }

  it("find who was never active, and nobody who is new, or of whom the reports don't say it", () =>
    finds(
      oneOf('neverActive'),
      (one) => isThere(one) && one.activity === 'noActivity' && !isNew(one.firstSeen) && !isNew(one.created),
    ));

  SERVICES.forEach((service, at) => {
    it(`find who has a license for ${service} and does not use it, where the reports say so`, () =>
      finds(oneOf('licensedUnused', { subject: service }), (one) => {
        const { licensed, assigned, used, state } = one.uses[at]!;
        const since = service === 'Microsoft 365 Copilot' ? one.firstSeen : assigned;
        const isKnown = ACTIVITY_STATES.some((one) => one === state) || state === 'noActivity';
        return isThere(one) && licensed && isKnown && isUnused(used, 30) && !isNew(since) && !isNew(one.created);
      }));
  });

  it('find who uses mail only, where the reports of the other services are there', () =>
    finds(oneOf('mailOnly'), (one) => {
      const [mail, ...others] = one.uses.slice(0, 5);
      return (
        isThere(one) &&
        !isUnused(mail!.used, 30) &&
        others.every(({ used, state }) => isUnused(used, 30) && KNOWN_UNUSED.includes(state))
      );
    }));

  it('find mailboxes over 90 % of their quota; a blank is never over', () =>
    finds(
      oneOf('nearQuota'),
      (one) =>
        isThere(one) && one.mailbox !== null && one.quota !== null && one.quota > 0 && one.mailbox > one.quota * 0.9,
    ));

  it('find who is deleted, and of them those whose mailbox still has storage', async () => {
    await finds(oneOf('deleted'), ({ deleted }) => deleted === true);
    await finds(oneOf('deletedStorage'), ({ deleted, mailbox }) => deleted === true && mailbox !== null && mailbox > 0);
  });

  it('ask no file of a person and no report when an account was made', () => {
    const withoutDirectory = COLUMNS.map(({ name, type }) => info(name, type));
    const created = COLUMNS.findIndex(({ name }) => name === 'Account Created');
    for (const [columns, isAsked] of [
      [COLUMNS, true],
      [withoutDirectory, false],
    ] as const) {
      const asked = quickFiltersOf(columns, REFRESHED).flatMap(({ filters = [] }) => filters);
      assert.equal(
        asked.some((filter) => 'column' in filter && filter.column === created),
        isAsked,
      );
    }
  });

  it('say who is left out as new', () => {
    const withNew = quick.filter(({ minAgeDays }) => minAgeDays === undefined).map(({ kind }) => kind);
    assert.deepEqual([...new Set(withNew)], ['mailOnly', 'nearQuota', 'deleted', 'deletedStorage']);
  });

  it('without a day of the reports are those that need none', () => {
    assert.deepEqual(
      quickFiltersOf(COLUMNS, null).map(({ kind }) => kind),
      ['neverActive', 'nearQuota', 'deleted', 'deletedStorage'],
    );
  });
});
