import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { type FileProblem, UsageReportsError } from '../../../../src/base/errors.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { AddTo } from '../../../../src/services/reports/addedFiles.js';
import { readFileToAdd, recognizeFile } from '../../../../src/services/reports/fileToAdd.js';
import type { Report } from '../../../../src/services/reports/report.js';
import { openDiff } from '../../../../src/services/tables/openDiff.js';
import { findUsers } from '../../../../src/core/users/findUsers.js';
import { userColumns } from '../../../../src/core/catalog/userColumns.js';
import { catalog } from '../../../support/catalog.js';
import { sampleFile } from '../../../support/sampleFiles.js';
import { bytesOf, CONNECTION, REF, ReportServiceHarness } from './reportServiceHarness.js';

const NOW = new Date('2026-11-25T12:00:00Z');
const CHANGED = '2026-11-22T09:00:00.000Z';
const { signal } = new AbortController();

const AGENTS =
  'Agent ID,Agent name,Creator type,Active users (licensed),Active users (unlicensed),Responses sent to users,Last activity date (UTC)\r\n';
const VISIO = 'User name;Display name;Last activity date;Desktop;Web\n';

describe('A file added to the archive', () => {
  let folder: string;
  let harness: ReportServiceHarness;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'added-files-'));
    harness = new ReportServiceHarness(folder);
    harness.now = NOW;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const toAdd = async (content: string | Uint8Array, name = 'report.csv', changedAt = CHANGED) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = await recognizeFile({ name, bytes, changedAt }, catalog);
    return readFileToAdd(file, file.candidates[0], NOW, signal);
  };
  const add = async (content: string | Uint8Array, to: Partial<AddTo> & { name?: string; changedAt?: string } = {}) => {
    const read = await toAdd(content, to.name, to.changedAt);
    const parameter = to.parameter ?? read.parameter ?? assert.fail('the file says its period');
    return (await harness.service.added()).add(read, { connection: CONNECTION, ...to, parameter });
  };
  const allRows = async ({ table }: Report) => (await table.rows({}, 0, table.rowCount)).rows;

  for (const format of ['csv', 'json'] as const) {
    it(`of Microsoft Graph is read as its report, with its period or none: ${format}`, async () => {
      for (const definition of catalog.reports) {
        const [period] = definition.periods;
        const text = await sampleFile(definition, format, period);
        const name = `${definition.name}.${format}`;
        // Without rows, JSON has no properties.
        if (text === undefined || (format === 'json' && !text.includes('reportRefreshDate'))) {
          continue;
        }
        const read = await toAdd(text, name);
        assert.equal(read.definition.name, definition.name);
        const said = /report ?period/i.test(text) && read.rowCount > 0;
        if (definition.periods.length === 0 || said) {
          assert.deepEqual(read.parameter, period === undefined ? {} : { period }, name);
        }
      }
    });
  }

  it('is archived byte for byte', async () => {
    for (const [name, format] of [
      ['getEmailActivityUserDetail', 'csv'],
      ['getEmailActivityUserDetail', 'json'],
      ['getOffice365ActivationCounts', 'csv'],
      ['getFormsUserActivityCounts', 'json'],
    ] as const) {
      const definition = catalog.find(name) ?? assert.fail();
      const text = (await sampleFile(definition, format)) ?? assert.fail();
      const { snapshot, ref } = await add(text, { name: `${name}.${format}` });
      assert.equal((await bytesOf(snapshot.chunks())).toString(), text);
      assert.equal(ref.period, definition.periods[0]);
    }
  });

  it('says its period and its day where its rows do', async () => {
    const csv = (await sampleFile(catalog.find(REF.report) ?? assert.fail(), 'csv', 'D7')) ?? assert.fail();
    const read = await toAdd(csv);
    assert.deepEqual(read.parameter, { period: 'D7' });
    assert.deepEqual(read.refreshDay?.from, 'report');
    const single = csv.replace(/,7\r\n/g, ',1\r\n');
    assert.equal((await toAdd(single)).parameter, undefined, 'a daily report has no single day');
    const detail = (await sampleFile(catalog.find('getEmailActivityUserDetail') ?? assert.fail(), 'csv')) ?? '';
    const day = (await toAdd(detail)).refreshDay?.day;
    assert.deepEqual((await toAdd(detail.replace(/,7\r\n/g, ',1\r\n'))).parameter, { date: day });
  });

  it('opens as what the service sent, is compared with it, and is not archived twice', async () => {
    const fetched = await harness.open();
    const csv = (await bytesOf(fetched.rawChunks?.())).toString();
    const rows = await allRows(fetched);
    fetched.table.dispose();
    const again = await add(csv);
    assert.deepEqual([again.isNew, again.snapshot.meta.origin], [false, undefined]);
    assert.equal(again.snapshot.meta.checkedAt, NOW.toISOString(), 'that was the request');

    const changed = csv.replace(/,(\d+)(,[\d-]{10},7\r\n)$/, ',987$2');
    assert.notEqual(changed, csv);
    const { isNew } = await add(changed);
    assert.equal(isNew, true);
    const report = await harness.open();
    assert.deepEqual(await allRows(report), rows, 'what the service said of that day is newer');
    report.table.dispose();
    const snapshots = [];
    for await (const snapshot of harness.service.archivedSnapshots(CONNECTION, REF.report)) {
      snapshots.push(snapshot);
    }
    assert.deepEqual(
      snapshots.map(({ origin }) => origin?.name),
      [undefined, 'report.csv'],
    );
    const [after, before] = snapshots;
    assert.ok(before !== undefined && after !== undefined);
    const opened = await openDiff(before, after, before.definition, signal);
    assert.equal(opened.diff.changed, 1);
    opened.dispose();
  });

  it('that no service confirmed opens no report without a request', async () => {
    const csv = (await sampleFile(catalog.find(REF.report) ?? assert.fail(), 'csv', 'D7')) ?? assert.fail();
    await add(csv, { changedAt: NOW.toISOString() });
    assert.equal((await harness.service.archivedFacts(REF))?.isFresh, false);
    const report = await harness.open();
    report.table.dispose();
    assert.ok(harness.asked.length > 0);
  });

  it('says which file it is from, in its report and in its state, and awaits nothing newer where nothing can be requested', async () => {
    for (const name of ['Visio.csv', 'a {0} [b].csv']) {
      const added = await add(`${VISIO}ava@contoso.com;Ava;12.09.2026;True;False\n`, { name, day: '2026-09-12' });
      const report = await harness.open(added.ref);
      assert.deepEqual([report.addedFrom, report.nextData], [name, null]);
      report.table.dispose();
      const state = await harness.service.state(added.ref);
      assert.ok(state.kind === 'fetched' && state.addedFrom === name);
      await (await harness.service.added()).remove(added);
    }
    const fetched = await harness.open();
    fetched.table.dispose();
    const archived = await harness.service.openArchived(REF, signal);
    assert.ok(archived !== undefined && archived.addedFrom === undefined);
    archived.table.dispose();
    assert.ok(!('addedFrom' in (await harness.service.state(REF))));
  });

  it('joins the history of a daily report', async () => {
    const csv = (await sampleFile(catalog.find(REF.report) ?? assert.fail(), 'csv', 'D7')) ?? assert.fail();
    const fetched = await harness.open();
    fetched.table.dispose();
    const before = (await harness.service.history.read(REF))?.facts;
    await add(csv.replaceAll(',', ';'), { name: 'saved.csv' });
    const after = (await harness.service.history.read(REF))?.facts;
    assert.ok(before !== undefined && after !== undefined);
    assert.ok(after.archivedDays > before.archivedDays, `${after.archivedDays} days after ${before.archivedDays}`);
    assert.equal(after.snapshots, before.snapshots + 1);
  });

  it('of the admin center, which no function has, is a report of its own that is opened, searched, and listed', async () => {
    assert.deepEqual(await (await harness.service.added()).reports(CONNECTION), []);
    const { ref, snapshot } = await add(`${VISIO}ava@contoso.com;Ava;12.09.2026;True;False\n`, { name: 'Visio.csv' });
    assert.deepEqual(ref, { connection: CONNECTION.id, report: 'exportVisioUsers' });
    assert.deepEqual(snapshot.meta.refreshDate, { day: '2026-09-12', from: 'rows' });
    for (const fresh of [false, true]) {
      const report = await harness.open(ref, { fresh });
      assert.deepEqual(await allRows(report), [['ava@contoso.com', 'Ava', '2026-09-12', true, false]]);
      assert.deepEqual(report.table.warnings, []);
      report.table.dispose();
    }
    assert.equal(harness.asked.length, 0, 'there is nothing to request');
    const [found] = await harness.service.newestDetailSnapshots(CONNECTION);
    assert.ok(found !== undefined);
    const columns = userColumns(found.definition) ?? assert.fail('its rows name users');
    const candidates = await findUsers('ava', [{ ...found, columns }]);
    assert.equal(candidates[0]?.names.principalName, 'ava@contoso.com');
    const listed = await (await harness.service.added()).reports(CONNECTION);
    assert.deepEqual(
      listed.map(({ name }) => name),
      ['exportVisioUsers'],
    );
  });

  it('that is not there is no report to open', async () => {
    const ref = { connection: CONNECTION.id, report: 'exportVisioUsers' };
    await assert.rejects(
      harness.open(ref),
      (error) => error instanceof UsageReportsError && error.details.code === 'nothingKept',
    );
  });

  it('is taken out again, and nothing else', async () => {
    const fetched = await harness.open();
    fetched.table.dispose();
    const filesOf = async () =>
      (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('part.csv'));
    const before = await filesOf();
    const csv = (await sampleFile(catalog.find(REF.report) ?? assert.fail(), 'csv', 'D7')) ?? assert.fail();
    const added = await add(csv);
    assert.equal((await filesOf()).length, before.length + 1);
    await (await harness.service.added()).remove(added);
    assert.deepEqual(await filesOf(), before);
    await (await harness.service.added()).remove(added);
    assert.deepEqual(await filesOf(), before, 'twice does no harm');
  });

  it('is found among all that were added, of one report or of all, and nothing else is', async () => {
    (await harness.open()).table.dispose();
    const csv = (await sampleFile(catalog.find(REF.report) ?? assert.fail(), 'csv', 'D7')) ?? assert.fail();
    const added = await harness.service.added();
    assert.deepEqual(await added.files(CONNECTION, signal), []);
    await add(csv, { name: 'week.csv' });
    await add(`${VISIO}ava@contoso.com;Ava;12.09.2026;True;False\n`, { name: 'Visio.csv', parameter: {} });
    const namesOf = async (report?: string) =>
      (await added.files(CONNECTION, signal, report)).map(({ origin, ref }) => [origin.name, ref.report, ref.period]);
    const [week, visio] = [
      ['week.csv', REF.report, 'D7'],
      ['Visio.csv', 'exportVisioUsers', undefined],
    ];
    assert.deepEqual(new Set(await namesOf()), new Set([week, visio]));
    assert.deepEqual(await namesOf(REF.report), [week]);
    for (const file of await added.files(CONNECTION, signal, 'exportVisioUsers')) {
      await added.remove(file);
    }
    assert.deepEqual(await namesOf(), [week]);
    await assert.rejects(added.files(CONNECTION, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('removes no older snapshot of people, nor does the daily cleanup: each was added by hand', async () => {
    const archive = new Archive(folder, { retention: () => ({ snapshots: 1 }), now: () => NOW });
    const { AddedFiles } = await import('../../../../src/services/reports/addedFiles.js');
    const files = new AddedFiles({
      archive,
      archived: { latest: () => assert.fail(), read: () => assert.fail() },
      tenants: { of: () => Promise.resolve('northlight') },
      catalog: () => catalog,
      now: () => NOW,
      changed: () => undefined,
    });
    for (const day of ['2026-10-01', '2026-10-02']) {
      const read = await toAdd(`${VISIO}ava@contoso.com;Ava;${day};True;False\n`);
      await files.add(read, { connection: CONNECTION, parameter: {} });
    }
    assert.equal(await archive.cleanUp(), 0);
  });

  it('without a day has the one that the person says', async () => {
    const read = await toAdd(`${VISIO}ava@contoso.com;Ava;;True;False\n`);
    assert.equal(read.refreshDay, undefined);
    const { snapshot } = await add(`${VISIO}ava@contoso.com;Ava;;True;False\n`, { day: '2026-11-10' });
    assert.deepEqual([snapshot.day, snapshot.refreshDate], ['2026-11-10', '2026-11-10']);
    assert.equal(snapshot.meta.origin?.day, 'asked');
  });

  it('is of no day of the future, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2027, max: 9999 }), async (year) => {
        const read = await toAdd(`${AGENTS}a,A,Your org,1,2,3,${year}-01-01\r\n`);
        assert.equal(read.refreshDay, undefined);
      }),
      { numRuns: 30 },
    );
  });

  it('was fetched when it was written last, unless that cannot be right', async () => {
    const csv = `${AGENTS}a,A,Your org,1,2,3,2026-11-20\r\n`;
    for (const [changedAt, expected] of [
      [CHANGED, CHANGED],
      ['1970-01-01T00:00:00.000Z', NOW.toISOString()],
      ['2026-11-19T23:59:59.000Z', NOW.toISOString()],
      ['2031-01-01T00:00:00.000Z', NOW.toISOString()],
    ] as const) {
      const added = await add(csv, { changedAt });
      assert.equal(added.snapshot.meta.fetchedAt, expected, changedAt);
      await (await harness.service.added()).remove(added);
    }
  });

  it('is archived unpacked, and read as it came: other separators, and encodings', async () => {
    const text = `${VISIO}"Ávó; Ltd"@contoso.com;Ávó;12.09.2026;True;False\n`;
    const encodings = [
      (plain: string) => new TextEncoder().encode(plain),
      (plain: string) => new TextEncoder().encode(`\uFEFF${plain}`),
      (plain: string) => new Uint8Array(Buffer.from(`\uFEFF${plain}`, 'utf16le')),
      (plain: string) => new Uint8Array(Buffer.from(plain, 'latin1')),
    ];
    for (const encode of encodings) {
      for (const packed of [false, true]) {
        const bytes = encode(text);
        const added = await add(packed ? new Uint8Array(gzipSync(bytes)) : bytes);
        assert.deepEqual(await bytesOf(added.snapshot.chunks()), Buffer.from(bytes));
        const report = await harness.open(added.ref);
        assert.equal((await allRows(report))[0]?.[1], 'Ávó');
        report.table.dispose();
        await (await harness.service.added()).remove(added);
      }
    }
  });

  it('with concealed names joins as concealed', async () => {
    const hash = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
    const rows = Array.from(
      { length: 20 },
      (_, row) => `${hash.slice(0, -2)}${10 + row};${hash};12.09.2026;True;False\n`,
    );
    const { ref } = await add(VISIO + rows.join(''));
    const report = await harness.open(ref);
    assert.ok(report.table.columns.some(({ concealed }) => concealed === true));
    report.table.dispose();
  });

  const refused: readonly (readonly [string, string | Uint8Array, FileProblem])[] = [
    ['another header', 'a,b\n1,2\n', 'unknownReport'],
    ['columns that every report has', 'Report Refresh Date,Report Period\n2026-11-18,7\n', 'unknownReport'],
    ['JSON of something else', '[{"a":1,"b":2}]', 'unknownReport'],
    ['nothing in it', '', 'empty'],
    ['a web page', '<html></html>', 'webPage'],
    ['bytes of a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 'binary'],
    ['a packing that is cut off', gzipSync(VISIO).subarray(0, 15), 'damaged'],
    ['an end within a cell', `${VISIO}"ava`, 'cutOff'],
  ];
  for (const [what, content, problem] of refused) {
    it(`with ${what} is refused, and nothing is written`, async () => {
      await assert.rejects(
        add(content),
        (error) => error instanceof UsageReportsError && error.details.fileProblem === problem,
      );
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it('of more JSON than the archive reads is refused', async () => {
    const first = '{"value":[{"reportRefreshDate":"2026-11-18","userPrincipalName":"a","agentId":"x"}]}';
    const json = (await sampleFile(catalog.find('getEmailActivityCounts') ?? assert.fail(), 'json')) ?? first;
    const bytes = new TextEncoder().encode(json + ' '.repeat(100_000_001 - json.length));
    await assert.rejects(
      toAdd(bytes, 'getEmailActivityCounts.json'),
      (error) => error instanceof UsageReportsError && error.details.exceeded?.amount === 'pageBytes',
    );
  });

  it('says nothing of the folder that it was in', async () => {
    const { snapshot } = await add(`${VISIO}ava@contoso.com;Ava;12.09.2026;True;False\n`, { name: 'Visio.csv' });
    const { reportPath, parameter, refresh, fetched = '' } = snapshot.place;
    const meta = JSON.parse(
      await readFile(path.join(reportPath, parameter, refresh, fetched, 'meta.json'), 'utf8'),
    ) as object;
    assert.deepEqual('origin' in meta && meta.origin, { kind: 'file', name: 'Visio.csv', addedAt: NOW.toISOString() });
  });
});
