import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ACTIVE_USERS, JOINED_REPORTS } from '../../../../../src/core/users/joined/joinedReports.js';
import { activeUsersColumn } from '../../../../../src/core/users/joined/keptReport.js';
import { LocalTable } from '../../../../../src/services/tables/localTable.js';
import type { QuickFilter } from '../../../../../src/shared/report.js';
import { catalog } from '../../../../support/catalog.js';
import { type Cells, join, REFRESHED, userReport } from './support.js';

const USERS = ['ana@contoso.com', 'ben@contoso.com'];
const SERVICES = ['Exchange', 'OneDrive', 'SharePoint', 'Teams', 'Yammer', 'Skype For Business'];
const [BEYOND_MAIL, MAIL] = [
  [
    ['getTeamsUserActivityUserDetail', 'getTeamsDeviceUsageUserDetail'],
    ['getOneDriveActivityUserDetail'],
    ['getSharePointActivityUserDetail'],
    ['getYammerActivityUserDetail', 'getYammerDeviceUsageUserDetail'],
  ],
  ['getEmailActivityUserDetail', 'getMailboxUsageDetail', 'getEmailAppUsageUserDetail'],
];

/** What a report may say of a user, whose last activity was on a day. */
function rowOf(report: string, user: string): Cells {
  const cells: Record<string, string> = {};
  const name = { 'User Principal Name': user, 'Display Name': user };
  for (const { name: column, type, unit } of catalog.find(report)?.columns ?? []) {
    cells[column] = type === 'date' ? '2026-11-10' : unit === 'bytes' ? '1000' : '';
    cells[column] = column === 'Is Deleted' ? 'False' : (cells[column] ?? '');
  }
  const licenses = report === ACTIVE_USERS ? SERVICES.map((one) => [activeUsersColumn.licensed(one), 'True']) : [];
  const owner = 'Owner Principal Name' in cells ? { 'Owner Principal Name': user, 'Owner Display Name': user } : name;
  return {
    ...cells,
    ...owner,
    ...(Object.fromEntries(licenses) as Cells),
    ...('Deleted Date' in cells ? { 'Deleted Date': '' } : {}),
  };
}

async function quickFiltersFrom(reports: readonly string[]): Promise<readonly QuickFilter[]> {
  const { table, facts } = await join(
    await Promise.all(
      reports.map((report) =>
        userReport(
          report,
          USERS.map((user) => rowOf(report, user)),
        ),
      ),
    ),
  );
  return new LocalTable(table, facts.fetchedAt, REFRESHED).quickFilters();
}

const namesOf = (filters: readonly QuickFilter[]) =>
  filters.map(({ kind, subject }) => [kind, subject].filter((part) => part !== undefined).join(' '));

describe('quick filters of users of whom some reports are missing', () => {
  it('are only those whose reports are there, whichever are missing', () =>
    fc.assert(
      fc.asyncProperty(
        fc.subarray(
          JOINED_REPORTS.map(({ report }) => report),
          { minLength: 1 },
        ),
        async (reports) => {
          const has = (report: string) => reports.includes(report);
          const all = has(ACTIVE_USERS);
          const names = new Set(namesOf(await quickFiltersFrom(reports)));
          assert.equal(names.has('inactive'), all, 'inactive');
          assert.equal(names.has('neverActive'), all, 'neverActive');
          assert.equal(names.has('licensedUnused Exchange'), all, 'licensedUnused Exchange');
          assert.equal(
            names.has('licensedUnused Microsoft 365 Copilot'),
            has('getMicrosoft365CopilotUsageUserDetail'),
            'licensedUnused Copilot',
          );
          assert.equal(
            names.has('mailOnly'),
            all || [MAIL, ...BEYOND_MAIL].every((service) => service.some(has)),
            'mailOnly',
          );
          for (const [subject, report] of [
            ['Mailbox', 'getMailboxUsageDetail'],
            ['OneDrive', 'getOneDriveUsageAccountDetail'],
          ] as const) {
            assert.equal(names.has(`nearQuota ${subject}`), has(report), subject);
            // That of an account says nothing of whether its owner is deleted.
            assert.equal(names.has(`deletedStorage ${subject}`), has(report) && names.has('deleted'), subject);
          }
        },
      ),
      { numRuns: 60 },
    ));

  it('say only what is known: without a report of who is deleted or new, neither is left out', async () => {
    const report = 'getOffice365ActivationsUserDetail';
    assert.deepEqual(namesOf(await quickFiltersFrom([report])), []);
    const copilot = await quickFiltersFrom(['getMicrosoft365CopilotUsageUserDetail']);
    assert.deepEqual(
      copilot.map(({ kind, minAgeDays, filters }) => [kind, minAgeDays, filters?.map((filter) => filter.kind)]),
      [['licensedUnused', undefined, ['values', 'days', 'values']]],
    );
  });

  it('call nobody inactive whom only another report has', async () => {
    assert.deepEqual(
      (await quickFiltersFrom(['getFormsUserActivityUserDetail'])).filter(({ kind }) => kind !== 'deleted'),
      [],
    );
  });

  it('call somebody inactive or never active only where Active users has the user, whatever the other reports say', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ in: REPORTS_OF_USER, active: fc.constantFrom('', '2026-01-10') })),
        async (given) => {
          const users = given.map((one, at) => ({ ...one, name: `user${at}@contoso.com` }));
          const reports = await Promise.all(
            JOINED_REPORTS.map(({ report }) =>
              userReport(report, [
                // It is there, and has somebody, whomever else.
                rowOf(report, USERS[0] ?? ''),
                ...users
                  .filter((user) => user.in.includes(report))
                  .map(({ name, active }) => withActivity(rowOf(report, name), active)),
              ]),
            ),
          );
          const { table, facts } = await join(reports);
          const local = new LocalTable(table, facts.fetchedAt, REFRESHED);
          for (const quick of await local.quickFilters()) {
            const isNever = quick.kind === 'neverActive';
            if (isNever || quick.kind === 'inactive') {
              const { rows } = await local.rows({ filters: quick.filters ?? [] }, 0, users.length + 1);
              const expected = users.flatMap(({ name, active, in: reportsOf }) =>
                reportsOf.includes(ACTIVE_USERS) && !(isNever && active !== '') ? [name] : [],
              );
              assert.deepEqual(
                rows.map(([name]) => String(name)).sort(),
                expected.sort(),
                `${quick.kind} ${quick.days}`,
              );
            }
          }
        },
      ),
      { numRuns: 30 },
    ));
});

const REPORTS_OF_USER = fc.subarray(
  JOINED_REPORTS.map(({ report }) => report),
  { minLength: 1 },
);

/** The row of somebody who was active on this day everywhere, or never. */
function withActivity(cells: Cells, day: string): Cells {
  return Object.fromEntries(
    Object.entries(cells).map(([name, text]) => [
      name,
      name.endsWith('Last Activity Date') ? day : /Assign Date$|^Created Date$/.test(name) ? '2025-01-01' : text,
    ]),
  );
}
