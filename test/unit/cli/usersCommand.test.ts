import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { parquetMetadata } from 'hyparquet';
import type { UsersArguments } from '../../../src/cli/arguments.js';
import { readArguments } from '../../../src/cli/readArguments.js';
import { exitCodeOfError } from '../../../src/cli/exitCodes.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import { usersCommand } from '../../../src/cli/usersCommand.js';
import { UsageReportsError } from '../../../src/base/errors.js';
import { JOINED_COLUMNS } from '../../../src/core/users/joined/joinedColumns.js';
import { JOINED_REPORTS } from '../../../src/core/users/joined/joinedReports.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { catalog } from '../../support/catalog.js';
import { keep, useTemporaryFolder } from '../services/archive/support.js';

const MAIL = [
  'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Last Activity Date,Send Count,Report Period',
  '2026-11-18,ann@contoso.example,Ann,False,2026-11-17,5,180',
  '2026-11-18,Bob@contoso.example,=Bob,False,,0,180',
  '',
].join('\r\n');
const TEAMS = [
  'Report Refresh Date,User Principal Name,Last Activity Date,Call Count,Report Period',
  '2026-11-16,BOB@contoso.example,2026-11-12,7,180',
  '2026-11-16,cleo@contoso.example,2026-11-12,9,180',
  '2026-11-16,,2026-11-12,9,180',
  '',
].join('\r\n');

describe('all users on the command line', () => {
  const folder = useTemporaryFolder();
  const inFolder = (name: string) => join(folder.path, name);
  const archived = (tenant: string, report: string, period: string, file: string, day: string) =>
    keep(new Archive(inFolder('archive')), file, day, { key: { tenant, report, period } });

  async function run(over: Partial<UsersArguments> = {}) {
    const events: ReporterEvent[] = [];
    const asked: UsersArguments = {
      ...{ command: 'users', archive: inFolder('archive'), format: 'csv', out: inFolder('users.csv'), shared: false },
      ...over,
    };
    const code = await usersCommand({
      arguments: asked,
      catalog,
      reporter: { report: (event) => void events.push(event) },
      ending: { signal: new AbortController().signal, end: (ended) => ended },
    });
    return { code, events, text: (await readFile(asked.out, 'utf8')).replace(/^\uFEFF/, '') };
  }

  beforeEach(async () => {
    await archived('contoso', 'getEmailActivityUserDetail', 'D180', MAIL, '2026-11-18');
    await archived('contoso', 'getTeamsUserActivityUserDetail', 'D180', TEAMS, '2026-11-16');
  });

  it('are one row each, with all columns, whichever reports are archived, for this account alone', async () => {
    const { code, text, events } = await run();
    assert.equal(code, 0);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    assert.deepEqual(
      Object.keys(rows[0] ?? {}),
      JOINED_COLUMNS.map(({ name }) => name),
    );
    assert.deepEqual(
      rows.map((row) => [row['User Principal Name'], row['Mail Sent'], row['Teams Calls'], row['Exchange Status']]),
      [
        ['ann@contoso.example', '5', '', 'Active within 30 days'],
        ['Bob@contoso.example', '0', '7', 'No activity'],
        ['cleo@contoso.example', '', '9', 'Not sent'],
      ],
    );
    assert.equal(rows[1]?.['Display Name'], "'=Bob");
    assert.equal(rows[0]?.['Forms Status'], 'Not fetched');
    const said = events.map(({ event, message }) => `${event} ${String(message)}`);
    assert.match(
      said.join('\n'),
      /log The reports are of different days: 1 is older\..*\nlog Not in the archive: .*Forms/,
    );
    const last = events.at(-1);
    assert.deepEqual(
      { event: last?.event, rows: last?.['rows'], file: last?.['file'] },
      { event: 'users', rows: 3, file: inFolder('users.csv') },
    );
    if (process.platform !== 'win32') {
      assert.equal((await stat(inFolder('users.csv'))).mode & 0o777, 0o600);
    }
  });

  it('name the snapshots that they are joined from in a workbook, in Parquet, and in Markdown', async () => {
    const [mail, teams] = ['getEmailActivityUserDetail', 'getTeamsUserActivityUserDetail'];
    const out = (name: string) => ({ out: inFolder(name) });
    await run({ format: 'xlsx', ...out('users.xlsx') });
    const { sheets } = await readXlsx(await readFile(inFolder('users.xlsx')));
    const about = sheets[1]?.rows ?? [];
    const joinedFrom = about.slice(about.findIndex(([label]) => label === 'Joined from') + 1);
    assert.deepEqual(
      joinedFrom.map(([title, report, period, day, , rows]) => [
        String(title).split(/[: ]/)[0],
        report,
        period,
        day,
        rows,
      ]),
      [
        ['Exchange', mail, 'Last 180 days', new Date('2026-11-18'), 2],
        ['Teams', teams, 'Last 180 days', new Date('2026-11-16'), 3],
      ],
    );
    await run({ format: 'parquet', ...out('users.parquet') });
    const { buffer } = new Uint8Array(await readFile(inFolder('users.parquet')));
    const { key_value_metadata: metadata } = parquetMetadata(buffer);
    const { joined } = JSON.parse(metadata?.[0]?.value ?? '') as { joined: Record<string, unknown>[] };
    assert.deepEqual(
      joined.map(({ report, period, refreshDate, rowCount }) => [report, period, refreshDate, rowCount]),
      [
        [mail, 'D180', '2026-11-18', 2],
        [teams, 'D180', '2026-11-16', 3],
      ],
    );
    const { text } = await run({ format: 'md', ...out('users.md') });
    assert.match(
      text,
      new RegExp(
        `\\n\\nJoined from:\\n\\n- Exchange: .*: ${mail} D180 · report refresh date 2026-11-18 · fetched .* · 2 rows\\n- .*\\n\\n\\|`,
      ),
    );
  });

  it('have the attributes of a file whose column of users is named, as it cannot be recognized', async () => {
    const file = inFolder('own.csv');
    await writeFile(file, 'Staff Login,Deputy Login,Department\nann@contoso.example,cleo@contoso.example,Sales\n');
    const found = async (attributesUser: string) => {
      const { text } = await run({ attributes: file, attributesUser });
      const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
      return rows.map((row) => `${row['User Principal Name']} ${row['Department']}`.trim());
    };
    const [ann, bob, cleo] = ['ann@contoso.example', 'Bob@contoso.example', 'cleo@contoso.example'];
    assert.deepEqual(await found('Staff Login'), [`${ann} Sales`, bob, cleo]);
    assert.deepEqual(await found(' DEPUTY login'), [ann, bob, `${cleo} Sales`]);
    await assert.rejects(
      run({ attributes: file, out: inFolder('unwritten.csv') }),
      /own\.csv can't be used.*--attributes-user/,
    );
    await assert.rejects(
      run({ attributes: file, attributesUser: 'Mail', out: inFolder('unwritten.csv') }),
      /own\.csv can't be used\. It has no column Mail\./,
    );
    await assert.rejects(stat(inFolder('unwritten.csv')), /ENOENT/);
  });

  it('have the attributes of a file, and write nothing where it cannot be used', async () => {
    await writeFile(
      inFolder('hr.csv'),
      'UPN;Department;Cost Center\nANN@contoso.example;Sales;0042\ncleo@contoso.example;IT;\n',
    );
    const { text, events } = await run({ attributes: inFolder('hr.csv') });
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
    assert.deepEqual(
      rows.map((row) => [row['Display Name'], row['Department'], row['Cost Center'], row['Attributes Status']]),
      [
        ['Ann', 'Sales', '0042', 'In file'],
        ["'=Bob", '', '', 'Not in file'],
        ['', 'IT', '', 'In file'],
      ],
    );
    assert.ok(
      events.some(
        ({ event, message }) => event === 'log' && String(message).includes("hr.csv doesn't have the user of 1 row"),
      ),
    );

    await writeFile(inFolder('wrong.csv'), 'Color,Department\nred,Sales\n');
    for (const [name, why] of [
      ['gone.csv', /gone\.csv can't be used\. The file doesn't exist/],
      ['wrong.csv', /wrong\.csv can't be used/],
    ] as const) {
      await assert.rejects(run({ attributes: inFolder(name), out: inFolder('unwritten.csv') }), (error) => {
        assert.ok(error instanceof UsageReportsError);
        assert.match(error.message, why);
        assert.equal(exitCodeOfError(error), 1);
        return true;
      });
    }
    await assert.rejects(stat(inFolder('unwritten.csv')), /ENOENT/);
  });

  it('are said with what became of each report, for programs', async () => {
    const { events, text } = await run({ format: 'json', out: inFolder('users.json') });
    assert.equal((JSON.parse(text) as unknown[]).length, 3);
    const reports = events.at(-1)?.['reports'] as readonly {
      report: string;
      state: string;
      leftOut: { noName: number };
    }[];
    const retired = JOINED_REPORTS.filter(({ isRetired }) => isRetired === true).length;
    assert.equal(reports.length, JOINED_REPORTS.length - retired);
    const teams = reports.find(({ report }) => report === 'getTeamsUserActivityUserDetail');
    assert.deepEqual({ state: teams?.state, noName: teams?.leftOut.noName }, { state: 'used', noName: 1 });
    assert.ok(!JSON.stringify(reports).includes('@'), 'nobody is named outside of the file');
  });

  it('are of the named tenant, and refused where there is none or nothing to join', async () => {
    await archived(
      'fabrikam',
      'getEmailActivityUserDetail',
      'D7',
      MAIL.replaceAll('contoso', 'fabrikam'),
      '2026-11-18',
    );
    await archived(
      'empty',
      'getEmailActivityCounts',
      'D7',
      'Report Refresh Date,Send\r\n2026-11-18,1\r\n',
      '2026-11-18',
    );
    await assert.rejects(run(), /must be one of: contoso, empty, fabrikam/);
    const { text } = await run({ tenant: 'fabrikam' });
    assert.ok(text.includes('ann@fabrikam.example') && !text.includes('contoso'));
    await assert.rejects(
      run({ tenant: 'empty' }),
      (error) => error instanceof UsageReportsError && error.details.code === 'notArchived',
    );
    await assert.rejects(run({ archive: inFolder('nowhere') }), /archive folder doesn't exist/);
  });

  it('need a file to write, and a known format', () => {
    const read = (...more: string[]) => readArguments(['users', '--archive', 'a', ...more]);
    assert.deepEqual(read('--out', 'u.csv', '--tenant', 'contoso'), {
      ...{
        command: 'users',
        archive: 'a',
        out: 'u.csv',
        format: 'csv',
        attributes: undefined,
        attributesUser: undefined,
        tenant: 'contoso',
        shared: false,
      },
    });
    assert.equal((read('--out', 'u', '--attributes', 'hr.csv') as UsersArguments).attributes, 'hr.csv');
    assert.throws(() => read('--out', 'u', '--attributes', ''), /--attributes/);
    assert.throws(() => read('--out', 'u', '--attributes-user', 'UPN'), /--attributes-user can't be used without/);
    assert.throws(() => read(), /--out/);
    assert.throws(() => read('--out', 'u', '--format', 'xml'), /csv, json, md/);
    assert.throws(() => readArguments(['users', '--out', 'u']), /--archive/);
  });
});
