import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import type { ColumnInfo } from '../../../../src/shared/report.js';
import { quickFiltersOf } from '../../../../src/core/table/query/quickFilters.js';
import { catalog } from '../../../support/catalog.js';
import { csv, csvFile } from './support.js';

const columnsOf = (report: string): ColumnInfo[] =>
  (catalog.find(report)?.columns ?? assert.fail(report)).map(({ name, type, unit }) => ({
    name,
    type,
    unit,
    known: true,
  }));
const named = (report: string) =>
  quickFiltersOf(columnsOf(report), '2026-11-18').map(({ kind, days, subject }) =>
    [kind, days, subject].filter((part) => part !== undefined).join(' '),
  );

/** Of users, as the report on email activity has them. */
const userHeader = [
  'Report Refresh Date',
  'User Principal Name',
  'Last Activity Date',
  'Is Deleted',
  'Assigned Products',
];

const activity = ['inactive 30', 'inactive 60', 'inactive 90', 'neverActive'];

describe('quick filters', () => {
  it('are those that fit the report', () => {
    assert.deepEqual(named('getTeamsUserActivityUserDetail'), [...activity, 'licensedUnused 30', 'deleted']);
    assert.deepEqual(named('getMailboxUsageDetail'), [
      'nearQuota',
      'overSendLimit',
      ...activity,
      'deleted',
      'sharedMailboxes',
      'largest',
    ]);
    assert.deepEqual(named('getOneDriveUsageAccountDetail'), ['nearQuota', ...activity, 'deleted', 'largest']);
    assert.deepEqual(named('getTeamsTeamActivityDetail'), activity);
    assert.deepEqual(named('getOffice365GroupsActivityDetail'), [
      ...activity,
      'deleted',
      'largest Exchange Mailbox',
      'largest SharePoint Site',
    ]);
    assert.deepEqual(named('getOffice365ActivationsUserDetail'), ['neverActivated']);
    assert.deepEqual(named('getMicrosoft365CopilotUsageUserDetail'), activity);
    assert.deepEqual(named('getBrowserUserDetail'), []);
    const services = ['Exchange', 'OneDrive', 'SharePoint', 'Skype For Business', 'Yammer', 'Teams'].map(
      (service) => `licensedUnused 30 ${service}`,
    );
    assert.deepEqual(named('getOffice365ActiveUserDetail'), [...activity, 'licensedUnused 30', 'deleted', ...services]);
  });

  it('name a service by the label of its column', () => {
    const columns: ColumnInfo[] = [
      { name: 'Has Yammer License', label: 'Has Viva Engage License', type: 'boolean', known: true },
      { name: 'Yammer Last Activity Date', label: 'Viva Engage Last Activity Date', type: 'date', known: true },
      { name: 'Has Teams License', label: 'Lizenz für Teams', type: 'boolean', known: true },
      { name: 'Teams Last Activity Date', label: 'Letzte Aktivität', type: 'date', known: true },
    ];
    const subjects = quickFiltersOf(columns, '2026-11-18').flatMap(({ subject }) => subject ?? []);
    assert.deepEqual(subjects, ['Viva Engage', 'Teams']);
  });

  it('fit every detail report, except those without activity dates', () => {
    const without = catalog.reports.filter(({ kind, name }) => kind === 'detail' && named(name).length === 0);
    assert.deepEqual(
      without.map(({ name }) => name),
      ['getBrowserUserDetail'],
    );
  });

  it('compare the storage of a mailbox with its quotas; a blank is never over', async () => {
    const header = [
      'Report Refresh Date',
      'User Principal Name',
      'Storage Used (Byte)',
      'Issue Warning Quota (Byte)',
      'Prohibit Send Quota (Byte)',
      'Prohibit Send/Receive Quota (Byte)',
      'Recipient Type',
    ];
    const row = (name: string, used: string, warning: string, send: string, receive: string, type: string) => [
      '2026-11-18',
      name,
      used,
      warning,
      send,
      receive,
      type,
    ];
    const mailboxes = catalog.find('getMailboxUsageDetail');
    const table = new LocalTable(
      await csv(
        csvFile([
          header,
          row('at 90%', '90', '80', '99', '100', 'User'),
          row('over 90%', '91', '80', '99', '100', 'Shared'),
          row('at the sending limit', '99', '80', '99', '100', 'SharedMailbox'),
          row('only a sending limit', '92', '', '100', '', 'UserMailbox'),
          row('only a warning', '92', '100', '', '', 'Room'),
          row('no quota', '500', '', '', '', ''),
          row('a quota of 0', '0', '0', '0', '0', ''),
          row('storage unknown', '', '1', '1', '1', 'shared mailbox?'),
        ]),
        mailboxes,
      ),
    );
    const found: Record<string, unknown> = {};
    for (const { kind, filters, rowCount } of await table.quickFilters()) {
      const { rows, viewRowCount } = await table.rows({ filters }, 0, 99);
      assert.equal(viewRowCount, kind === 'largest' ? 8 : rowCount);
      found[kind] = rows.map((cells) => cells[1]);
    }
    assert.deepEqual(found['sharedMailboxes'], ['over 90%', 'at the sending limit']);
    assert.deepEqual(found['nearQuota'], [
      'over 90%',
      'at the sending limit',
      'only a sending limit',
      'only a warning',
    ]);
    assert.deepEqual(found['overSendLimit'], ['at the sending limit']);
    const without = await csv(csvFile([header.slice(0, -1), row('a', '1', '2', '2', '2', '').slice(0, -1)]), mailboxes);
    assert.ok(!JSON.stringify(without.warnings).includes('Recipient Type'), 'a tenant without the column is no fault');
    const kinds = (await new LocalTable(without).quickFilters()).map(({ kind }) => kind);
    assert.ok(!kinds.includes('sharedMailboxes') && kinds.includes('nearQuota'));
  });

  it('have no days if the refresh date is unknown', () => {
    const kinds = quickFiltersOf(columnsOf('getTeamsUserActivityUserDetail'), null).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['neverActive', 'deleted']);
  });

  it('count back from the refresh date, and count the rows that pass', async () => {
    const row = (name: string, day: string, deleted: string, products: string) => [
      '2026-11-18',
      name,
      day,
      deleted,
      products,
    ];
    const definition = catalog.find('getEmailActivityUserDetail');
    const table = new LocalTable(
      await csv(
        csvFile([
          userHeader,
          row('today', '2026-11-18', 'False', 'E5'),
          row('29 days', '2026-10-20', 'False', 'E5'),
          row('30 days', '2026-10-19', 'False', 'E5'),
          row('30 days, deleted', '2026-10-19', 'True', 'E5'),
          row('90 days', '2026-08-20', '', ''),
          row('never', '', 'False', 'E5'),
          row('never, as the service writes it', '0001-01-01', 'False', 'E5'),
          row('never, deleted', '', 'True', 'E5'),
        ]),
        definition,
      ),
    );
    const quick = await table.quickFilters();
    const never = ['never', 'never, as the service writes it'];
    const expected = {
      'inactive 30': ['30 days', '90 days', ...never],
      'inactive 60': ['90 days', ...never],
      'inactive 90': ['90 days', ...never],
      neverActive: never,
      'licensedUnused 30': ['30 days', ...never],
      deleted: ['30 days, deleted', 'never, deleted'],
    };
    const found: Record<string, unknown> = {};
    for (const { kind, days, filters, rowCount } of quick) {
      const { rows } = await table.rows({ filters }, 0, 9);
      found[[kind, days].filter((part) => part !== undefined).join(' ')] = rows.map((cells) => cells[1]);
      assert.equal(rows.length, rowCount);
    }
    assert.deepEqual(found, expected);
  });

  it('agree with what their words mean on any users', async () => {
    const day = fc.option(fc.integer({ min: -400, max: 0 }), { nil: undefined });
    const user = fc.record({ day, deleted: fc.constantFrom('True', 'False', ''), licensed: fc.boolean() });
    const refresh = Date.parse('2026-11-18');
    const dateOf = (offset: number) => new Date(refresh + offset * 86_400_000).toISOString().slice(0, 10);
    await fc.assert(
      fc.asyncProperty(fc.array(user, { minLength: 1, maxLength: 30 }), async (users) => {
        const rows = users.map(({ day: offset, deleted, licensed }, index) => [
          '2026-11-18',
          String(index),
          offset === undefined ? '' : dateOf(offset),
          deleted,
          licensed ? 'E5' : '',
        ]);
        const table = new LocalTable(
          await csv(csvFile([userHeader, ...rows]), catalog.find('getEmailActivityUserDetail')),
        );
        for (const { kind, days = 0, rowCount } of await table.quickFilters()) {
          const wanted = users.filter(({ day: offset, deleted, licensed }) => {
            const inactive = offset === undefined || offset <= -days;
            switch (kind) {
              case 'inactive':
                return deleted !== 'True' && inactive;
              case 'neverActive':
                return deleted !== 'True' && offset === undefined;
              case 'licensedUnused':
                return deleted !== 'True' && inactive && licensed;
              case 'deleted':
                return deleted === 'True';
              default:
                return assert.fail(`unexpected ${kind}`);
            }
          });
          assert.equal(rowCount, wanted.length, `${kind} ${days}`);
        }
      }),
    );
  });
});
