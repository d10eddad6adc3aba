import assert from 'node:assert/strict';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { findUsers, findUserData } from '../../../../src/core/users/findUsers.js';
import { foundTable } from '../../../../src/core/users/foundTable.js';
import { userColumns } from '../../../../src/core/catalog/userColumns.js';
import { userFacts } from '../../../../src/core/users/userFacts.js';
import { isConcealedHash } from '../../../../src/core/users/userQuery.js';
import { type SearchedSnapshot, searchSnapshot } from '../../../../src/core/users/searchSnapshot.js';
import { catalog } from '../../../support/catalog.js';
import { chunksOf, csvFile, definition } from '../table/support.js';

type Cells = Readonly<Record<string, string>>;

function report(name: string): ReportDefinition {
  const found = catalog.find(name);
  assert.ok(found);
  return found;
}

function snapshot(of: ReportDefinition, rows: readonly Cells[], read: () => void = () => undefined): SearchedSnapshot {
  const columns = userColumns(of);
  assert.ok(columns);
  const names = of.columns.map((column) => column.name);
  const text = csvFile([names, ...rows.map((row) => names.map((column) => row[column] ?? ''))]);
  return { definition: of, columns, format: 'csv', chunks: () => (read(), chunksOf(text)) };
}

const FETCHED_AT = '2026-11-20T08:00:00.000Z';
const mail = report('getEmailActivityUserDetail');
const teams = report('getTeamsUserActivityUserDetail');
const sites = report('getSharePointSiteUsageDetail');
const drives = report('getOneDriveUsageAccountDetail');

const ADA = {
  'User Principal Name': 'Ada@northlight.example',
  'Display Name': 'Ada Lovelace',
  'Send Count': '5',
  'Read Count': '0',
  'Is Deleted': 'False',
  'Last Activity Date': '2026-11-17',
  'Assigned Products': 'OFFICE 365 E3+VISIO',
};
const ADAM = { 'User Principal Name': 'adam@northlight.example', 'Display Name': 'Adam Smith' };
const GRACE = { 'User Principal Name': 'grace@northlight.example', 'Display Name': 'Grace Hopper' };
const ADA_IN_TEAMS = {
  'User Principal Name': 'ada@northlight.example',
  'User Id': '0a0a0a0a-1111-2222-3333-444444444444',
  'Call Count': '3',
};

describe('finding a user', () => {
  it('knows the user columns of each detail report, and which reports have none', () => {
    assert.deepEqual(userColumns(teams), {
      principalName: 'User Principal Name',
      displayName: undefined,
      id: 'User Id',
      isSubject: true,
    });
    assert.equal(userColumns(sites)?.isSubject, false);
    assert.equal(userColumns(drives)?.isSubject, true, 'a OneDrive is its owner’s');
    assert.equal(userColumns(report('getTeamsTeamActivityDetail')), undefined);
    const withUsers = catalog.reports.filter((each) => each.kind === 'detail' && userColumns(each) !== undefined);
    assert.equal(withUsers.length, 21);
  });

  it('ranks exact names before beginnings before parts, and merges users by principal name', async () => {
    const list = await findUsers('ada', [
      snapshot(mail, [
        GRACE,
        ADAM,
        ADA,
        { 'User Principal Name': 'nevada@x' },
        { 'User Principal Name': 'x@x', 'Display Name': 'ADA' },
      ]),
      snapshot(teams, [ADA_IN_TEAMS]),
    ]);
    assert.deepEqual(
      list.map(({ names, rank, reports }) => [names.principalName, rank, reports]),
      [
        ['x@x', 0, 1],
        ['Ada@northlight.example', 1, 2],
        ['adam@northlight.example', 1, 1],
        ['nevada@x', 2, 1],
      ],
    );
    assert.equal(list[1]?.names.id, ADA_IN_TEAMS['User Id'], 'what one report does not say the other does');
  });

  it('stops reading when a whole principal name is found', async () => {
    let read = 0;
    const count = () => void read++;
    const found = await findUsers(' ADA@northlight.example ', [
      snapshot(mail, [ADA], count),
      snapshot(teams, [ADA_IN_TEAMS], count),
    ]);
    assert.deepEqual([found.length, read], [1, 1]);
  });

  it('does not merge users by display name, and ignores concealed forms that are the same for everyone', async () => {
    const zero = '00000000-0000-0000-0000-000000000000';
    const two = [
      { ...ADA, 'User Principal Name': 'ada1@x' },
      { ...ADA, 'User Principal Name': 'ada2@x' },
    ];
    assert.equal((await findUsers('lovelace', [snapshot(mail, two)])).length, 2);
    assert.equal(
      (await findUsers(zero, [snapshot(teams, [{ 'User Id': zero, 'User Principal Name': 'A'.repeat(32) }])])).length,
      0,
    );
    assert.equal((await findUsers('unknown', [snapshot(sites, [{ 'Owner Display Name': '(Unknown)' }])])).length, 0);
    assert.equal((await findUsers('  ', [snapshot(mail, [ADA])])).length, 0);
  });

  it('finds names however their letters are composed, in any case, and takes them for one user', async () => {
    const composed = { 'User Principal Name': 'zoë@northlight.example', 'Display Name': 'Zoë Åkesson' };
    const apart = { 'User Principal Name': 'Zoe\u0308@northlight.example', 'User Id': ADA_IN_TEAMS['User Id'] };
    const snapshots = [snapshot(mail, [composed, GRACE]), snapshot(teams, [apart])];
    for (const text of ['ZOË', 'Zoe\u0308', 'zoe\u0308@NORTHLIGHT', 'ÅKESSON'.normalize('NFD'), 'Åkesson']) {
      const [only, ...more] = await findUsers(text, snapshots);
      assert.deepEqual([only?.names.displayName, more.length], ['Zoë Åkesson', 0], text);
    }
    const [found] = await findUsers('zoe\u0308', snapshots);
    assert.deepEqual([found?.reports, found?.names.id], [2, ADA_IN_TEAMS['User Id']]);
    const { reports } = await findUserData({ principalName: 'ZOË@northlight.example' }, snapshots);
    assert.deepEqual(
      reports.map(({ found: { matches } }) => matches),
      [1, 1],
    );
    const byName = await findUserData({ displayName: 'zoë åkesson'.normalize('NFD') }, snapshots);
    assert.equal(byName.reports[0]?.found.matches, 1);
  });

  it('finds a name that ends in a quote, doubled in the file or not', async () => {
    for (const quoted of ['"Ada ""Al"""', '"Ada Al""']) {
      const text = `User Principal Name,Display Name\r\n${ADA['User Principal Name']},${quoted}\r\ngrace@x,Grace\r\n`;
      const named = { ...snapshot(mail, []), chunks: () => chunksOf(text) };
      const [found] = await findUsers(quoted.slice(1, -1).replaceAll('""', '"'), [named]);
      assert.equal(found?.names.principalName, ADA['User Principal Name'], quoted);
      assert.equal((await findUsers('grace', [named])).length, 1);
    }
  });

  it('collects the rows of one user from all reports, and no others', async () => {
    const owned = {
      'Site URL': 'https://northlight.example/sites/x',
      'Owner Principal Name': 'ada@northlight.example',
      'Storage Used (Byte)': '1024',
    };
    const { names, reports } = await findUserData({ principalName: 'ADA@northlight.example' }, [
      snapshot(mail, [GRACE, ADA]),
      snapshot(teams, [ADA_IN_TEAMS]),
      snapshot(sites, [owned, { ...owned, 'Owner Principal Name': 'adam@northlight.example' }, owned]),
      snapshot(drives, []),
    ]);
    assert.deepEqual(names, {
      principalName: 'ADA@northlight.example',
      displayName: 'Ada Lovelace',
      id: ADA_IN_TEAMS['User Id'],
    });
    assert.deepEqual(
      reports.map(({ found }) => found.matches),
      [1, 1, 2, 0],
    );
  });

  it('searches again with a principal name found on the way, but not from a display name alone', async () => {
    const snapshots = [snapshot(mail, [ADA]), snapshot(teams, [ADA_IN_TEAMS])];
    const byId = await findUserData({ id: ADA_IN_TEAMS['User Id'].toUpperCase() }, snapshots);
    assert.deepEqual(
      byId.reports.map(({ found }) => found.matches),
      [1, 1],
    );
    const byName = await findUserData({ displayName: 'ada lovelace' }, snapshots);
    assert.deepEqual(
      [byName.names, byName.reports.map(({ found }) => found.matches)],
      [{ displayName: 'ada lovelace' }, [1, 0]],
    );
  });

  it('follows a hash across reports and says which reports are concealed', async () => {
    const hash = '5D41402ABC4B2A76B9719D911017C592';
    const others = Array.from({ length: 20 }, (_, at) => ({
      'User Principal Name': at.toString(16).toUpperCase().padStart(32, 'F'),
    }));
    const snapshots = [
      snapshot(mail, [{ ...ADA, 'User Principal Name': hash }, ...others]),
      snapshot(teams, [{ 'User Principal Name': hash }, ...others]),
    ];
    assert.ok(isConcealedHash(hash.toLowerCase()));
    const [candidate] = await findUsers(hash.toLowerCase(), snapshots);
    const { reports } = await findUserData(candidate!.names, snapshots);
    assert.deepEqual(
      reports.map(({ found }) => [found.matches, found.concealed]),
      [
        [1, true],
        [1, true],
      ],
    );
    assert.equal(
      (await searchSnapshot(snapshot(mail, [ADA, GRACE]), { text: 'ada' }, { maxRowsPerRank: 1 })).concealed,
      false,
    );
  });

  it('returns few of many matching rows, and counts them all', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ 'User Principal Name': `p${at}@x` }));
    const found = await searchSnapshot(snapshot(mail, many), { text: '@x' }, { maxRowsPerRank: 10 });
    assert.deepEqual(
      [found.rows.length, foundTable(found.rows, mail).rowCount, found.matches, found.rowCount],
      [10, 10, 30, 30],
    );
  });

  it('has one row of a user whose report holds several periods, that of the longest', async () => {
    const copilot = report('getMicrosoft365CopilotUsageUserDetail');
    const rows = ['7', '180', '30'].map((period) => ({
      'User Principal Name': 'ada@northlight.example',
      'Report Period': period,
      'Prompts submitted for all apps': period,
    }));
    const found = await searchSnapshot(
      snapshot(copilot, rows),
      { text: 'ada@northlight.example' },
      { maxRowsPerRank: 9 },
    );
    const table = foundTable(found.rows, copilot);
    assert.deepEqual(
      [found.matches, table.rowCount, table.value(0, table.columnIndex('Prompts submitted for all apps'))],
      [3, 1, 180],
    );
  });

  it('reads JSON pages, too', async () => {
    const page = (upn: string) =>
      JSON.stringify({ value: [{ userPrincipalName: upn, displayName: 'A', sendCount: 7 }] });
    const columns = userColumns(mail)!;
    const found = await searchSnapshot(
      { definition: mail, columns, format: 'json', chunks: () => chunksOf(page('grace@x'), page('ada@x')) },
      { text: 'ada' },
      { maxRowsPerRank: 5 },
    );
    const table = foundTable(found.rows, mail);
    assert.deepEqual([found.matches, found.rowCount, table.value(0, table.columnIndex('Send Count'))], [1, 2, 7]);
  });

  it('skips a snapshot that cannot be read, and does not quote it', async () => {
    const torn: SearchedSnapshot = {
      ...snapshot(mail, []),
      chunks: () => chunksOf('User Principal Name,Display Name\r\nada@northlight.example,"Ada'),
    };
    const problems: string[] = [];
    const { reports } = await findUserData(
      { principalName: ADA['User Principal Name'] },
      [torn, snapshot(teams, [ADA_IN_TEAMS])],
      {
        onUnreadable: (_, error) => problems.push(String(error)),
      },
    );
    assert.equal(reports.length, 1);
    assert.equal(problems.length, 1);
    assert.doesNotMatch(problems[0]!, /ada/i);
  });

  it('stops when canceled, even between rows', async () => {
    const controller = new AbortController();
    const stopping = snapshot(mail, [ADA], () => controller.abort());
    await assert.rejects(findUsers('ada', [stopping], { signal: controller.signal, onUnreadable: () => undefined }), {
      name: 'AbortError',
    });
  });

  it('sorts a row into activity, licenses, figures and zeros, without blanks', async () => {
    const found = await searchSnapshot(snapshot(mail, [ADA]), { text: 'ada' }, { maxRowsPerRank: 1 });
    const facts = userFacts(foundTable(found.rows, mail), 0, FETCHED_AT);
    assert.deepEqual(
      facts.figures.map(({ column, value }) => [column.name, value]),
      [['Send Count', 5]],
    );
    assert.deepEqual(
      [facts.zeros.map(({ name }) => name), facts.lastActivity, facts.isDeleted, facts.products],
      [['Read Count'], '2026-11-17', false, ['OFFICE 365 E3', 'VISIO']],
    );
    const licenses = definition([
      { name: 'User Principal Name', type: 'text', identity: true },
      { name: 'Has Teams License', type: 'boolean' },
      { name: 'Has Yammer License', type: 'boolean' },
      { name: 'Used Web', type: 'boolean' },
      { name: 'Is Licensed', type: 'boolean' },
      { name: 'Has Archive', type: 'boolean' },
    ]);
    const row = await searchSnapshot(
      snapshot(licenses, [
        {
          'User Principal Name': 'a',
          'Has Teams License': 'True',
          'Has Yammer License': 'False',
          'Used Web': 'True',
          'Is Licensed': 'False',
          'Has Archive': 'True',
        },
      ]),
      { text: 'a' },
      { maxRowsPerRank: 1 },
    );
    const { licensed, unlicensed, used, yes, no } = userFacts(foundTable(row.rows, licenses), 0, FETCHED_AT);
    assert.deepEqual(
      [licensed, unlicensed, used, yes, no],
      [['Teams'], ['Yammer'], ['Web'], ['Has Archive'], ['Is Licensed']],
    );
  });

  it('calls services and columns by their labels, and leaves the names of the columns', async () => {
    const labeled = definition([
      { name: 'User Principal Name', type: 'text', identity: true },
      { name: 'Has Yammer License', label: 'Has Viva Engage License', type: 'boolean' },
      { name: 'Has Teams License', label: 'Lizenz für Teams', type: 'boolean' },
      { name: 'Is Yammer', label: 'Is Viva Engage', type: 'boolean' },
      { name: 'Used Yammer', label: 'Used Viva Engage', type: 'boolean' },
      { name: 'Calls', label: '1:1 calls', type: 'number', unit: 'count' },
      { name: 'Meetings', label: 'Total meetings', type: 'number', unit: 'count' },
    ]);
    const cells = {
      'User Principal Name': 'a',
      'Has Yammer License': 'True',
      'Has Teams License': 'True',
      'Is Yammer': 'True',
      'Used Yammer': 'True',
      Calls: '0',
      Meetings: '4',
    };
    const found = await searchSnapshot(snapshot(labeled, [cells]), { text: 'a' }, { maxRowsPerRank: 1 });
    const facts = userFacts(foundTable(found.rows, labeled), 0, FETCHED_AT);
    assert.deepEqual(
      [facts.licensed, facts.yes, facts.used],
      [['Viva Engage', 'Teams'], ['Is Viva Engage'], ['Viva Engage']],
    );
    assert.deepEqual(
      facts.zeros.map(({ name, label }) => [name, label]),
      [['Calls', '1:1 calls']],
    );
    assert.deepEqual(
      facts.figures.map(({ column }) => [column.name, column.label]),
      [['Meetings', 'Total meetings']],
    );
  });
});
