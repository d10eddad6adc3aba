import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { FaultyFileSystem } from './faultyFileSystem.js';
import { filesIn, keep, series, useTemporaryFolder } from './support.js';

/** Patterns of the documentation, and the shortest that it allows. */
const PATTERNS = [
  'tenant=*/**/*.csv',
  'tenant=*/**/*.csv.gz',
  'tenant=*/**/*.json',
  'tenant=*/report=*/period=*/refresh=*/fetched=*/part*.csv*',
];

describe('What a killed process leaves in an archive', function () {
  this.timeout(120_000);

  const folder = useTemporaryFolder();

  const works: Record<string, (archive: Archive) => Promise<unknown>> = {
    'a writer of CSV': (archive) => keep(archive, 'new', '2026-11-18'),
    'a writer of pages': (archive) => keep(archive, ['{"value":[]}', '{"value":[1]}'], '2026-11-18'),
    'a writer of a report of which only the newest stays': (archive) =>
      keep(archive, 'newest', '2026-11-19', { fetchedAt: '2026-11-21T08:00:00.000Z' }),
    'a deletion': (archive) => archive.delete(series.tenant),
  };

  for (const [what, work] of Object.entries(works)) {
    it(`is found by no documented pattern: ${what}, killed at any step`, async () => {
      const database = await (await DuckDBInstance.create()).connect();
      const retention = () => (what.includes('only the newest') ? { snapshots: 1 } : undefined);
      let found = 0;
      for (let step = 1; ; step++) {
        const root = join(folder.path, String(step));
        await mkdir(root);
        await keep(new Archive(root, { fileSystem: new FaultyFileSystem().fs }), 'old', '2026-11-17');
        const dying = new FaultyFileSystem(step, 'dead');
        const archive = new Archive(root, { fileSystem: dying.fs, compress: () => step % 2 === 1, retention });
        await work(archive).catch(() => undefined);
        const complete = new Set(
          (await filesIn(root)).filter((file) => file.endsWith('/meta.json')).map((file) => dirname(file)),
        );
        for (const pattern of PATTERNS) {
          const { rows } = await matches(database, `${root}/${pattern}`);
          for (const file of rows) {
            assert.ok(complete.has(dirname(file).slice(root.length + 1)), `step ${step} (${dying.failed}): ${file}`);
            found++;
          }
        }
        if (dying.failed === undefined) {
          break;
        }
      }
      assert.ok(found > 0);
      database.closeSync();
    });
  }

  async function matches(
    database: Awaited<ReturnType<DuckDBInstance['connect']>>,
    pattern: string,
  ): Promise<{ readonly rows: readonly string[] }> {
    const result = await database.runAndReadAll(`SELECT file FROM glob('${pattern}')`);
    return { rows: result.getRowsJson().map(([file]) => (file as string).replaceAll('\\', '/')) };
  }
});
