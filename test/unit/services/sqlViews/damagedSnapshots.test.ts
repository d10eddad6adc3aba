import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { missingViewTexts } from '../../../../src/l10n/sqlViewTexts.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { Snapshot } from '../../../../src/services/archive/snapshot.js';
import { pathOf } from '../../../../src/services/archive/snapshotPlace.js';
import { sqlViews } from '../../../../src/services/sqlViews/sqlViews.js';
import { catalog } from '../../../support/catalog.js';
import { keep, useTemporaryFolder } from '../archive/support.js';

const KEY = { tenant: 'contoso', report: 'getTeamsUserActivityUserDetail', period: 'D7' };
const OTHER = { ...KEY, report: 'getEmailActivityUserDetail' };
const KINDS = ['csv', 'csv.gz', 'json'] as const;

const partOf = (snapshot: Snapshot) => path.join(pathOf(snapshot.place), snapshot.meta.parts[0]?.file ?? '');
const metaOf = (snapshot: Snapshot) => path.join(pathOf(snapshot.place), 'meta.json');

const DAMAGES: readonly (readonly [string, (snapshot: Snapshot) => Promise<void>])[] = [
  [
    'a file that is cut',
    async (snapshot) => truncate(partOf(snapshot), (await readFile(partOf(snapshot))).length >> 1),
  ],
  ['an empty file', async (snapshot) => truncate(partOf(snapshot), 0)],
  ['no file', async (snapshot) => rm(partOf(snapshot))],
  ['a meta.json that is no UTF-8', async (snapshot) => writeFile(metaOf(snapshot), Buffer.from([0xff, 0xfe, 0x7b]))],
  ['a meta.json that is no JSON', async (snapshot) => writeFile(metaOf(snapshot), '{"formatVersion": 3,')],
  ['no meta.json', async (snapshot) => rm(metaOf(snapshot))],
];

describe('SQL views of DuckDB over damaged snapshots', () => {
  const folder = useTemporaryFolder();

  for (const kind of KINDS) {
    for (const [title, damage] of DAMAGES) {
      for (const when of ['before', 'after'] as const) {
        it(`leave out ${title}, of ${kind}, damaged ${when} the SQL was made`, async () => {
          const archive = new Archive(folder.path, { compress: () => kind === 'csv.gz' });
          await keep(archive, rows(kind, '2026-11-17', 5), '2026-11-17', { key: KEY });
          const newest = await keep(archive, rows(kind, '2026-11-18', 3000), '2026-11-18', { key: KEY });
          await keep(archive, rows('csv', '2026-11-18', 7), '2026-11-18', { key: OTHER });
          let made = await sqlViews(archive, catalog, { engine: 'duckdb', archive: folder.path });
          assert.deepEqual(made.unreadable, []);
          await damage(newest);
          if (when === 'before') {
            made = await sqlViews(archive, catalog, { engine: 'duckdb', archive: folder.path });
            const name = path.relative(folder.path, pathOf(newest.place)).replaceAll(path.sep, '/');
            assert.deepEqual(missingViewTexts(made), [`1 snapshot can't be read, and is in no view: ${name}.`]);
          }
          const database = await (await DuckDBInstance.create(':memory:')).connect();
          await database.run(made.sql);
          const count = async (view: string) =>
            (await database.runAndReadAll(`SELECT count(*)::INTEGER FROM "${view}"`)).getRowsJson()[0]?.[0];
          assert.equal(await count(`${KEY.report}_D7_latest`), 5);
          assert.equal(await count(`${KEY.report}_D7_history`), 5);
          assert.equal(await count(`${KEY.report}_D7_all_snapshots`), 5);
          assert.equal(await count(`${OTHER.report}_D7_latest`), 7);
          assert.equal(await count('usage_reports_snapshots'), 2);
          database.closeSync();
        });
      }
    }
  }

  it('leave out a plain file that is cut at the end of a row while they are open', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, rows('csv', '2026-11-17', 5), '2026-11-17', { key: KEY });
    const newest = await keep(archive, rows('csv', '2026-11-18', 30), '2026-11-18', { key: KEY });
    const { sql } = await sqlViews(archive, catalog, { engine: 'duckdb', archive: folder.path });
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run(sql);
    const count = async () =>
      (await database.runAndReadAll(`SELECT count(*)::INTEGER FROM "${KEY.report}_D7_latest"`)).getRowsJson()[0]?.[0];
    assert.equal(await count(), 30);
    const lines = (await readFile(partOf(newest), 'utf8')).split('\n');
    await writeFile(partOf(newest), `${lines.slice(0, 11).join('\n')}\n`);
    assert.equal(await count(), 5);
    database.closeSync();
  });

  it('name the first ten of many that cannot be read', () => {
    const unreadable = Array.from({ length: 12 }, (_, index) => `s${index}`);
    assert.deepEqual(missingViewTexts({ leftOut: [], unreadable, inFormerLayout: 0 }), [
      "12 snapshots can't be read, and are in no view: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, …",
    ]);
  });
});

function rows(kind: (typeof KINDS)[number], day: string, count: number): string | readonly string[] {
  const users = Array.from({ length: count }, (_, index) => `user${index}@contoso.example`);
  return kind === 'json'
    ? [JSON.stringify({ value: users.map((userPrincipalName) => ({ reportRefreshDate: day, userPrincipalName })) })]
    : ['Report Refresh Date,User Principal Name', ...users.map((user) => `${day},"${user}"`), ''].join('\n');
}
