import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
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

  const hex = fc.stringMatching(/^[0-9a-f]{12}$/);
  /** Names that other programs give, some of them nearly ours. */
  const foreign = fc.oneof(
    fc.constantFrom('cache', 'thesis', 'deleted', 'deleted-scenes', '0123456789a', '0123456789abc', '0123456789AB'),
    hex.map((name) => `${name}.d`),
    fc.stringMatching(/^(deleted-)?[a-z]{1,11}$/),
  );

  it('is all that is removed from a folder in which other programs have theirs', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(foreign, { maxLength: 4 }), hex, async (names, own) => {
        const root = join(folder.path, `foreign-${run++}`);
        const places = ['.tmp/', '.tmp-', 'tenant=contoso/.tmp-'].map((place) => `${root}/${place}`);
        const left = [...places, `${root}/.tmp/tenant=contoso/`];
        const theirs = left.flatMap((place) => names.map((name) => place + name));
        const ours = [...left.map((place) => place + own), ...places.map((place) => `${place}deleted-${own}`)];
        for (const path of [...theirs, ...ours]) {
          await mkdir(path, { recursive: true });
          await writeFile(join(path, 'file'), 'x');
          await utimes(join(path, 'file'), 1_000_000, 1_000_000);
          await utimes(path, 1_000_000, 1_000_000);
        }
        const archive = new Archive(root, { retention: () => ({ snapshots: 1 }) });
        await keep(archive, 'new', '2026-11-18');
        await keep(archive, 'new', '2026-11-18', { key: { ...series, tenant: 'fabrikam' } });
        await archive.cleanUp();
        await archive.delete('fabrikam');
        const files = await filesIn(root);
        const nameOf = (path: string) => `${path.slice(root.length + 1).replaceAll('\\', '/')}/file`;
        assert.deepEqual(
          files.filter((file) => file.endsWith('/file')),
          theirs.map(nameOf).sort(),
        );
      }),
      { numRuns: 25 },
    );
  });
});
