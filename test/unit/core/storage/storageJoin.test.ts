import assert from 'node:assert/strict';
import { TimeSlicer } from '../../../../src/base/timeSlicer.js';
import { StorageJoin } from '../../../../src/core/storage/storageJoin.js';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { chunksOf, csvFile } from '../table/support.js';
import { type Cells, cellsOf, factsOf, join, MAILBOXES, ONEDRIVE, SITES } from './support.js';

const USED = 'Storage Used (Byte)';
const ALLOCATED = 'Storage Allocated (Byte)';
const [NOW, BEFORE] = ['2026-11-28', '2026-10-29'];
const ZERO_ID = '00000000-0000-0000-0000-000000000000';
const PACE = ['Growth per Month (Byte)', 'Growth Status', 'Days Left', 'Days Left Status'];

function mailbox(name: string, used: number, more: Cells = {}): Cells {
  return { 'User Principal Name': name, [USED]: String(used), 'Prohibit Send/Receive Quota (Byte)': '1000', ...more };
}

const site = (id: string, url: string, owner: string, used: number): Cells => ({
  ...{ 'Site Id': id, 'Site URL': url, 'Owner Principal Name': owner },
  ...{ [USED]: String(used), [ALLOCATED]: '1000' },
});

/** What is computed of each row of a report, from two snapshots. */
async function paceOf(report: string, before: readonly Cells[], now: readonly Cells[]) {
  const joined = await join([
    { report, day: NOW, rows: now },
    { report, day: BEFORE, rows: before },
  ]);
  return { joined, pace: cellsOf(joined, PACE) };
}

describe('the table of storage', () => {
  it('has mailboxes, accounts, and sites, what each is called, and its quota', async () => {
    const joined = await join([
      {
        report: MAILBOXES,
        day: NOW,
        rows: [
          mailbox('ann@a.example', 250, { 'Display Name': 'Ann', 'Is Deleted': 'False', 'Recipient Type': 'User' }),
          // Where the file lacks a quota, the next one counts.
          mailbox('ben@a.example', 250, {
            'Prohibit Send/Receive Quota (Byte)': '',
            'Prohibit Send Quota (Byte)': '500',
            'Issue Warning Quota (Byte)': '400',
          }),
        ],
      },
      {
        report: ONEDRIVE,
        day: '2026-11-26',
        rows: [
          {
            'Site URL': 'https://a.example/ann',
            'Owner Principal Name': 'ann@a.example',
            [USED]: '10',
            [ALLOCATED]: '0',
          },
          { 'Site URL': '', 'Owner Principal Name': 'ben@a.example', [USED]: '', [ALLOCATED]: '5' },
        ],
      },
      { report: SITES, day: NOW, rows: [site('id-1', 'https://a.example/s', 'ann@a.example', 1000)] },
    ]);
    const columns = ['Name', 'Kind', 'Owner Principal Name', 'Quota (Byte)', 'Quota Used (%)', 'Report Refresh Date'];
    assert.deepEqual(cellsOf(joined, columns), [
      ['ann@a.example', 'Mailbox', 'ann@a.example', '1000', '25', NOW],
      ['ben@a.example', 'Mailbox', 'ben@a.example', '500', '50', NOW],
      ['https://a.example/ann', 'OneDrive', 'ann@a.example', '', '', '2026-11-26'],
      ['ben@a.example', 'OneDrive', 'ben@a.example', '5', '', '2026-11-26'],
      ['https://a.example/s', 'Site', 'ann@a.example', '1000', '100', NOW],
    ]);
    assert.deepEqual(cellsOf(joined, ['Growth Status', 'Days Left', 'Days Left Status']), [
      ['Not enough snapshots', '', 'Not enough snapshots'],
      ['Not enough snapshots', '', 'Not enough snapshots'],
      ['Not enough snapshots', '', 'No quota'],
      ['Not sent', '', 'Not sent'],
      ['Not enough snapshots', '0', 'Known'],
    ]);
    assert.equal(joined.facts.refreshDate, NOW);
    assert.equal(joined.facts.concealed, false);
  });

  it('compares a row with the oldest snapshot that has it, whatever case its name has', async () => {
    const joined = await join([
      { report: MAILBOXES, day: NOW, rows: [mailbox('Ann@a.example', 400), mailbox('ben@a.example', 400)] },
      { report: MAILBOXES, day: '2026-09-29', rows: [mailbox('ann@A.example', 100)] },
      { report: MAILBOXES, day: BEFORE, rows: [mailbox('ann@a.example', 390), mailbox('ben@a.example', 340)] },
    ]);
    assert.deepEqual(cellsOf(joined, [...PACE, 'Growth Since']), [
      ['150', 'Known', '120', 'Known', '2026-09-29'],
      ['60', 'Known', '300', 'Known', BEFORE],
    ]);
    assert.deepEqual(joined.facts.sources[0]?.earlier, [
      { refreshDate: '2026-09-29', state: 'used' },
      { refreshDate: BEFORE, state: 'used' },
    ]);
  });

  it('tells a mailbox from the one that had its name before, and two of one name from none', async () => {
    const { pace } = await paceOf(
      MAILBOXES,
      [mailbox('ann@a.example', 900), mailbox('ben@a.example', 100), mailbox('cleo@a.example', 100)],
      [
        mailbox('ann@a.example', 10, { 'Created Date': '2026-11-10' }),
        mailbox('ben@a.example', 100, { 'Created Date': '2020-01-01', 'Is Deleted': 'True' }),
        mailbox('ben@a.example', 200, { 'Created Date': '2026-11-10' }),
        mailbox('cleo@a.example', 130, { 'Created Date': BEFORE }),
      ],
    );
    assert.deepEqual(
      pace.map(([growth, state]) => [growth, state]),
      [
        ['', 'Not enough snapshots'],
        ['', 'Not told apart'],
        ['', 'Not told apart'],
        ['30', 'Known'],
      ],
    );
  });

  it('finds accounts by their owner where addresses are concealed, and sites by nothing', async () => {
    const owners = ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB'];
    const account = (owner: string, used: number) => ({
      'Site URL': '',
      'Owner Principal Name': owner,
      [USED]: String(used),
      [ALLOCATED]: '1000',
    });
    const accounts = await paceOf(
      ONEDRIVE,
      owners.map((owner) => account(owner, 100)),
      owners.map((owner) => account(owner, 160)),
    );
    assert.deepEqual(accounts.pace, [
      ['60', 'Known', '420', 'Known'],
      ['60', 'Known', '420', 'Known'],
    ]);
    assert.equal(accounts.joined.facts.concealed, true);
    // An owner may have several sites, so that one of them today need not be the one of last month.
    const sites = await paceOf(
      SITES,
      owners.map((owner) => site(ZERO_ID, '', owner, 100)),
      owners.map((owner) => site(ZERO_ID, '', owner, 160)),
    );
    assert.deepEqual(sites.pace, [
      ['', 'Not told apart', '', 'Not told apart'],
      ['', 'Not told apart', '', 'Not told apart'],
    ]);
    const source = sites.joined.facts.sources.find(({ report }) => report === SITES);
    assert.deepEqual([source?.notToldApart, source?.earlier[0]?.state], [2, 'notToldApart']);
    assert.deepEqual(cellsOf(sites.joined, ['Name']), [[''], ['']]);
  });

  it('says that it is not told apart what two had called so before, or what was deleted before', async () => {
    const gone = { 'Is Deleted': 'True' };
    const there = { 'Is Deleted': 'False' };
    for (const [report, rowOf] of [
      [MAILBOXES, (name: string, used: number, more: Cells) => mailbox(name, used, more)],
      [
        ONEDRIVE,
        (name: string, used: number, more: Cells) => ({
          ...{ 'Site URL': `https://a.example/${name}`, 'Owner Principal Name': name },
          ...{ [USED]: String(used), [ALLOCATED]: '1000', ...more },
        }),
      ],
      [
        SITES,
        (name: string, used: number, more: Cells) => ({
          ...site(`id-${name}`, `https://a.example/${name}`, 'ann', used),
          ...more,
        }),
      ],
    ] as const) {
      const { pace, joined } = await paceOf(
        report,
        [
          ...[rowOf('twice', 100, gone), rowOf('twice', 200, there)],
          ...[rowOf('back', 900, gone), rowOf('ended', 100, there), rowOf('gone', 100, gone)],
          rowOf('stays', 100, there),
        ],
        [
          ...[rowOf('twice', 210, there), rowOf('back', 10, there), rowOf('ended', 100, gone)],
          ...[rowOf('gone', 100, gone), rowOf('stays', 130, there), rowOf('new', 1, there)],
        ],
      );
      assert.deepEqual(
        pace.map(([growth, state]) => [growth, state]),
        [
          ['', 'Not told apart'],
          ['', 'Not told apart'],
          ['0', 'Known'],
          ['0', 'Known'],
          ['30', 'Known'],
          ['', 'Not enough snapshots'],
        ],
        report,
      );
      assert.equal(joined.facts.sources.find((one) => one.report === report)?.notToldApart, 2);
    }
  });

  it('has a growth that is known from a newer snapshot, where an older one has the name twice', async () => {
    const joined = await join([
      { report: MAILBOXES, day: NOW, rows: [mailbox('ann@a.example', 400)] },
      { report: MAILBOXES, day: '2026-09-29', rows: [mailbox('ann@a.example', 1), mailbox('ann@a.example', 2)] },
      { report: MAILBOXES, day: BEFORE, rows: [mailbox('ann@a.example', 340)] },
    ]);
    assert.deepEqual(cellsOf(joined, ['Growth per Month (Byte)', 'Growth Since']), [['60', BEFORE]]);
  });

  it('does not find an account without an address where all others are found by theirs, and says so', async () => {
    const account = (name: string, address: string, used: number) => ({
      ...{ 'Site URL': address, 'Owner Principal Name': name, [USED]: String(used), [ALLOCATED]: '1000' },
    });
    const rows = (used: number) => [
      ...['a', 'b', 'c'].map((name) => account(name, `https://a.example/${name}`, used)),
      account('d', '', used),
    ];
    const { pace } = await paceOf(ONEDRIVE, rows(100), rows(130));
    assert.deepEqual(
      pace.map(([growth, state]) => [growth, state]),
      [...['a', 'b', 'c'].map(() => ['30', 'Known']), ['', 'Not told apart']],
    );
  });

  it('does not compare names that are concealed in one snapshot alone', async () => {
    const { pace, joined } = await paceOf(
      MAILBOXES,
      [mailbox('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 100)],
      [mailbox('ann@a.example', 200)],
    );
    assert.deepEqual(pace, [['', 'Not told apart', '', 'Not told apart']]);
    assert.deepEqual(joined.facts.sources[0]?.earlier, [{ refreshDate: BEFORE, state: 'notToldApart' }]);
  });

  it('goes on without a snapshot that cannot be read, and without a report whose newest cannot', async () => {
    const storage = new StorageJoin(new TimeSlicer(undefined));
    const table = async (report: string, rows: readonly Cells[]) => {
      const columns = Object.keys(rows[0] ?? {});
      const text = csvFile([columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))]);
      return decodeCsv(chunksOf(text), factsOf(report, NOW).definition);
    };
    await storage.add(factsOf(MAILBOXES, NOW), await table(MAILBOXES, [mailbox('ann@a.example', 200)]));
    storage.addUnreadable(factsOf(MAILBOXES, '2026-09-29'));
    await storage.add(factsOf(MAILBOXES, BEFORE), await table(MAILBOXES, [mailbox('ann@a.example', 100)]));
    storage.addUnreadable(factsOf(SITES, NOW));
    await storage.add(factsOf(SITES, BEFORE), await table(SITES, [site('id', 'https://a.example', 'x', 1)]));
    const joined = await storage.finish();
    assert.deepEqual(cellsOf(joined, ['Name', 'Growth per Month (Byte)']), [['ann@a.example', '100']]);
    assert.deepEqual(
      joined.facts.sources.map(({ report, state, earlier }) => [report, state, earlier.map((one) => one.state)]),
      [
        [MAILBOXES, 'used', ['unreadable', 'used']],
        [ONEDRIVE, 'missing', []],
        [SITES, 'unreadable', []],
      ],
    );
  });
});
