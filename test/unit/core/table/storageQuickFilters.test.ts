import assert from 'node:assert/strict';
import { QUICK_FILTERS } from '../../../../src/shared/report.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import fc from 'fast-check';
import { fuzz } from '../../../support/fuzz.js';
import { type Cells, cellsOf, join, MAILBOXES, ONEDRIVE, type Snapshot } from '../storage/support.js';

const GB = 1024 ** 3;
const USED = 'Storage Used (Byte)';
const COLUMNS = ['Kind', USED, 'Quota (Byte)', 'Growth per Month (Byte)', 'Days Left', 'Recipient Type', 'Is Deleted'];

const size = fc.integer({ min: 0, max: 60 }).map((amount) => String(amount * GB));
const mailbox = fc.record({
  [USED]: size,
  'Prohibit Send/Receive Quota (Byte)': fc.constantFrom('', String(50 * GB), String(100 * GB)),
  'Recipient Type': fc.constantFrom('User', 'Shared', 'SharedMailbox'),
  'Is Deleted': fc.constantFrom('True', 'False', ''),
});
const account = fc.record({
  [USED]: size,
  'Storage Allocated (Byte)': size,
  'Is Deleted': fc.constantFrom('True', 'False'),
});

const named = (column: string, rows: readonly Cells[]): Cells[] =>
  rows.map((row, at) => ({ [column]: `row${at}`, ...row }));
const snapshots = fc
  .record({
    mailboxes: fc.array(mailbox, { minLength: 1, maxLength: 12 }),
    before: fc.array(mailbox, { minLength: 1, maxLength: 12 }),
    accounts: fc.array(account, { minLength: 1, maxLength: 8 }),
    accountsBefore: fc.array(account, { minLength: 1, maxLength: 8 }),
  })
  .map(({ mailboxes, before, accounts, accountsBefore }): Snapshot[] => [
    { report: MAILBOXES, day: '2026-11-28', rows: named('User Principal Name', mailboxes) },
    { report: MAILBOXES, day: '2026-10-29', rows: named('User Principal Name', before) },
    { report: ONEDRIVE, day: '2026-11-28', rows: named('Site URL', accounts) },
    { report: ONEDRIVE, day: '2026-10-29', rows: named('Site URL', accountsBefore) },
  ]);

describe('the quick filters of storage', () => {
  fuzz('find what they say, without what is deleted, and as many as they say', 60, snapshots, async (given) => {
    const joined = await join(given);
    const rows = cellsOf(joined, COLUMNS).map(([kind, used, quota, growth, daysLeft, recipient, deleted]) => ({
      ...{ kind, used: Number(used), quota: Number(quota), growth: Number(growth), recipient, deleted },
      daysLeft: daysLeft === '' ? Infinity : Number(daysLeft),
    }));
    const kept = rows.filter(({ deleted }) => deleted !== 'True');
    const table = new LocalTable(joined.table);
    const found = new Map((await table.quickFilters()).map(({ kind, rowCount }) => [kind, rowCount]));
    const expected = {
      nearQuota: kept.filter(({ used, quota }) => quota > 0 && used / quota > 0.9).length,
      fullWithin: kept.filter(({ daysLeft }) => daysLeft <= 90).length,
      largestGrowth: kept.filter(({ growth }) => growth > 0).length,
      sharedNearLimit: kept.filter(({ recipient = '', used }) => recipient.startsWith('Shared') && used >= 45 * GB)
        .length,
      deletedStorage: rows.filter(({ deleted, used }) => deleted === 'True' && used > 0).length,
    };
    for (const kind of QUICK_FILTERS) {
      const count = found.get(kind);
      if (count !== undefined) {
        assert.equal(count, expected[kind as keyof typeof expected], kind);
      }
    }
    // A filter is left out only where its column says nothing of any row.
    assert.ok(found.has('nearQuota') || rows.every(({ quota }) => quota === 0));
    assert.ok(found.has('fullWithin') || rows.every(({ daysLeft }) => daysLeft === Infinity));
    assert.ok(found.has('sharedNearLimit') && found.has('deletedStorage'));
  });

  it('do not ask for what no report says: growth of one snapshot, or the type of a recipient', async () => {
    const rows = [{ 'User Principal Name': 'ann@a.example', [USED]: '5', 'Prohibit Send Quota (Byte)': '10' }];
    const { table } = await join([{ report: MAILBOXES, day: '2026-11-28', rows }]);
    const quick = await new LocalTable(table).quickFilters();
    assert.deepEqual(
      quick.map(({ kind }) => kind),
      ['nearQuota'],
    );
  });

  it('show the largest growth first', async () => {
    const at = (day: string, used: readonly number[]): Snapshot => ({
      ...{ report: MAILBOXES, day },
      rows: used.map((bytes, index) => ({ 'User Principal Name': `u${index}@a.example`, [USED]: String(bytes) })),
    });
    const { table } = await join([at('2026-11-28', [30, 90, 10]), at('2026-10-29', [10, 20, 40])]);
    const local = new LocalTable(table);
    const quick = (await local.quickFilters()).find(({ kind }) => kind === 'largestGrowth');
    const { rows } = await local.rows({ filters: quick?.filters, sort: quick?.sort }, 0, 9);
    const name = local.columns.findIndex((column) => column.name === 'Name');
    assert.deepEqual(
      rows.map((cells) => cells[name]),
      ['u1@a.example', 'u0@a.example'],
    );
  });
});
