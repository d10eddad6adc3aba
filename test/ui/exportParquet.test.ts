import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { launchWorkbench } from './support/launch.js';
import { openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

describe('an export as Apache Parquet', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: { 'notes.md': '# Notes' }, size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('is read by DuckDB, with types, and as many rows as the panel shows', async () => {
    const title = 'Email activity, user details';
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', title);
    await content.locator('[data-row="0"]').waitFor();
    const rows = Number((await content.getByTestId('row-count').innerText()).replace(/\D/g, ''));
    await content.getByTestId('export').click();
    await workbench.quickInput.waitFor('Which format?');
    await workbench.screenshot('export-formats');
    await workbench.quickInput.choose('Apache Parquet');
    const notification = await workbench.notifications.find(/Exported to/);
    await workbench.screenshot('exported-parquet');
    assert.deepEqual(await notification.buttons(), ['Show in Explorer']);
    await notification.close();

    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [name = '', ...more] = readdirSync(folder);
    assert.deepEqual([name.endsWith('_getEmailActivityUserDetail_D30_sample.parquet'), more], [true, []], name);
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const file = `read_parquet('${path.join(folder, name).replaceAll("'", "''")}')`;
    const ask = async (query: string) => (await database.runAndReadAll(query)).getRowsJson();
    assert.deepEqual(
      await ask(
        `SELECT count(*)::INT, any_value(typeof("Last Activity Date")), any_value(typeof("Send Count")), any_value(typeof("Assigned Products"))
        FROM ${file}`,
      ),
      [[rows, 'DATE', 'BIGINT', 'VARCHAR[]']],
    );
    database.closeSync();
  });
});
