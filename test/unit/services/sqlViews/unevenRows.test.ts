import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { duckdbViews } from '../../../../src/core/sqlViews/duckdbViews.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { archivedReports } from '../../../../src/services/sqlViews/archivedReports.js';
import { catalog } from '../../../support/catalog.js';
import { keep, useTemporaryFolder } from '../archive/support.js';

const KEY = { tenant: 'contoso', report: 'getTeamsUserActivityUserDetail', period: 'D7' };
const HEADER = 'Report Refresh Date,User Id,User Principal Name,Private Chat Message Count';

describe('SQL views of DuckDB over rows that are not as long as their header', () => {
  const folder = useTemporaryFolder();

  it('have each row with the cells that it has, as the extension reads it', async () => {
    const rows = [
      '2026-11-18,1,short@x.example',
      '2026-11-18,2,long@x.example,7,more,"and, more"',
      '#2026-11-18,3,note@x.example,8',
      '2026-11-18,4,"two\nlines",9',
      `2026-11-18,5,"${'long '.repeat(1000)}",10`,
    ];
    const archive = new Archive(folder.path);
    await keep(archive, [HEADER, ...rows, ''].join('\n'), '2026-11-18', { key: KEY });
    const { reports } = await archivedReports(archive, catalog);
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run(duckdbViews(reports, folder.path));
    const found = await database.runAndReadAll(
      `SELECT "User Id", "User Principal Name", "Private Chat Message Count" FROM "${KEY.report}_D7_latest" ORDER BY 1`,
    );
    assert.deepEqual(found.getRowsJson(), [
      ['1', 'short@x.example', null],
      ['2', 'long@x.example', '7'],
      ['3', 'note@x.example', '8'],
      ['4', 'two\nlines', '9'],
      ['5', 'long '.repeat(1000), '10'],
    ]);
    database.closeSync();
  });
});
