import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import { run } from '../support/host/processes.mjs';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { packageExtension } from '../support/packageExtension.mjs';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { openFromSidebar } from './support/openReport.js';
import type { Workbench } from './support/workbench.js';

describe('the package', () => {
  let vsix: string;
  let workbench: Workbench | undefined;
  before(async () => {
    vsix = await packageExtension();
  });
  after(() => workbench?.close());
  screenshotOnFailure(() => workbench);

  it('is at most 1 MB', () => {
    assert.ok(statSync(vsix).size <= 1024 * 1024, `${statSync(vsix).size} bytes`);
  });

  it('installs and works', async () => {
    workbench = await launchWorkbench({ vsix });
    const panel = await openFromSidebar(workbench, 'Last 7 days', 'Microsoft Teams', 'Activity by team');
    await panel.content.locator('[data-row="0"]').waitFor({ state: 'attached' });
    assert.deepEqual(panel.consoleErrors(), []);
  });
});

describe('npm start', () => {
  it('opens a window that has the extension', async () => {
    await run(process.execPath, [path.join('test', 'support', 'host', 'start.mjs'), '--check'], {
      cwd: checkoutRoot(),
    });
  });
});
