import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import type { ViewsArguments } from '../../../src/cli/arguments.js';
import { exitCodeOfError } from '../../../src/cli/exitCodes.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import { viewsCommand } from '../../../src/cli/viewsCommand.js';
import { UsageReportsError } from '../../../src/base/errors.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { catalog } from '../../support/catalog.js';
import { keep, useTemporaryFolder } from '../services/archive/support.js';

const REPORT = 'getTeamsUserActivityCounts';

describe('views of SQL on the command line', function () {
  this.timeout(60_000);

  const folder = useTemporaryFolder();
  const inFolder = (name: string) => join(folder.path, name);

  async function run(over: Partial<ViewsArguments> = {}) {
    const events: ReporterEvent[] = [];
    const asked: ViewsArguments = {
      ...{
        command: 'views',
        archive: inFolder('archive'),
        engine: 'duckdb',
        out: inFolder('views.sql'),
        shared: false,
      },
      ...over,
    };
    const code = await viewsCommand({
      arguments: asked,
      catalog,
      reporter: { report: (event) => void events.push(event) },
      ending: { signal: new AbortController().signal, end: (ended) => ended },
    });
    return { code, events, sql: await readFile(asked.out, 'utf8') };
  }

  async function answers(sql: string, query: string) {
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    try {
      await database.run(sql);
      return (await database.runAndReadAll(query)).getRowObjectsJson();
    } finally {
      database.closeSync();
    }
  }

  it('are beside the archive, which they name from there, and stay the same however often it is collected', async () => {
    const archive = new Archive(inFolder('archive'));
    const csv = (calls: number) => `Report Refresh Date,Calls,Report Date\r\n2026-11-18,${calls},2026-11-17\r\n`;
    await keep(archive, csv(5), '2026-11-18', { key: { tenant: 'a', report: REPORT, period: 'D7' } });
    const first = await run();
    assert.equal(first.code, 0);
    assert.match(first.sql, /SET VARIABLE usage_reports_archive = 'archive';/);
    assert.deepEqual(
      { event: first.events.at(-1)?.event, reports: first.events.at(-1)?.['reports'] },
      { event: 'views', reports: 1 },
    );
    await keep(archive, csv(7), '2026-11-19', { key: { tenant: 'a', report: REPORT, period: 'D7' } });
    await keep(archive, csv(9), '2026-11-19', { key: { tenant: 'b', report: REPORT, period: 'D7' } });
    assert.equal((await run()).sql, first.sql);
    const here = process.cwd();
    try {
      process.chdir(folder.path);
      assert.deepEqual(await answers(first.sql, `SELECT _tenant, Calls, _unfit FROM ${REPORT}_history ORDER BY ALL`), [
        { _tenant: 'a', Calls: '7', _unfit: null },
        { _tenant: 'b', Calls: '9', _unfit: null },
      ]);
    } finally {
      process.chdir(here);
    }
  });

  it('keep columns of any names, whatever the archive is called, and say which text does not fit', async () => {
    const name = fc
      .oneof(
        fc.constantFrom(
          'tenant',
          'filename',
          '_tenant',
          '"',
          "'; DROP TABLE x; --",
          'calls x',
          '$',
          '{',
          'ä',
          '🚀',
          'null',
        ),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 }),
      )
      .filter((text) => /^[^\s,;\t|](.*[^\s])?$/.test(text) && !/^(calls|report.*)$/i.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { minLength: 1, maxLength: 5, selector: (text) => text.toLowerCase() }),
        fc.constantFrom('plain', "o'b", '[x]', 'a*?', 'ä b'),
        fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,8}[a-z]$/),
        async (names, kind, tenant) => {
          if (process.platform === 'win32' && /[*?]/.test(kind)) {
            return;
          }
          const place = inFolder(`${kind} ${crypto.randomUUID()}`);
          await mkdir(place);
          const quoted = names.map((text) => `"${text.replaceAll('"', '""')}"`);
          const values = names.map((_, at) => `v${at}`);
          const text = `Report Refresh Date,Calls,Report Date,${quoted.join(',')}\r\n2026-11-18,many,2026-11-17,${values.join(',')}\r\n`;
          await keep(new Archive(join(place, 'archive')), text, '2026-11-18', {
            key: { tenant, report: REPORT, period: 'D7' },
          });
          const { sql } = await run({ archive: join(place, 'archive'), out: join(place, 'v.sql') });
          const absolute = sql.replace(
            /(usage_reports_archive = )'archive'/,
            (_, start: string) =>
              `${start}'${join(place, 'archive').replaceAll(/[[*?]/g, '[$&]').replaceAll("'", "''")}'`,
          );
          const [row = {}] = await answers(absolute, `SELECT * FROM ${REPORT}_D7_latest`);
          assert.deepEqual([row['_tenant'], row['Calls'], row['_unfit']], [tenant, null, 'Calls']);
          const found = Object.values(row);
          assert.deepEqual(
            values.filter((value) => !found.includes(value)),
            [],
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leave out what is no snapshot, and what others have put there', async () => {
    const archive = new Archive(inFolder('archive'));
    const text = 'Report Refresh Date,Calls,Report Date\r\n2026-11-18,5,2026-11-17\r\n';
    await keep(archive, text, '2026-11-18', { key: { tenant: 'a', report: REPORT, period: 'D7' } });
    for (const tenant of ['a', "o'brien"]) {
      const other = `archive/tenant=${tenant}/report=${REPORT}/period=D7/refresh=2026-11-20/fetched=20261121T000000Z-00000000`;
      await mkdir(inFolder(other), { recursive: true });
      await writeFile(inFolder(`${other}/part.csv`), text.replace(',5,', ',6,'));
      if (tenant !== 'a') {
        await writeFile(inFolder(`${other}/meta.json`), '{"formatVersion":3,"fetchedAt":"2026-11-21T00:00:00.000Z"');
      }
    }
    const { sql } = await run();
    const absolute = sql.replace("= 'archive'", `= '${inFolder('archive').replaceAll("'", "''")}'`);
    assert.deepEqual(await answers(absolute, `SELECT _tenant, Calls FROM ${REPORT}_D7_all_snapshots`), [
      { _tenant: 'a', Calls: '5' },
    ]);
  });

  it('are for Spark, too, which says that no test runs it', async () => {
    await keep(new Archive(inFolder('archive')), 'Report Refresh Date,Calls,Report Date\r\n', '2026-11-18', {
      key: { tenant: 'a', report: REPORT, period: 'D7' },
    });
    const { sql } = await run({ engine: 'spark' });
    assert.match(sql, /tests do not run them/);
    assert.match(sql, new RegExp(`VIEW ${REPORT}_D7_latest AS`));
    assert.match(sql, /try_cast\(`Calls` AS DECIMAL/);
  });

  it('are not made in the archive, nor of an archive without reports', async () => {
    await mkdir(inFolder('archive'));
    for (const out of [inFolder('archive/views.sql'), inFolder('views.sql')]) {
      await assert.rejects(
        run({ out }),
        (error) => error instanceof UsageReportsError && exitCodeOfError(error) !== 70,
      );
    }
  });
});
