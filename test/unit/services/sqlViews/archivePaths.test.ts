import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import path from 'node:path';
import { sparkViews } from '../../../../src/core/sqlViews/sparkViews.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { sqlViews } from '../../../../src/services/sqlViews/sqlViews.js';
import { catalog } from '../../../support/catalog.js';
import { keep, useTemporaryFolder } from '../archive/support.js';

const KEY = { tenant: 'contoso', report: 'getTeamsUserActivityUserDetail', period: 'D7' };
/** Windows has no such names. */
const NAMES =
  process.platform === 'win32' ? ['~', '[x]', "it's"] : ['~', '~root', '[x]', "it's", 'st*r', 'wh?t', 'back\\slash'];

describe('SQL views of DuckDB over an archive whose path has a character with a meaning', () => {
  const folder = useTemporaryFolder();

  for (const name of NAMES) {
    for (const isRelative of [true, false]) {
      it(`find its files, compressed ones too: ${isRelative ? '' : '…/'}${name}`, async () => {
        const root = path.join(folder.path, name);
        for (const [index, compress] of [true, false].entries()) {
          const archive = new Archive(root, { compress: () => compress });
          const day = `2026-11-1${index}`;
          await keep(archive, `Report Refresh Date,User Id\n${day},1\n`, day, { key: KEY });
        }
        const { sql } = await sqlViews(new Archive(root), catalog, {
          engine: 'duckdb',
          archive: isRelative ? name : root.replaceAll(path.sep, '/'),
        });
        const before = process.cwd();
        process.chdir(folder.path);
        try {
          const database = await (await DuckDBInstance.create(':memory:')).connect();
          await database.run(sql);
          const found = await database.runAndReadAll(`SELECT count(*)::INTEGER FROM "${KEY.report}_D7_all_snapshots"`);
          assert.deepEqual(found.getRowsJson(), [[2]]);
          database.closeSync();
        } finally {
          process.chdir(before);
        }
      });
    }
  }
});

describe('SQL views of Spark', () => {
  it('have the path of the archive as text that ends neither a literal nor a statement', () => {
    const sql = sparkViews([], '/data/it\'s x\') ; -- \\ ${y} "z"\n');
    assert.ok(
      sql.includes(
        'SET usage_reports_archive = /data/it\\u0027s x\\u0027) \\u003b \\u002d\\u002d \\u005c \\u0024{y} \\u0022z\\u0022\\u000a;\n',
      ),
      sql,
    );
  });
});
