import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'csv-parse/sync';
import type { ExportArguments } from '../../../src/cli/arguments.js';
import { readArguments } from '../../../src/cli/readArguments.js';
import { exportCommand } from '../../../src/cli/exportCommand.js';
import { exitCodeOfError } from '../../../src/cli/exitCodes.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import { UsageReportsError } from '../../../src/base/errors.js';
import { ReportGroups } from '../../../src/features/reportPanel/reportGroups.js';
import { Archive } from '../../../src/services/archive/archive.js';
import type { Report } from '../../../src/services/reports/report.js';
import { decodeLocally } from '../../../src/services/tables/decodeLocally.js';
import type { Grouping } from '../../../src/shared/pages/grouping.js';
import { catalog } from '../../support/catalog.js';
import { exportedFile } from '../../support/sampleFiles.js';
import { chunksOf } from '../core/table/support.js';
import { keep, useTemporaryFolder } from '../services/archive/support.js';

const REPORT = 'getEmailActivityUserDetail';
const CSV = [
  'Report Refresh Date,User Principal Name,Display Name,Send Count,Report Period',
  '2026-11-18,ann@contoso.example,Ann,5,30',
  '2026-11-18,bob@contoso.example,Bob,0,30',
  '2026-11-18,cleo@contoso.example,Cleo,9,30',
  '',
].join('\r\n');
const VIEW = {
  name: 'Senders',
  report: REPORT,
  columns: { order: ['Send Count', 'Display Name', 'Gone'], hidden: ['Report Refresh Date', 'Report Period'] },
  sort: [{ column: 'Send Count', descending: true }],
  filters: [{ column: 'Send Count', kind: 'range', from: 1 }],
};

describe('an export of the command line', () => {
  const folder = useTemporaryFolder();
  const inFolder = (name: string) => join(folder.path, name);

  async function run(over: Partial<ExportArguments> = {}) {
    const events: ReporterEvent[] = [];
    const asked: ExportArguments = {
      ...{ command: 'export', archive: inFolder('archive'), report: REPORT, period: 'D30', format: 'csv' },
      ...{ out: inFolder('out.csv'), views: inFolder('views.json'), shared: false },
      minimumGroup: 1,
      ...over,
    };
    const code = await exportCommand({
      arguments: asked,
      catalog,
      reporter: { report: (event) => void events.push(event) },
      ending: { signal: new AbortController().signal, end: (ended) => ended },
    });
    return { code, events, text: await readFile(asked.out, 'utf8') };
  }

  beforeEach(async () => {
    const archive = new Archive(inFolder('archive'));
    await keep(archive, CSV, '2026-11-18', { key: { tenant: 'contoso', report: REPORT, period: 'D30' } });
    await writeFile(inFolder('views.json'), JSON.stringify({ version: 1, views: [VIEW, { name: 'Wrong' }] }));
  });

  it('has all rows and columns of the archived report without a view, for this account alone', async () => {
    const { code, text, events } = await run();
    assert.equal(code, 0);
    assert.deepEqual(
      text
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(',')[1]),
      ['User Principal Name', 'ann@contoso.example', 'bob@contoso.example', 'cleo@contoso.example'],
    );
    assert.deepEqual(
      events.map(({ event, rows, file }) => ({ event, rows, file })),
      [{ event: 'export', rows: 3, file: inFolder('out.csv') }],
    );
    if (process.platform !== 'win32') {
      assert.equal((await stat(inFolder('out.csv'))).mode & 0o777, 0o600);
    }
  });

  it('has the attributes of a file, and is not written where it cannot be used', async () => {
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
        ['Bob', '', '', 'Not in file'],
        ['Cleo', 'IT', '', 'In file'],
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

  it('is not written where the report lacks what the view filters or groups by: it had users that the view leaves out', async () => {
    const measures = [{ kind: 'count' }];
    for (const part of [
      { grouping: { keys: [{ column: 'Gone' }], measures } },
      { grouping: { keys: [{ column: 'Display Name', by: 'month' }], measures } },
      { grouping: { keys: [{ column: 'Display Name' }], measures: [{ kind: 'sum', column: 'Gone' }] } },
      { filters: [{ column: 'Gone', kind: 'blank' }] },
      { filters: [{ column: 'Display Name', kind: 'range', from: 1 }] },
      { filters: [{ column: 'Send Count', kind: 'share', of: ['Gone'], from: 90 }] },
    ]) {
      const views = { version: 1, views: [{ ...VIEW, ...part }] };
      await writeFile(inFolder('views.json'), JSON.stringify(views));
      await assert.rejects(run({ view: 'Senders', out: inFolder('unwritten.csv') }), (error) => {
        assert.ok(error instanceof UsageReportsError);
        assert.equal(error.details.code, 'unfitView');
        assert.equal(exitCodeOfError(error), 1);
        return true;
      });
    }
    await assert.rejects(stat(inFolder('unwritten.csv')), /ENOENT/);
  });

  it('is of a view that groups by an attribute', async () => {
    await writeFile(inFolder('hr.csv'), 'UPN,Department\nann@contoso.example,Sales\ncleo@contoso.example,Sales\n');
    const view = {
      name: 'Departments',
      report: REPORT,
      grouping: { keys: [{ column: 'Department' }], measures: [{ kind: 'count' }] },
    };
    await writeFile(inFolder('views.json'), JSON.stringify({ version: 1, views: [view] }));
    const large = { view: 'Departments', attributes: inFolder('hr.csv'), minimumGroup: 2 };
    const { text: page, events: told } = await run({ ...large, format: 'md', out: inFolder('large.md') });
    assert.match(page, /grouped by Department · 1 smaller group not shown · 1 row/);
    assert.match(page, /\| Sales \| 2 \|/);
    assert.deepEqual(
      told.filter(({ event }) => event === 'log').map(({ message }) => message),
      ["The attributes file hr.csv doesn't have the user of 1 row.", "1 smaller group isn't written."],
    );
    const { text } = await run({
      view: 'Departments',
      attributes: inFolder('hr.csv'),
      format: 'json',
      out: inFolder('o.json'),
    });
    const rows = JSON.parse(text) as readonly Record<string, unknown>[];
    assert.ok(
      rows.some((row) => row['Department'] === 'Sales' && Object.values(row).includes(2)),
      text,
    );
  });

  it('has the columns and groups that VS Code exports of the same view, under the same names', async () => {
    const grouping: Grouping = {
      keys: [{ column: 'Display Name' }],
      measures: [{ kind: 'count' }, { kind: 'share' }, { kind: 'max', column: 'Last Activity Date' }],
    };
    const rows = CSV.split('\r\n').map((line, at) =>
      line === '' ? '' : `${line},${at === 0 ? 'Last Activity Date' : '2026-11-17'}`,
    );
    await keep(new Archive(inFolder('archive')), rows.join('\r\n'), '2026-11-19', {
      key: { tenant: 'contoso', report: REPORT, period: 'D30' },
    });
    await writeFile(
      inFolder('views.json'),
      JSON.stringify({ version: 1, views: [{ name: 'Names', report: REPORT, grouping }] }),
    );
    const { text } = await run({ view: 'Names' });

    const definition = catalog.find(REPORT)!;
    const table = await decodeLocally(chunksOf(rows.join('\r\n')), 'csv', definition);
    const groups = new ReportGroups({
      minimumSize: () => 1,
      texts: { groupColumnLabels: () => [], groupNotes: () => [], noFilterText: () => '', refusalText: () => '' },
    });
    const report = {
      ref: { report: REPORT },
      definition,
      table,
      fetchedAt: '2026-11-20T08:00:00.000Z',
    } as unknown as Report;
    await groups.ask(report, grouping, {}, new AbortController().signal);
    const lent = groups.borrow(report)!;
    const [header, ...records] = parse(text, { bom: true });
    assert.deepEqual(header, ['Display Name', 'Users', 'Percent of users', 'Latest of Last Activity Date']);
    assert.deepEqual(
      lent.report.table.columns.map(({ name }) => name),
      header,
    );
    const { rows: onScreen } = await lent.report.table.rows(lent.view, 0, 10);
    assert.deepEqual(
      records.map(([name]) => name),
      onScreen.map(([name]) => name),
    );
    lent.dispose();
    groups.dispose();
    table.dispose();
  });

  it('has what a view shows, in its order, and says what the report does not have', async () => {
    const { text, events } = await run({ view: 'Senders', format: 'json', out: inFolder('out.json') });
    const rows = JSON.parse(text) as readonly object[];
    assert.deepEqual(
      rows.map((row) => Object.keys(row).slice(0, 2)),
      [
        ['Send Count', 'Display Name'],
        ['Send Count', 'Display Name'],
      ],
    );
    assert.deepEqual(
      rows.map((row) => ('Send Count' in row ? row['Send Count'] : undefined)),
      [9, 5],
    );
    assert.ok(!text.includes('bob@'));
    const said = events.filter(({ event }) => event === 'log').map(({ message }) => String(message));
    assert.ok(said.some((message) => message.includes('"Gone"')));
    assert.ok(
      said.some((message) => message.includes('views.1')),
      'a view that is wrong is told',
    );
  });

  it('tells some of many wrong views, and reads no file with views to an end that it does not have', async () => {
    const wrong = Array.from({ length: 500 }, (_, at) => ({ name: `Wrong ${at}` }));
    await writeFile(inFolder('views.json'), JSON.stringify({ version: 1, views: [VIEW, ...wrong] }));
    const { events } = await run({ view: 'Senders' });
    const said = events.filter(({ event }) => event === 'log').map(({ message }) => String(message));
    assert.equal(said.filter((message) => message.startsWith('views.')).length, 20);
    assert.ok(said.includes("480 more saved views can't be read."), said.join('\n'));
    await writeFile(inFolder('views.json'), ' '.repeat(10_000_001));
    await assert.rejects(run({ view: 'Senders' }), code(1, /too large/));
    if (process.platform === 'linux') {
      await assert.rejects(run({ view: 'Senders', views: '/dev/zero' }), code(1, /too large/));
    }
  });

  it('replaces the file as a whole, and leaves nothing beside it', async () => {
    await writeFile(inFolder('out.md'), 'before');
    const { text } = await run({ format: 'md', out: inFolder('out.md') });
    assert.match(text, /ann@contoso\.example/);
    await assert.rejects(run({ out: join(inFolder('none'), 'out.csv') }), code(1, /can't be written/));
    assert.deepEqual((await readdir(folder.path)).sort(), ['archive', 'out.md', 'views.json']);
  });

  it('is of a report that only files have, too, with a view of it', async () => {
    for (const definition of catalog.exports) {
      const { name: report, columns } = definition;
      const [first, ...others] = columns.map(({ name }) => name);
      const origin = { kind: 'file', name: 'downloaded.csv' } as const;
      const key = { tenant: 'contoso', report };
      const file = exportedFile(definition, ['ann@contoso.example', 'bob@contoso.example']);
      await keep(new Archive(inFolder('archive')), file, '2026-09-11', { key, origin });
      const all = await run({ report, period: undefined });
      const [header, ...rows] = all.text
        .replace(/^\uFEFF/, '')
        .trim()
        .split('\r\n');
      assert.equal(header, columns.map(({ name }) => name).join(','), report);
      assert.equal(rows.length, 2, report);
      const dates = columns.filter(({ type }) => type === 'date').length;
      assert.equal(all.text.split('2026-09-1').length - 1, 2 * dates, report);
      const view = { name: 'Fewer', report, columns: { hidden: [first] }, filter: 'bob' };
      await writeFile(inFolder('views.json'), JSON.stringify({ version: 1, views: [view] }));
      const { text, events } = await run({ report, period: undefined, view: 'Fewer', format: 'json' });
      const shown = JSON.parse(text) as readonly object[];
      assert.deepEqual(
        shown.map((row) => Object.keys(row)),
        [others],
        report,
      );
      assert.deepEqual(
        events.map(({ event }) => event),
        ['export'],
      );
    }
  });

  it('is of the file that somebody added, where that is the newest of a report', async () => {
    const german = CSV.replaceAll(',', ';').replaceAll('2026-11-18', '19.11.2026');
    const origin = { kind: 'file', name: 'Mai.csv' } as const;
    const key = { tenant: 'contoso', report: REPORT, period: 'D30' };
    await keep(new Archive(inFolder('archive')), german, '2026-11-19', { key, origin });
    const { text } = await run();
    assert.match(text, /2026-11-19,ann@contoso\.example,Ann,5,30/);
    assert.equal((await run({ view: 'Senders', format: 'json' })).text.match(/Display Name/g)?.length, 2);
  });

  it('says what is wrong, with the exit code for it', async () => {
    await assert.rejects(run({ view: 'Nobody' }), code(1, /no view "Nobody".*"Senders"/));
    await assert.rejects(run({ view: 'Senders', views: inFolder('none.json') }), code(1, /can't be read/));
    await assert.rejects(run({ period: 'D90' }), code(3, /doesn't have/));
    await assert.rejects(run({ period: 'D5' }), code(1, /D5/));
    await assert.rejects(run({ report: 'getNothing' }), code(1, /getNothing/));
    await assert.rejects(run({ tenant: 'fabrikam' }), code(1, /contoso/));
    await assert.rejects(run({ archive: inFolder('none') }), code(5, /archive folder/));
  });

  it("says which file can't be written, and why, in words", async () => {
    await writeFile(inFolder('plain'), '');
    await mkdir(inFolder('folder'));
    const paths: readonly [string, RegExp][] = [
      [join('none', 'deeper', 'out.csv'), /its folder doesn't exist\.$/],
      [join('plain', 'out.csv'), /(is no folder|folder doesn't exist)\.$/],
      ['folder', /(it is a folder|have permission to write there)\.$/],
      ['n'.repeat(300), /(its name is too long|folder doesn't exist)\.$/],
    ];
    for (const [path, why] of paths) {
      const out = inFolder(path);
      await assert.rejects(run({ out }), (error) => {
        code(1, why)(error);
        assert.ok(error instanceof Error && error.message.includes(out));
        assert.doesNotMatch(error.message, /\.tmp|E[A-Z]{4,}|rename|open/);
        return true;
      });
    }
    assert.deepEqual((await readdir(folder.path)).sort(), ['archive', 'folder', 'plain', 'views.json']);
  });

  it('replaces no pipe and no device, which a file beside it would take the place of', async function () {
    if (process.platform === 'win32') {
      this.skip(); // Windows has no pipes among files.
    }
    const out = inFolder('pipe');
    execFileSync('mkfifo', [out]);
    await assert.rejects(run({ out }), code(1, /it is no regular file\.$/));
    assert.ok((await stat(out)).isFIFO());
    assert.deepEqual((await readdir(folder.path)).sort(), ['archive', 'pipe', 'views.json']);
  });

  function code(expected: number, message: RegExp) {
    return (error: unknown) => {
      assert.ok(error instanceof UsageReportsError);
      assert.match(error.message, message);
      assert.equal(exitCodeOfError(error), expected);
      return true;
    };
  }
});

describe('the arguments of an export', () => {
  const needed = ['export', '--archive', 'a', '--report', REPORT, '--out', 'o.csv'];

  it('are CSV and the views of the folder where nothing else is said', () => {
    const read = readArguments(needed);
    assert.ok(read.command === 'export');
    assert.deepEqual([read.format, read.views, read.view], ['csv', '.vscode/usage-reports.views.json', undefined]);
  });

  it('are refused without a report or a file, and with another format', () => {
    for (const args of [
      needed.slice(0, 5),
      ['export', '--archive', 'a', '--out', 'o'],
      [...needed, '--format', 'pdf'],
    ]) {
      assert.throws(() => readArguments(args), UsageReportsError);
    }
  });
});
