import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'csv-parse/sync';
import type { StorageArguments } from '../../../src/cli/arguments.js';
import { readArguments } from '../../../src/cli/readArguments.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import { storageCommand } from '../../../src/cli/storageCommand.js';
import { STORAGE_REPORT } from '../../../src/core/storage/storageColumns.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { catalog } from '../../support/catalog.js';
import { keep, useTemporaryFolder } from '../services/archive/support.js';

const mailboxes = (day: string, ann: number, bob: number) =>
  [
    'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Storage Used (Byte),Prohibit Send/Receive Quota (Byte),Report Period',
    `${day},ann@contoso.example,Ann,False,${ann},1000,180`,
    `${day},bob@contoso.example,=Bob,False,${bob},1000,180`,
    '',
  ].join('\r\n');
const SITES = [
  'Report Refresh Date,Site Id,Site URL,Owner Principal Name,Storage Used (Byte),Storage Allocated (Byte),Report Period',
  '2026-11-16,id-1,https://contoso.example/s,ann@contoso.example,5,,180',
  '',
].join('\r\n');

describe('storage on the command line', () => {
  const folder = useTemporaryFolder();
  const inFolder = (name: string) => join(folder.path, name);
  const archived = (report: string, file: string, day: string) =>
    keep(new Archive(inFolder('archive')), file, day, { key: { tenant: 'contoso', report, period: 'D180' } });

  async function run(over: Partial<StorageArguments> = {}) {
    const events: ReporterEvent[] = [];
    const asked: StorageArguments = {
      ...{
        command: 'storage',
        archive: inFolder('archive'),
        format: 'csv',
        out: inFolder('storage.csv'),
        shared: false,
      },
      ...over,
    };
    const code = await storageCommand({
      arguments: asked,
      catalog,
      reporter: { report: (event) => void events.push(event) },
      ending: { signal: new AbortController().signal, end: (ended) => ended },
    });
    return { code, events, text: (await readFile(asked.out, 'utf8')).replace(/^\uFEFF/, '') };
  }

  beforeEach(async () => {
    await archived('getMailboxUsageDetail', mailboxes('2026-10-19', 100, 500), '2026-10-19');
    await archived('getMailboxUsageDetail', mailboxes('2026-11-18', 400, 500), '2026-11-18');
    await archived('getSharePointSiteUsageDetail', SITES, '2026-11-16');
  });

  it('is a row each, with all columns and the reasons of blanks, for this account alone', async () => {
    const { code, text, events } = await run();
    assert.equal(code, 0);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    assert.deepEqual(
      Object.keys(rows[0] ?? {}),
      STORAGE_REPORT.columns.map(({ name }) => name),
    );
    const columns = ['Kind', 'Owner Display Name', 'Growth per Month (Byte)', 'Days Left', 'Days Left Status'];
    assert.deepEqual(
      rows.map((row) => columns.map((column) => row[column])),
      [
        ['Mailbox', 'Ann', '300', '60', 'Known'],
        ['Mailbox', "'=Bob", '0', '', 'Not growing'],
        ['Site', '', '', '', 'No quota'],
      ],
    );
    const said = events.map(({ event, message }) => `${event} ${String(message)}`).join('\n');
    assert.match(said, /log The reports are of different days: 1 is older\..*\nlog Not in the archive: OneDrive usage/);
    const last = events.at(-1);
    assert.deepEqual([last?.event, last?.['rows'], last?.['file']], ['storage', 3, inFolder('storage.csv')]);
    if (process.platform !== 'win32') {
      assert.equal((await stat(inFolder('storage.csv'))).mode & 0o777, 0o600);
    }
  });

  it('is JSON and Markdown, too, with the attributes of owners', async () => {
    await writeFile(inFolder('hr.csv'), 'UPN,Department\nann@contoso.example,Sales\n');
    const { text } = await run({ format: 'json', out: inFolder('s.json'), attributes: inFolder('hr.csv') });
    const rows = JSON.parse(text) as Record<string, unknown>[];
    assert.deepEqual(
      rows.map((row) => [row['Department'], row['Growth per Month (Byte)']]),
      [
        ['Sales', 300],
        [null, 0],
        ['Sales', null],
      ],
    );
    const { text: page } = await run({ format: 'md', out: inFolder('s.md') });
    assert.match(page, /^\| Report Refresh Date/m);
    assert.match(page, /^- .*Mailbox.*: getMailboxUsageDetail D\d+ · .* · compared with 2026-/m);
  });

  it('ends without a file where none of its reports is archived', async () => {
    await keep(new Archive(inFolder('other')), SITES, '2026-11-16', {
      key: { tenant: 'contoso', report: 'getTeamsUserActivityUserDetail', period: 'D180' },
    });
    await assert.rejects(run({ archive: inFolder('other') }), { reason: 'notFound', details: { code: 'notArchived' } });
  });

  it('reads its arguments', () => {
    assert.deepEqual(readArguments(['storage', '--archive', 'a', '--out', 's.csv', '--tenant', 't']), {
      ...{ command: 'storage', archive: 'a', out: 's.csv', format: 'csv', tenant: 't', shared: false },
      attributes: undefined,
      attributesUser: undefined,
    });
    assert.throws(() => readArguments(['storage', '--archive', 'a', '--out', 's.csv', '--report', 'x']), /--report/);
  });
});
