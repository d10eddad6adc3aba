import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JOINED_COLUMNS } from '../../../../../src/core/users/joined/joinedColumns.js';
import { ACTIVE_USERS, COPILOT_USAGE, JOINED_REPORTS } from '../../../../../src/core/users/joined/joinedReports.js';
import { formatDay, parseDay } from '../../../../../src/base/dates.js';
import type { UserReport } from '../../../../../src/core/users/joined/joinedUsers.js';
import { type Cells, join, pick, REFRESHED, rowsOf, userReport } from './support.js';

const UPN = 'User Principal Name';
const EMAIL = 'getEmailActivityUserDetail';
const MAILBOX = 'getMailboxUsageDetail';
const ONEDRIVE = 'getOneDriveUsageAccountDetail';
const TEAMS = 'getTeamsUserActivityUserDetail';

const ana: Cells = {
  [UPN]: 'ana@contoso.com',
  'Display Name': 'Ana',
  'Is Deleted': 'False',
  'Has Exchange License': 'True',
  'Has Teams License': 'False',
  'Exchange Last Activity Date': '2026-11-10',
  'Exchange License Assign Date': '2025-01-02',
  'Assigned Products': 'MICROSOFT 365 E5',
};

describe('a join of reports about users', () => {
  it('has the columns of all reports, whichever are there', async () => {
    const { table } = await join([await userReport(ACTIVE_USERS, [ana])]);
    assert.deepEqual(
      table.columns.map(({ name }) => name),
      JOINED_COLUMNS.map(({ name }) => name),
    );
  });

  it('has one row per user, whatever the case of the name, in the order of the reports', async () => {
    const { table, facts } = await join([
      await userReport(EMAIL, [
        { [UPN]: 'ben@contoso.com', 'Last Activity Date': '2026-11-01', 'Send Count': '3' },
        { [UPN]: 'ANA@contoso.com', 'Last Activity Date': '2026-11-12', 'Send Count': '5' },
      ]),
      await userReport(ACTIVE_USERS, [ana]),
    ]);
    const rows = rowsOf(table);
    assert.deepEqual(
      rows.map((row) =>
        pick(row, [UPN, 'Mail Sent', 'Last Activity Date', 'Exchange Last Activity Date', 'Days Since Last Activity']),
      ),
      [
        ['ana@contoso.com', '5', '2026-11-12', '2026-11-12', '6'],
        ['ben@contoso.com', '3', '2026-11-01', '2026-11-01', '17'],
      ],
    );
    assert.deepEqual([facts.refreshDate, facts.concealed], ['2026-11-18', false]);
  });

  it('tells why a cell is blank: never active, no license, not fetched, not sent', async () => {
    const { table } = await join([
      await userReport(ACTIVE_USERS, [
        ana,
        { ...ana, [UPN]: 'new@contoso.com', 'Exchange Last Activity Date': '' },
        { ...ana, [UPN]: 'none@contoso.com', 'Has Exchange License': 'False', 'Exchange Last Activity Date': '' },
      ]),
      await userReport(EMAIL, [
        { [UPN]: 'ana@contoso.com', 'Last Activity Date': '2026-11-10', 'Send Count': '' },
        { [UPN]: 'new@contoso.com', 'Last Activity Date': '', 'Send Count': '0' },
        { [UPN]: 'guest@contoso.com', 'Last Activity Date': '2026-11-11', 'Send Count': '1' },
      ]),
    ]);
    const states = [
      'Active Users Status',
      'Exchange Status',
      'Email Activity Status',
      'Mailbox Status',
      'Teams Status',
    ];
    assert.deepEqual(
      rowsOf(table).map((row) => pick(row, [UPN, ...states])),
      [
        ['ana@contoso.com', 'Sent', 'Active within 30 days', 'Active within 30 days', 'Not fetched', 'Not licensed'],
        ['new@contoso.com', 'Sent', 'No activity', 'No activity', 'Not fetched', 'Not licensed'],
        ['none@contoso.com', 'Sent', 'Not licensed', 'Not licensed', 'Not fetched', 'Not licensed'],
        ['guest@contoso.com', 'Not sent', 'Active within 30 days', 'Active within 30 days', 'Not fetched', 'Not sent'],
      ],
    );
    const column = (name: string) => table.columns.find((one) => one.name === name)?.blanksIn;
    assert.deepEqual(
      ['Mail Sent', 'Exchange Last Activity Date', 'Exchange Licensed', 'Mailbox Quota (Byte)'].map(column),
      ['Email Activity Status', 'Exchange Status', 'Active Users Status', 'Mailbox Status'],
    );
  });

  it('knows who has Copilot: those who are in its report', async () => {
    const { table } = await join([
      await userReport(ACTIVE_USERS, [ana, { ...ana, [UPN]: 'ben@contoso.com' }]),
      await userReport(COPILOT_USAGE, [{ [UPN]: 'ben@contoso.com', 'Last Activity Date': '', 'Display Name': 'Ben' }]),
    ]);
    const columns = ['Microsoft 365 Copilot Licensed', 'Microsoft 365 Copilot Status'];
    assert.deepEqual(
      rowsOf(table).map((row) => pick(row, columns)),
      [
        ['False', 'Not licensed'],
        ['True', 'No activity'],
      ],
    );
  });

  it('adds up what several rows of a user have, and counts a row for what there is once', async () => {
    const { table, facts } = await join([
      await userReport(ONEDRIVE, [
        {
          'Owner Principal Name': 'ana@contoso.com',
          'File Count': '2',
          'Storage Used (Byte)': '10',
          'Storage Allocated (Byte)': '40',
        },
        {
          'Owner Principal Name': 'ana@contoso.com',
          'File Count': '',
          'Storage Used (Byte)': '5',
          'Storage Allocated (Byte)': '40',
        },
      ]),
      await userReport(MAILBOX, [
        { [UPN]: 'ana@contoso.com', 'Storage Used (Byte)': '7', 'Prohibit Send/Receive Quota (Byte)': '21' },
        { [UPN]: 'ana@contoso.com', 'Storage Used (Byte)': '9', 'Prohibit Send/Receive Quota (Byte)': '21' },
      ]),
    ]);
    assert.deepEqual(
      pick(rowsOf(table)[0], [
        'OneDrive Files',
        'OneDrive Storage Used (Byte)',
        'OneDrive Storage Used (%)',
        'Mailbox Storage Used (Byte)',
        'Mailbox Quota Used (%)',
      ]),
      ['2', '15', '18.8', '7', '33.3'],
    );
    assert.equal(facts.sources.find(({ report }) => report === MAILBOX)?.leftOut.repeated, 1);
    assert.equal(facts.sources.find(({ report }) => report === ONEDRIVE)?.leftOut.repeated, 0);
  });

  it('keeps somebody who was deleted apart from who got the name', async () => {
    const { table } = await join([
      await userReport(ACTIVE_USERS, [
        { ...ana, 'Is Deleted': 'True', 'Deleted Date': '2026-10-01', 'Exchange Last Activity Date': '2026-09-30' },
        { ...ana, 'Display Name': 'Anabel', 'Exchange Last Activity Date': '2026-11-16' },
      ]),
      await userReport(EMAIL, [
        { [UPN]: 'ana@contoso.com', 'Is Deleted': 'False', 'Last Activity Date': '2026-11-16', 'Send Count': '4' },
        {
          [UPN]: 'ana@contoso.com',
          'Is Deleted': 'True',
          'Deleted Date': '2026-10-02',
          'Last Activity Date': '2026-09-30',
          'Send Count': '9',
        },
      ]),
    ]);
    assert.deepEqual(
      rowsOf(table).map((row) =>
        pick(row, ['Display Name', 'Is Deleted', 'Deleted Date', 'Last Activity Date', 'Mail Sent']),
      ),
      [
        ['Ana', 'True', '2026-10-01', '2026-09-30', '9'],
        ['Anabel', 'False', undefined, '2026-11-16', '4'],
      ],
    );
  });

  it('joins by object ID where both reports have one, whatever the name is now', async () => {
    const { table } = await join([
      await userReport(TEAMS, [{ 'User Id': 'ID-1', [UPN]: 'old@contoso.com', 'Meeting Count': '2' }], {
        refreshDate: '2026-11-16',
      }),
      await userReport('getTeamsDeviceUsageUserDetail', [
        { 'User Id': 'id-1', [UPN]: 'new@contoso.com', 'Used Web': 'Yes' },
      ]),
      await userReport(EMAIL, [{ [UPN]: 'new@contoso.com', 'Send Count': '1' }]),
    ]);
    assert.deepEqual(
      rowsOf(table).map((row) => pick(row, [UPN, 'Teams Meetings', 'Teams Devices', 'Mail Sent'])),
      [['new@contoso.com', '2', 'Web', '1']],
    );
  });

  it('leaves out reports whose names are concealed, where most are not', async () => {
    const hash = 'A94A8FE5CCB19BA61C4C0873D391E987';
    const { table, facts } = await join([
      await userReport(ACTIVE_USERS, [ana]),
      await userReport(EMAIL, [{ [UPN]: hash, 'Send Count': '1' }]),
      await userReport(MAILBOX, [{ [UPN]: 'ana@contoso.com' }]),
    ]);
    assert.equal(table.rowCount, 1);
    const source = facts.sources.find(({ report }) => report === EMAIL);
    assert.deepEqual(
      [source?.state, source?.leftOut.otherNames, pick(rowsOf(table)[0], ['Email Activity Status'])],
      ['otherNames', 1, ['Not joined']],
    );
  });

  it('says of each report what became of it', async () => {
    const { definition, refreshDate, fetchedAt } = await userReport(MAILBOX, [{ [UPN]: 'x' }]);
    const { facts } = await join(
      [await userReport(ACTIVE_USERS, [ana, { ...ana, [UPN]: '' }], { period: 'D90' })],
      [{ definition, refreshDate, fetchedAt }],
    );
    const states = facts.sources.map(({ report, state }) => [report, state]);
    assert.deepEqual(
      states,
      JOINED_REPORTS.filter(({ isRetired }) => isRetired !== true).map(({ report }) => [
        report,
        report === ACTIVE_USERS ? 'used' : report === MAILBOX ? 'unreadable' : 'missing',
      ]),
    );
    const { period, rowCount, leftOut } = facts.sources[0]!;
    assert.deepEqual(
      { period, rowCount, leftOut },
      { period: 'D90', rowCount: 2, leftOut: { noName: 1, repeated: 0, otherNames: 0 } },
    );
  });

  it('says when somebody was active whose last activity is long ago: by the newest day of the reports of each service', async () => {
    const { table } = await join([
      await userReport(
        ACTIVE_USERS,
        [29, 30, 89, 90, 179, 180, 300].map((days) => ({
          ...ana,
          [UPN]: `${days}@contoso.com`,
          'Exchange Last Activity Date': formatDay(parseDay(REFRESHED) - days),
        })),
      ),
      await userReport(
        'getFormsUserActivityUserDetail',
        [29, 180].map((days) => ({
          [UPN]: `${days}@contoso.com`,
          'Last Activity Date': formatDay(parseDay('2026-10-18') - days),
        })),
        { refreshDate: '2026-10-18' },
      ),
    ]);
    const found = rowsOf(table).map((row) => pick(row, [UPN, 'Exchange Status', 'Activity Status', 'Forms Status']));
    const [within, for30, for90, for180] = [
      ...['Active within 30 days', 'Inactive for 30 to 89 days'],
      ...['Inactive for 90 to 179 days', 'Inactive for 180 days or more'],
    ];
    assert.deepEqual(found, [
      ['29@contoso.com', within, within, within],
      ['30@contoso.com', for30, for30, 'Not sent'],
      ['89@contoso.com', for30, for30, 'Not sent'],
      ['90@contoso.com', for90, for90, 'Not sent'],
      ['179@contoso.com', for90, for90, 'Not sent'],
      ['180@contoso.com', for180, for180, for180],
      ['300@contoso.com', for180, for180, 'Not sent'],
    ]);
  });

  it('calls nobody inactive everywhere whom Active users does not have, only where somebody was active lately', async () => {
    const teams = [
      { [UPN]: 'lately@contoso.com', 'Last Activity Date': '2026-11-01' },
      { [UPN]: 'long@contoso.com', 'Last Activity Date': '2026-01-10' },
      { [UPN]: 'never@contoso.com', 'Last Activity Date': '' },
    ];
    const statesOf = async (others: readonly UserReport[]) =>
      rowsOf((await join([await userReport(TEAMS, teams), ...others])).table).flatMap((row) =>
        row[UPN] === ana[UPN] ? [] : [row['Activity Status']],
      );
    const within = 'Active within 30 days';
    assert.deepEqual(await statesOf([]), [within, 'Not fetched', 'Not fetched']);
    const never = { ...ana, [UPN]: 'never@contoso.com', 'Exchange Last Activity Date': '' };
    assert.deepEqual(await statesOf([await userReport(ACTIVE_USERS, [ana])]), [within, 'Not sent', 'Not sent']);
    assert.deepEqual((await statesOf([await userReport(ACTIVE_USERS, [never])])).toSorted(), [
      within,
      'No activity',
      'Not sent',
    ]);
  });

  it('says since when somebody is known as the newest reports do, in each week of a year, whenever archiving began', async () => {
    const hired = fc.integer({ min: -400, max: 363 });
    const assigned = fc.record({ exchange: fc.option(hired), teams: fc.option(hired), mailbox: fc.option(hired) });
    const firstDay = parseDay('2025-11-19');
    const dayText = (day: number | null, today: number) =>
      day === null || day > today ? '' : formatDay(firstDay + day);
    await fc.assert(
      fc.asyncProperty(fc.array(assigned, { minLength: 1, maxLength: 4 }), async (people) => {
        for (let today = 0; today < 364; today += 7) {
          const options = { refreshDate: formatDay(firstDay + today) };
          const { table } = await join([
            await userReport(
              ACTIVE_USERS,
              people.map(({ exchange, teams }, at) => ({
                [UPN]: `${at}@contoso.com`,
                'Exchange License Assign Date': dayText(exchange, today),
                'Teams License Assign Date': dayText(teams, today),
              })),
              options,
            ),
            await userReport(
              MAILBOX,
              people.map(({ mailbox }, at) => ({
                [UPN]: `${at}@contoso.com`,
                'Created Date': dayText(mailbox, today),
              })),
              options,
            ),
          ]);
          const expected = people.map(({ exchange, teams, mailbox }) => {
            const known = [exchange, teams, mailbox].filter((day) => day !== null && day <= today);
            return known.length === 0 ? undefined : dayText(Math.min(...known.map(Number)), today);
          });
          assert.deepEqual(
            rowsOf(table).map((row) => row['First Seen']),
            expected,
            options.refreshDate,
          );
        }
      }),
      { numRuns: 10 },
    );
  });

  it('does not believe a day on which no license can have been assigned and no mailbox made: before all data, or after the fetch', async () => {
    const possible = fc.integer({ min: parseDay('2010-01-01'), max: parseDay(REFRESHED) + 2 }).map(formatDay);
    const impossible = fc.oneof(
      fc.constantFrom('0001-01-01', '9999-12-31'),
      fc.integer({ min: parseDay('1601-01-01'), max: parseDay('2009-12-31') }).map(formatDay),
      fc.integer({ min: parseDay(REFRESHED) + 3, max: parseDay('2199-12-31') }).map(formatDay),
    );
    const cell = fc.oneof(
      possible.map((day) => [day, day] as const),
      impossible.map((day) => [day, undefined] as const),
    );
    await fc.assert(
      fc.asyncProperty(cell, cell, async ([assigned, knownAssigned], [created, knownCreated]) => {
        const { table } = await join([
          await userReport(ACTIVE_USERS, [{ ...ana, 'Exchange License Assign Date': assigned }]),
          await userReport(MAILBOX, [{ [UPN]: ana[UPN] ?? '', 'Created Date': created }]),
        ]);
        assert.deepEqual(pick(rowsOf(table)[0], ['Exchange License Assigned', 'Mailbox Created']), [
          knownAssigned,
          knownCreated,
        ]);
      }),
    );
  });
});
