import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { UsageReportsError } from '../../src/base/errors.js';
import { askOnceOnConflict } from '../../src/features/export/exportDialogs.js';
import { exportWorkbook } from '../../src/features/export/exportWorkbook.js';
import { exportIndex } from '../../src/features/export/exportIndex.js';
import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { openTable } from '../../src/services/tables/openTable.js';
import type { ReportRef } from '../../src/shared/report.js';
import { catalog } from '../support/catalog.js';
import { readWorkbook } from '../support/readWorkbook.js';
import { chunksOf } from '../unit/core/table/support.js';

const REPORTS: Readonly<Record<string, string | undefined>> = {
  getTeamsUserActivityCounts:
    'Report Refresh Date,Report Date,Calls\n2026-11-18,2026-11-18,7\n2026-11-18,2026-11-17,5\n',
  getTeamsUserActivityUserDetail: 'Report Refresh Date,User Principal Name\n2026-11-18,=ann@contoso.example\n',
  getEmailActivityCounts: 'Report Refresh Date,Report Date,Send\n',
};
const FAILING = 'getEmailActivityUserCounts';

describe('an export of several reports as one workbook', () => {
  let folder: string;
  let opened: number;
  const refs = [...Object.keys(REPORTS), FAILING].map((report) => ({
    connection: SAMPLE_CONNECTION.id,
    ...{ report, period: 'D7' },
  }));
  const service = {
    check: (ref: ReportRef) => ({ ref, definition: catalog.find(ref.report) ?? assert.fail(ref.report) }),
    archivedFacts: () => Promise.resolve(undefined),
    openArchived: () => Promise.resolve(undefined),
    open: async (ref: ReportRef) => {
      const csv = REPORTS[ref.report];
      if (csv === undefined) {
        throw new UsageReportsError('notFound', 'There is no such report.');
      }
      assert.equal(opened, 0, 'one report is open at a time');
      const definition = service.check(ref).definition;
      const table = await openTable(chunksOf(csv), 'csv', definition, { totalBytes: csv.length });
      opened++;
      return {
        ...{ ref, definition, connection: SAMPLE_CONNECTION, source: 'archive', format: 'csv', version: 'v1.0' },
        ...{ refreshDate: '2026-11-18', fetchedAt: '2026-11-19T08:00:00.000Z' },
        table: Object.assign(table, {
          dispose: () => {
            opened--;
          },
        }),
      };
    },
  };
  const exported = (decide = askOnceOnConflict()) =>
    exportWorkbook(refs, vscode.Uri.file(folder), 'all.xlsx', {
      ...{ catalog, leaveOutEmpty: true, decide },
      service: service as unknown as Parameters<typeof exportWorkbook>[3]['service'],
    });

  beforeEach(async () => {
    opened = 0;
    folder = await mkdtemp(path.join(os.tmpdir(), 'workbook-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has a sheet for each, and says which report has none, and why', async () => {
    const { entries, cancelled, failure } = await exported();
    assert.deepEqual(
      entries.map(({ outcome }) => outcome.kind),
      ['exported', 'exported', 'leftOut', 'failed'],
    );
    assert.deepEqual([cancelled, failure, opened], [false, undefined, 0]);
    assert.deepEqual(await readdir(folder), ['all.xlsx']);
    const bytes = await readFile(path.join(folder, 'all.xlsx'));
    const { sheets } = await readWorkbook([bytes]);
    const [about, counts, users, none] = sheets;
    assert.equal(none, undefined);
    assert.deepEqual(counts?.rows, [
      ['Report Refresh Date', 'Report Date', 'Calls'],
      [new Date('2026-11-18'), new Date('2026-11-18'), 7],
      [new Date('2026-11-18'), new Date('2026-11-17'), 5],
    ]);
    assert.deepEqual(users?.rows[1], [new Date('2026-11-18'), '=ann@contoso.example']);
    assert.deepEqual([counts?.name, users?.name], ['Teams activity daily (licensed)', 'Teams activity, user details']);
    const labels = about?.rows.map(([label]) => label).filter((label) => label !== '' && label !== null);
    assert.deepEqual(labels, ['Tenant', 'Not exported', 'Long texts', 'Sheet', counts?.name, users?.name]);
    const listed = about?.rows.find(([label]) => label === counts?.name);
    assert.equal(listed?.[2], 2);
    assert.deepEqual(listed?.slice(4, 6), [new Date('2026-11-18'), new Date('2026-11-19T08:00:00Z')]);
    assert.equal(listed?.at(-1), 'getTeamsUserActivityCounts');
    const index = exportIndex(entries, { tenant: 'Contoso', period: 'Last 7 days' }, catalog);
    assert.match(
      index,
      /\| \[User activity, daily.*\]\(<all\.xlsx>\) \| Teams activity daily .*licensed.* \| Microsoft Teams \|/,
    );
  });

  it('is written again only if something changed, and replaces no other file without a question', async () => {
    await exported();
    const again = await exported(() => assert.fail('nobody has to be asked'));
    assert.equal(again.entries[0]?.outcome.kind, 'exported');
    await writeFile(path.join(folder, 'all.xlsx'), 'mine');
    const kept = await exported(() => Promise.resolve('skip'));
    assert.deepEqual(
      kept.entries.map(({ outcome }) => outcome.kind),
      ['skipped', 'skipped', 'leftOut', 'failed'],
    );
    assert.equal(await readFile(path.join(folder, 'all.xlsx'), 'utf8'), 'mine');
  });
});
