import assert from 'node:assert/strict';
import { joinedReport } from '../../../../src/features/common/joinedReport.js';
import { USERS_REPORT } from '../../../../src/core/users/joined/joinedColumns.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { factsOf } from '../../../../src/services/reports/report.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { catalog } from '../../../support/catalog.js';
import { HandMadeTable } from '../../core/export/handMadeTable.js';

describe('a table that is put together from reports', () => {
  it('says in exported files which snapshots it is made of, and not what it lacks or could not read', () => {
    const source = { refreshDate: '2026-11-18', fetchedAt: '2026-11-20T08:00:00.000Z', rowCount: 3 };
    const sources = [
      { ...source, report: 'getEmailActivityUserDetail', period: 'D180', state: 'used' },
      { ...source, report: 'getTeamsUserActivityUserDetail', period: 'D180', state: 'unreadable' },
      { report: 'getFormsUserActivityUserDetail', state: 'missing', refreshDate: null, rowCount: 0 },
      {
        ...{ ...source, report: 'getMailboxUsageDetail', period: 'D7', state: 'used' },
        earlier: [
          { state: 'used', refreshDate: '2026-10-18' },
          { state: 'unreadable', refreshDate: '2026-10-25' },
          { state: 'used', refreshDate: null },
        ],
      },
    ];
    const table = new LocalTable(new HandMadeTable([], []));
    const facts = { refreshDate: '2026-11-18', sources };
    const ref = { connection: SAMPLE_CONNECTION.id, report: USERS_REPORT.name };
    const report = joinedReport(ref, SAMPLE_CONNECTION, USERS_REPORT, { table, facts }, catalog);
    assert.deepEqual(factsOf(report).joined, [
      {
        ...{ title: 'Exchange: Email activity, user details', report: 'getEmailActivityUserDetail', period: 'D180' },
        ...source,
      },
      {
        ...{ title: 'Exchange: Mailbox usage, mailbox details', report: 'getMailboxUsageDetail', period: 'D7' },
        ...{ ...source, comparedWith: ['2026-10-18'] },
      },
    ]);
  });
});
