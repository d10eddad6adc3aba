import assert from 'node:assert/strict';
import type { HandoutBlock, KeyFigure } from '../../../../src/core/handout/document.js';
import { spanOfMonth } from '../../../../src/core/handout/span.js';
import type { TemplateBlock } from '../../../../src/core/handout/template.js';
import { BUILT_IN_TEMPLATES } from '../../../../src/l10n/handoutTemplates/builtIn.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { keep, useTemporaryFolder } from '../archive/support.js';
import { TENANT } from '../archiveQueries/support.js';
import { handoutOf } from './support.js';

const QUALITY: TemplateBlock = { kind: 'dataQuality' };
const TEAMS = 'getTeamsUserActivityUserDetail';
const MAIL = 'getEmailActivityUserDetail';
const CALLS = { report: 'getTeamsUserActivityCounts', column: 'Calls' };

interface User {
  readonly last?: string;
  readonly isLicensed?: boolean;
  readonly isDeleted?: boolean;
}

/** Reports of one user or of many, of days that differ: of what is a figure of a month told? */
describe('a document of data of several days', () => {
  const folder = useTemporaryFolder();
  const users = (count: number, user: (index: number) => User) =>
    Array.from({ length: count }, (_, index) => user(index));

  async function keepRows(report: string, day: string, lines: readonly string[], period = 'D180') {
    await keep(new Archive(folder.path), `${lines.join('\n')}\n`, day, {
      key: { tenant: TENANT, report, period },
      rowCount: lines.length - 1,
      fetchedAt: `${day}T20:00:00.000Z`,
    });
  }
  const keepTeams = (day: string, all: readonly User[]) =>
    keepRows(TEAMS, day, [
      'Report Refresh Date,User Principal Name,Last Activity Date,Is Deleted,Assigned Products,Call Count,Report Period',
      ...all.map(
        ({ last = '', isDeleted = false }, at) =>
          `${day},u${at}@x.example,${last},${isDeleted ? 'True' : 'False'},E5,1,180`,
      ),
    ]);
  const keepMail = (day: string, last: string) =>
    keepRows(MAIL, day, [
      'Report Refresh Date,User Principal Name,Is Deleted,Last Activity Date,Send Count,Report Period',
      ...users(50, () => ({})).map((_, at) => `${day},u${at}@x.example,False,${last},1,180`),
    ]);
  const keepActive = (day: string, all: readonly User[]) =>
    keepRows('getOffice365ActiveUserDetail', day, [
      'Report Refresh Date,User Principal Name,Is Deleted,Has Teams License,Teams Last Activity Date,Assigned Products,Report Period',
      ...all.map(
        ({ last = '', isLicensed = true, isDeleted = false }, at) =>
          `${day},u${at}@x.example,${isDeleted ? 'True' : 'False'},${isLicensed ? 'True' : 'False'},${last},E5,180`,
      ),
    ]);
  const keepCalls = (days: Readonly<Record<string, number | ''>>) => {
    const last = Object.keys(days).sort().at(-1) ?? '';
    return keepRows('getTeamsUserActivityCounts', last, [
      'Report Refresh Date,Report Date,Team Chat Messages,Calls,Report Period',
      ...Object.entries(days).map(([day, calls]) => `${last},${day},5,${calls},180`),
    ]);
  };
  const daysOf = (month: string, to: number, calls: (day: number) => number | '', from = 1) =>
    Object.fromEntries(
      Array.from({ length: to - from + 1 }, (_, at) => [
        `${month}-${String(from + at).padStart(2, '0')}`,
        calls(from + at),
      ]),
    );

  async function documentOf(blocks: readonly TemplateBlock[], month = '2026-10') {
    return handoutOf(
      folder.path,
      { version: 1, title: 'Test', blocks: [...blocks, QUALITY] },
      { span: spanOfMonth(month) },
    );
  }
  const monthly = (month = '2026-10') =>
    handoutOf(folder.path, BUILT_IN_TEMPLATES.monthly(), { span: spanOfMonth(month) });
  const figureOf = (blocks: readonly HandoutBlock[], label: string): KeyFigure =>
    blocks.flatMap((block) => (block.kind === 'keyFigures' ? block.figures : [])).find((one) => one.label === label) ??
    assert.fail(label);
  const missingOf = (blocks: readonly HandoutBlock[]) =>
    blocks.flatMap((block) => (block.kind === 'dataQuality' ? block.items.map(({ text }) => text) : [])).join('\n');
  const ACTIVE = 'Teams: active licensed users';

  it('counts nobody where the report of a service is of before the month, and says so', async () => {
    await keepTeams(
      '2026-09-15',
      users(50, () => ({ last: '2026-09-15' })),
    );
    await keepMail('2026-09-30', '2026-09-29');
    await keepMail('2026-10-31', '2026-10-30');
    const { blocks } = await monthly();
    const { value, change, note } = figureOf(blocks, ACTIVE);
    assert.deepEqual([value, change], [null, undefined]);
    assert.match(note ?? '', /Teams.*newest archived data are of Sep 15, 2026/);
    assert.equal(figureOf(blocks, 'Exchange: active licensed users').value, null, 'who has a license is not known');
    assert.match(missingOf(blocks), /Teams.*newest archived data are of Sep 15, 2026/);
  });

  it('says the day of the report that tells a figure, and not that of another one', async () => {
    await keepTeams(
      '2026-10-10',
      users(50, () => ({ last: '2026-10-10' })),
    );
    await keepMail('2026-10-31', '2026-10-30');
    const count = (service: string) =>
      ({
        label: service,
        query: {
          version: 1,
          source: { report: 'users' },
          filters: [{ column: `${service} Last Activity Date`, kind: 'days', from: '{from}', to: '{to}' }],
          aggregates: [{ kind: 'count', name: 'Count' }],
        },
      }) as const;
    const { blocks } = await documentOf([{ kind: 'keyFigures', figures: [count('Teams'), count('Exchange')] }]);
    const [teams, exchange] = [figureOf(blocks, 'Teams'), figureOf(blocks, 'Exchange')];
    assert.deepEqual([teams.value, teams.note], [50, 'As of Oct 10, 2026.']);
    assert.deepEqual([exchange.value, exchange.note], [50, undefined]);
    assert.match(missingOf(blocks), /Teams.*the data are of Oct 10, 2026/);
  });

  it('counts licenses by no report of before the month', async () => {
    await keepTeams(
      '2026-09-15',
      users(50, () => ({ last: '2026-09-15' })),
    );
    await keepMail('2026-10-31', '');
    const query = { version: 1, source: { report: 'licenses' }, columns: ['Product', 'Active in 90 Days'] } as const;
    const { blocks } = await documentOf([{ kind: 'table', query }]);
    assert.doesNotMatch(JSON.stringify(blocks[0]), /"E5",50/);
    assert.match(missingOf(blocks), /Teams.*newest archived data are of Sep 15, 2026/);
  });

  it('tells why nothing is left of a month whose reports about users were replaced by later ones', async () => {
    await keepTeams(
      '2026-11-28',
      users(5, () => ({ last: '2026-11-20' })),
    );
    const { blocks } = await monthly();
    assert.match(figureOf(blocks, ACTIVE).note ?? '', /only of Nov 28, 2026 and later/);
    assert.match(missingOf(blocks), /usageReports\.archive\.detailMonthEnds/);
  });

  it('compares no part of a month with a whole one', async () => {
    const active = (day: string, last: (at: number) => string) =>
      keepActive(
        day,
        users(100, (at) => ({ last: last(at) })),
      );
    await active('2026-09-30', (at) => (at < 80 ? '2026-09-28' : '2026-06-01'));
    await active('2026-10-05', (at) => (at < 40 ? '2026-10-05' : '2026-09-20'));
    await active('2026-11-30', (at) => (at < 80 ? '2026-11-28' : '2026-08-01'));
    const october = figureOf((await monthly()).blocks, ACTIVE);
    assert.deepEqual([october.value, october.change], [40, undefined]);
    assert.match(october.note ?? '', /No change is told, as the data of October 2026 end on Oct 5, 2026/);
    const november = figureOf((await monthly('2026-11')).blocks, ACTIVE);
    assert.deepEqual([november.value, november.change], [80, undefined]);
    assert.match(november.note ?? '', /the data of October 2026 end on Oct 5, 2026/);
    const september = figureOf((await monthly('2026-09')).blocks, ACTIVE);
    assert.deepEqual([september.value, september.note], [80, undefined]);
  });

  it('has no more users of the licensed than there are', async () => {
    const all = users(100, (at) => ({ last: '2026-10-20', isLicensed: at < 40, isDeleted: at >= 90 || at < 5 }));
    await keepActive('2026-10-31', all);
    await keepTeams('2026-10-31', all);
    const { value, denominator } = figureOf((await monthly()).blocks, ACTIVE);
    assert.deepEqual([value, denominator?.value], [35, 35]);
  });

  it('marks bars of months that lack days, and says which', async () => {
    await keepCalls({
      ...daysOf('2026-08', 31, () => 100, 30),
      ...daysOf('2026-09', 30, () => 100),
      ...daysOf('2026-10', 31, () => 100),
    });
    const { blocks } = await documentOf([{ kind: 'bars', title: 'Calls', days: CALLS, months: 4 }]);
    const [bars] = blocks;
    assert.ok(bars?.kind === 'bars');
    assert.deepEqual(
      bars.bars.map(({ value, note }) => [value, note?.replace(/.*: /, '')]),
      [
        [null, bars.bars[0]?.note?.replace(/.*: /, '')],
        [200, '29 of 31.'],
        [3000, undefined],
        [3100, undefined],
      ],
    );
    assert.match(bars.bars[0]?.note ?? '', /^No day is archived\.$/);
    assert.match(missingOf(blocks), /no day of Jul 1.*\n.*29 of 31, the newest of them Aug 29, 2026/);
  });

  it('says in what is missing whatever a block lacks: cells, columns, and earlier months', async () => {
    await keepCalls(daysOf('2026-10', 31, (day) => (day < 3 ? 5 : '')));
    const { blocks } = await documentOf([
      {
        kind: 'keyFigures',
        figures: [
          { label: 'Calls', days: CALLS },
          { label: 'Misspelled', days: { ...CALLS, column: 'Cals' } },
        ],
      },
    ]);
    const missing = missingOf(blocks);
    assert.match(missing, /1:1 calls: days without data: 29 of 31, the newest of them Oct 31, 2026/);
    assert.match(missing, /there is no column Cals. Do you mean Calls\?/);
    assert.equal(missing.match(/no day of Sep 1.*is archived/g)?.length, 1);
  });

  it('has data up to the end of the month, however long the archive goes on', async () => {
    await keepCalls({ ...daysOf('2026-10', 31, () => 1), ...daysOf('2026-11', 28, () => 1) });
    const figures: TemplateBlock = { kind: 'keyFigures', figures: [{ label: 'Calls', days: CALLS }] };
    assert.equal((await documentOf([figures])).refreshDate, '2026-10-31');
    assert.equal((await documentOf([figures], '2026-11')).refreshDate, '2026-11-28');
    assert.equal((await documentOf([figures], '2026-09')).refreshDate, null);
  });

  it('has a mean of part of the month before with the days that it lacks', async () => {
    await keepCalls({ ...daysOf('2026-09', 30, () => 10, 20), ...daysOf('2026-10', 31, () => 20) });
    const days = { ...CALLS, aggregate: 'mean' } as const;
    const { blocks } = await documentOf([
      { kind: 'keyFigures', figures: [{ label: 'Calls', days }] },
      { kind: 'standsOut' },
    ]);
    const { change, note } = figureOf(blocks, 'Calls');
    assert.deepEqual([change?.from, note], [10, 'September 2026: days without data: 19 of 30.']);
    const standsOut = blocks.find(({ kind }) => kind === 'standsOut');
    assert.ok(standsOut?.kind === 'standsOut');
    assert.deepEqual(standsOut.notes, [
      'September 2026: days without data in these reports: 19 of 30. The other days are compared.',
    ]);
  });

  it('counts nobody by a column that the rows it is asked of do not have, though others have it', async () => {
    await keepRows('getMailboxUsageDetail', '2026-10-31', [
      'Report Refresh Date,User Principal Name,Is Deleted,Storage Used (Byte),Prohibit Send/Receive Quota (Byte),Report Period',
      ...['a', 'b'].map((name) => `2026-10-31,${name}@x.example,False,,2000,180`),
    ]);
    await keepRows('getOneDriveUsageAccountDetail', '2026-10-31', [
      'Report Refresh Date,Site URL,Owner Principal Name,Is Deleted,Storage Used (Byte),Storage Allocated (Byte),Report Period',
      '2026-10-31,https://x.example/a,a@x.example,False,1990,2000,180',
    ]);
    const nearlyFull = (kind: string) =>
      ({
        label: kind,
        query: {
          version: 1,
          source: { report: 'storage' },
          filters: [
            { column: 'Kind', kind: 'values', values: [kind] },
            { column: 'Quota Used (%)', kind: 'range', from: 90 },
          ],
          aggregates: [{ kind: 'count', name: 'Count' }],
        },
      }) as const;
    const { blocks } = await documentOf([
      { kind: 'keyFigures', figures: [nearlyFull('Mailbox'), nearlyFull('OneDrive')] },
    ]);
    const [mailboxes, accounts] = [figureOf(blocks, 'Mailbox'), figureOf(blocks, 'OneDrive')];
    assert.equal(mailboxes.value, null);
    assert.match(mailboxes.note ?? '', /Quota Used \(%\) is not known/);
    assert.deepEqual([accounts.value, accounts.note], [1, undefined]);
  });

  it('counts nobody where it is known that nobody was active', async () => {
    await keepActive(
      '2026-10-31',
      users(5, () => ({})),
    );
    const { blocks } = await monthly();
    assert.equal(figureOf(blocks, ACTIVE).value, 0);
  });

  it('has the groups of storage although one of their columns is blank, and says why', async () => {
    await keepRows('getMailboxUsageDetail', '2026-10-31', [
      'Report Refresh Date,User Principal Name,Is Deleted,Storage Used (Byte),Prohibit Send/Receive Quota (Byte),Report Period',
      ...['a', 'b'].map((name) => `2026-10-31,${name}@x.example,False,1000,2000,180`),
    ]);
    const { blocks } = await handoutOf(folder.path, BUILT_IN_TEMPLATES.storage());
    const table = blocks.find(({ kind }) => kind === 'table');
    assert.ok(table?.kind === 'table', JSON.stringify(blocks));
    assert.deepEqual(table.rows, [['Mailbox', 2, 2000, null]]);
    assert.match(table.leftOut.join(' '), /SharePoint.*nothing is archived/);
    assert.match(
      table.leftOut.join(' '),
      /growth up to Oct 31, 2026 is not known, as it is told from data of 7 to 90 days before/,
    );
  });
});
