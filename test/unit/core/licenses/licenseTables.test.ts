import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDay, parseDay } from '../../../../src/base/dates.js';
import { TimeSlicer } from '../../../../src/base/timeSlicer.js';
import {
  LICENSE,
  LICENSE_STATES,
  LICENSES_ON_SCREEN,
  PRODUCT,
  USE,
} from '../../../../src/core/licenses/licenseColumns.js';
import { COLUMNS_OF_USERS, LicenseRows } from '../../../../src/core/licenses/licenseRows.js';
import type { TellingReport, UseEvidence } from '../../../../src/core/licenses/licenseUse.js';
import { LICENSED_SERVICES, type LicensedService, servicesOf } from '../../../../src/core/licenses/productServices.js';
import { productTable, type ProductTableOptions } from '../../../../src/core/licenses/productTable.js';
import { useEvidence } from '../../../../src/core/licenses/useEvidence.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  ACTIVE_USERS_STATES,
  COPILOT_USAGE,
} from '../../../../src/core/users/joined/joinedReports.js';
import type { UserSource } from '../../../../src/core/users/joined/joinedUsers.js';
import { askOf } from '../../../../src/services/licenses/openLicenses.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import type { CellValue } from '../../../../src/shared/report.js';

const NEWEST = parseDay('2026-11-26');
const E5 = 'MICROSOFT 365 E5';
const COPILOT = 'MICROSOFT 365 COPILOT';
const VISIO = 'VISIO PLAN 2';
const before = (days: number) => formatDay(NEWEST - days);

const reportOf = (service: LicensedService, day: number, periodDays: number, statesIn = `${service} Status`) =>
  [service, [{ day, periodDays, statesIn }]] as const;

const complete: UseEvidence = {
  newestDay: NEWEST,
  // Whether somebody has a license or not, Active users has them.
  reports: new Map(
    LICENSED_SERVICES.map((service) =>
      reportOf(service, NEWEST, 180, ACTIVE_USERS_NAMES.has(service) ? ACTIVE_USERS_STATES : undefined),
    ),
  ),
  isConcealed: false,
};

/** The cells of a user, by name; all services say "No activity" where nothing else is said. */
type Cells = Readonly<Record<string, CellValue>>;

function cellsOf(cells: Cells): CellValue[] {
  return COLUMNS_OF_USERS.map((name) => cells[name] ?? (name.endsWith(' Status') ? 'No activity' : null));
}

async function licensesOf(users: readonly Cells[], evidence = complete): Promise<ReportTable> {
  const rows = new LicenseRows(evidence);
  for (const user of users) {
    rows.add(cellsOf(user));
  }
  return rows.finish(new TimeSlicer(undefined));
}

function recordsOf(table: ReportTable): Record<string, CellValue>[] {
  return table
    .rows(0, table.rowCount)
    .map((cells) => Object.fromEntries(table.columns.map(({ name }, index) => [name, cells[index] ?? null])));
}

const user = (name: string, products: readonly string[], more: Cells = {}): Cells => ({
  'User Principal Name': name,
  'Display Name': name.toUpperCase(),
  'User Id': `id-${name}`,
  'Is Deleted': false,
  'First Seen': before(400),
  'Assigned Products': products,
  ...more,
});

describe('table of licenses', () => {
  it('has a row for each product of each user, and none of users without one', async () => {
    const table = await licensesOf([user('ada', [E5, VISIO]), user('bob', []), user('cy', [E5])]);
    assert.deepEqual(
      recordsOf(table).map((row) => [row[LICENSE.principalName], row[LICENSE.product]]),
      [
        ['ada', E5],
        ['ada', VISIO],
        ['cy', E5],
      ],
    );
  });

  it('is written with who and what first and the object ID last, and read with why beside who', async () => {
    const written = (await licensesOf([user('ada', [E5])])).columns.map(({ name }) => name);
    assert.deepEqual(written.slice(1, 6), [
      ...[LICENSE.principalName, LICENSE.displayName, LICENSE.product, LICENSE.state, LICENSE.confidence],
    ]);
    assert.equal(written.at(-1), LICENSE.id);
    assert.deepEqual(LICENSES_ON_SCREEN.slice(0, 3), [LICENSE.principalName, LICENSE.confidence, LICENSE.reason]);
    assert.deepEqual([...LICENSES_ON_SCREEN].sort(), [...written].sort());
  });

  it('says why a license is unused, and how certain that is', async () => {
    const seen = { 'Teams Last Activity Date': '2026-06-02', 'Teams License Assigned': '2025-01-01' };
    const [row] = recordsOf(await licensesOf([user('ada', [E5], seen)]));
    assert.deepEqual(row, {
      [LICENSE.refreshDate]: '2026-11-26',
      [LICENSE.principalName]: 'ada',
      [LICENSE.displayName]: 'ADA',
      [LICENSE.id]: 'id-ada',
      [LICENSE.product]: E5,
      [LICENSE.state]: 'Unused',
      [LICENSE.confidence]: 'High',
      [LICENSE.reason]:
        'No activity in any of 8 services for 90 days; last seen 2026-06-02; reports complete to 2026-11-26',
      [LICENSE.doubts]: null,
      [LICENSE.lastActivity]: '2026-06-02',
      [LICENSE.daysSince]: 177,
      [LICENSE.assigned]: '2025-01-01',
      [LICENSE.usedServices]: null,
      [LICENSE.active30]: false,
      [LICENSE.active90]: false,
      [LICENSE.isNew]: false,
      [LICENSE.isDeleted]: false,
    });
  });

  it('says what would change it', async () => {
    const evidence = {
      ...complete,
      isConcealed: true,
      reports: new Map(complete.reports).set(...reportOf('Microsoft 365 Copilot', NEWEST - 20, 30)),
    };
    const [row] = recordsOf(await licensesOf([user('ada', [COPILOT])], evidence));
    assert.equal(row?.[LICENSE.confidence], 'Low');
    assert.equal(
      row[LICENSE.reason],
      'No activity in Microsoft 365 Copilot for 90 days; never seen; reports complete to 2026-11-06',
    );
    assert.equal(
      row[LICENSE.doubts],
      'Reports of fewer than 90 days: Microsoft 365 Copilot (30); Reports that are older than the others: Microsoft 365 Copilot (2026-11-06); The day on which it was assigned, which no report says; Names, which are concealed',
    );
  });

  it('goes by the reports that have the user, whatever others of the service have', async () => {
    const EXCHANGE_PLAN = 'EXCHANGE ONLINE (PLAN 1)';
    const rowWith = async (reports: readonly TellingReport[], cells: Cells) => {
      const evidence = { ...complete, reports: new Map(complete.reports).set('Exchange', reports) };
      const [row] = recordsOf(await licensesOf([user('ada', [EXCHANGE_PLAN], cells)], evidence));
      return [LICENSE.state, LICENSE.confidence, LICENSE.reason, LICENSE.doubts].map((name) => row?.[name]);
    };
    const activeUsers = { day: NEWEST, periodDays: 180, statesIn: ACTIVE_USERS_STATES };
    const email = (day: number, periodDays: number) => ({ day, periodDays, statesIn: 'Email Activity Status' });
    const assigned = { 'Exchange License Assigned': '2025-01-01' };
    const onlyInEmail = { ...assigned, [ACTIVE_USERS_STATES]: 'Not sent' };
    const none = 'No activity in Exchange for 90 days; never seen; reports complete to';
    assert.deepEqual(await rowWith([activeUsers, email(NEWEST, 7)], onlyInEmail), [
      ...['Unused', 'Medium', `${none} 2026-11-26`, 'Reports of fewer than 90 days: Exchange (7)'],
    ]);
    assert.deepEqual(await rowWith([activeUsers, email(NEWEST - 50, 180)], onlyInEmail), [
      ...['Unused', 'Medium', `${none} 2026-10-07`, 'Reports that are older than the others: Exchange (2026-10-07)'],
    ]);
    assert.deepEqual((await rowWith([activeUsers, email(NEWEST - 180, 180)], onlyInEmail))[0], 'Not known');
    assert.deepEqual(await rowWith([activeUsers, email(NEWEST - 180, 7)], assigned), [
      ...['Unused', 'High', `${none} 2026-11-26`, null],
    ]);
  });

  it('says up to which day the reports go that say nothing of the 90 days', async () => {
    const reports = new Map(complete.reports).set(...reportOf('Microsoft 365 Copilot', NEWEST - 120, 180));
    const [row] = recordsOf(
      await licensesOf([user('ada', [COPILOT], { 'Microsoft 365 Copilot Last Activity Date': before(121) })], {
        ...complete,
        reports,
      }),
    );
    assert.deepEqual(
      [LICENSE.state, LICENSE.confidence, LICENSE.reason, LICENSE.active90].map((name) => row?.[name]),
      [
        'Not known',
        null,
        'The reports that have the user go to 2026-07-29, so say nothing of the 90 days before 2026-11-26',
        null,
      ],
    );
  });

  it('tells a deleted user, a new one, and one of whom nothing is known', async () => {
    const table = await licensesOf([
      user('ada', [E5], { 'Is Deleted': true, 'Deleted Date': '2026-10-01' }),
      user('bob', [E5], { 'Teams License Assigned': before(3) }),
      user('cy', [COPILOT], { 'Microsoft 365 Copilot Status': 'Not sent' }),
      user('dee', [COPILOT], { 'Microsoft 365 Copilot Status': 'Not fetched' }),
      user('fay', [COPILOT], { 'Microsoft 365 Copilot Status': 'Not licensed' }),
      user('gus', [E5], Object.fromEntries(LICENSED_SERVICES.map((service) => [`${service} Status`, 'Not licensed']))),
      user('eve', [E5], { 'Teams Status': 'Active', 'Teams Last Activity Date': before(1) }),
    ]);
    assert.deepEqual(
      recordsOf(table).map((row) => [row[LICENSE.state], row[LICENSE.reason], row[LICENSE.active90]]),
      [
        ['User deleted', 'The user was deleted on 2026-10-01', false],
        ['New', 'Assigned within the 30 days before 2026-11-26, and not used yet', false],
        ['Not known', 'No archived report of its services has the user', null],
        ['Not known', 'No archived report of its services has the user', null],
        // Whoever has Copilot is in its report.
        ['Not known', 'No archived report of its services has the user', null],
        // Nobody uses a service that was taken out of the license.
        ['Unused', 'No activity in any of 6 services for 90 days; never seen; reports complete to 2026-11-26', false],
        ['Used', 'Used: Teams; last seen 2026-11-25', true],
      ],
    );
  });
});

describe('evidence of use', () => {
  const source = (report: string, more: Partial<UserSource>): UserSource => ({
    ...{ report, state: 'used', refreshDate: '2026-11-20', fetchedAt: '2026-11-22T08:00:00.000Z', rowCount: 1 },
    ...{ leftOut: { noName: 0, repeated: 0, otherNames: 0 }, columns: [], ...more },
  });

  it('is of the day and the period of each report that tells who was active', () => {
    const evidence = useEvidence({
      refreshDate: '2026-11-24',
      concealed: false,
      sources: [
        source(ACTIVE_USERS, { period: 'D30' }),
        source('getTeamsUserActivityUserDetail', { period: 'D180', refreshDate: '2026-11-24' }),
        source('getOneDriveUsageAccountDetail', { period: 'D180', refreshDate: '2026-11-24' }),
        source('getYammerActivityUserDetail', { period: 'D180', state: 'missing' }),
        source(COPILOT_USAGE, { period: 'ALL', refreshDate: null }),
      ],
    });
    const day = parseDay('2026-11-20');
    assert.equal(evidence.newestDay, parseDay('2026-11-24'));
    const activeUsers = { day, periodDays: 30, statesIn: 'Active Users Status' };
    assert.deepEqual(evidence.reports.get('Teams'), [
      activeUsers,
      { day: parseDay('2026-11-24'), periodDays: 180, statesIn: 'Teams Activity Status' },
    ]);
    assert.deepEqual(evidence.reports.get('OneDrive'), [activeUsers]);
    assert.deepEqual(evidence.reports.get('Viva Engage'), [activeUsers]);
    assert.equal(evidence.reports.get('Forms'), undefined);
    assert.equal(evidence.reports.get('Microsoft 365 Apps'), undefined);
    assert.deepEqual(evidence.reports.get('Microsoft 365 Copilot'), [
      {
        day: parseDay('2026-11-22'),
        periodDays: Number.POSITIVE_INFINITY,
        statesIn: 'Microsoft 365 Copilot Status',
      },
    ]);
  });
});

describe('table of products', () => {
  const productsOf = async (users: readonly Cells[], options: ProductTableOptions = {}) =>
    recordsOf(await productTable(askOf(new LocalTable(await licensesOf(users))), options));

  it('leaves blank what is not known, which is no 0', async () => {
    const [visio, copilot] = await productsOf(
      [
        user('ada', [VISIO]),
        user('bob', [VISIO], { 'First Seen': before(1) }),
        user('cy', [COPILOT], { 'Microsoft 365 Copilot Status': 'Not sent' }),
      ],
      { prices: { currency: 'EUR', prices: new Map([[VISIO, 13]]) } },
    );
    assert.deepEqual(
      [PRODUCT.use, PRODUCT.assigned, PRODUCT.isNew, PRODUCT.unused, PRODUCT.price, PRODUCT.unusedCost].map(
        (name) => visio?.[name],
      ),
      [USE.notVisible, 2, 1, null, 13, null],
    );
    assert.deepEqual(
      [PRODUCT.use, PRODUCT.active30, PRODUCT.unused, PRODUCT.unusedShare, PRODUCT.notKnown].map(
        (name) => copilot?.[name],
      ),
      [USE.visible, null, null, null, 1],
    );
  });

  it('has what the unused licenses cost, by the price of a product in any case, and how many more are assigned', async () => {
    const users = [
      user('ada', [E5]),
      user('bob', [E5]),
      user('cy', [E5], { 'Teams Last Activity Date': before(2) }),
      user('dee', [COPILOT]),
    ];
    const [e5, copilot] = await productsOf(users, {
      prices: { currency: 'EUR', prices: new Map([[E5, 54.755]]) },
      change: { since: '2026-10-27', changes: new Map([[E5, -2]]) },
    });
    const names = [PRODUCT.price, PRODUCT.unusedCost, PRODUCT.currency, PRODUCT.change, PRODUCT.since];
    assert.deepEqual(
      names.map((name) => e5?.[name]),
      [54.755, 109.51, 'EUR', -2, '2026-10-27'],
    );
    assert.deepEqual(
      names.map((name) => copilot?.[name]),
      [null, null, null, null, null],
    );
  });

  it('keeps all decimals that a price has: currencies have two, three, or none', async () => {
    const cases = [
      ['KWD', 8.125, 3, 24.375],
      ['JPY', 4380, 2, 8760],
      ['USD', 0.004, 1, 0.004],
      ['USD', 0.10005, 3, 0.30015],
    ] as const;
    for (const [currency, price, count, amount] of cases) {
      const users = Array.from({ length: count }, (_, at) => user(`user${at}`, [E5]));
      const [e5] = await productsOf(users, { prices: { currency, prices: new Map([[E5, price]]) } });
      assert.deepEqual([e5?.[PRODUCT.price], e5?.[PRODUCT.unusedCost]], [price, amount], currency);
    }
  });

  it('comes to what its licenses are, for any users', async () => {
    const date = fc.option(
      fc.integer({ min: 0, max: 200 }).map((days) => before(days)),
      { nil: null },
    );
    const anyUser = fc.record({
      'Is Deleted': fc.constantFrom<CellValue>(true, false, false, false),
      'First Seen': date,
      'Assigned Products': fc.subarray([E5, COPILOT, VISIO, 'EXCHANGE ONLINE (PLAN 1)']),
      'Teams Last Activity Date': date,
      'Exchange Last Activity Date': date,
      'Exchange License Assigned': date,
      'Microsoft 365 Copilot Last Activity Date': date,
      'Microsoft 365 Copilot Status': fc.constantFrom('Active', 'Not sent', 'Not fetched'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyUser, { minLength: 1, maxLength: 30 }), async (users) => {
        const licenses = await licensesOf(users);
        const rows = recordsOf(licenses);
        const products = recordsOf(await productTable(askOf(new LocalTable(licenses))));
        assert.deepEqual(
          new Set(products.map((row) => row[PRODUCT.product])),
          new Set(users.flatMap((one) => one['Assigned Products'])),
        );
        for (const product of products) {
          const own = rows.filter((row) => row[LICENSE.product] === product[PRODUCT.product]);
          const parts = [
            ...[PRODUCT.active90, PRODUCT.unused, PRODUCT.newUnused],
            ...[PRODUCT.deleted, PRODUCT.notKnown, PRODUCT.notVisible],
          ].reduce((sum, name) => sum + Number(product[name] ?? 0), 0);
          assert.equal(parts, product[PRODUCT.assigned], 'each license is counted as one of these');
          const inState = (...states: readonly string[]) =>
            own.filter((row) => states.includes(String(row[LICENSE.state])));
          const isKnown = inState('Used', 'New', 'Unused').length > 0;
          const known = (count: number) => (isKnown ? count : null);
          assert.deepEqual(
            {
              assigned: product[PRODUCT.assigned],
              use: product[PRODUCT.use],
              active30: product[PRODUCT.active30],
              active90: product[PRODUCT.active90],
              isNew: product[PRODUCT.isNew],
              unused: product[PRODUCT.unused],
              deleted: product[PRODUCT.deleted],
              services: new Set((product[PRODUCT.usedServices] ?? []) as string[]),
            },
            {
              assigned: own.length,
              use: servicesOf(String(product[PRODUCT.product])).length > 0 ? USE.visible : USE.notVisible,
              active30: known(inState('Used').filter((row) => Number(row[LICENSE.daysSince]) < 30).length),
              active90: known(inState('Used').length),
              isNew: own.filter((row) => row[LICENSE.isNew] === true && row[LICENSE.isDeleted] === false).length,
              unused: known(inState('Unused').length),
              deleted: inState('User deleted').length,
              services: new Set(inState('Used').flatMap((row) => (row[LICENSE.usedServices] ?? []) as string[])),
            },
          );
          assert.equal(inState(...Object.values(LICENSE_STATES)).length, own.length);
        }
      }),
    );
  });
});
