import assert from 'node:assert/strict';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { catalog } from '../support/catalog.js';
import { createSampleService } from '../../src/services/sample/sampleService.js';
import { type GraphServer, startGraphServer } from '../support/graphServer.js';
import { largeReport, userAt } from '../support/largeReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER } from './support/openReport.js';
import type { ReportPanel } from './support/reportPanel.js';
import { showTenant, TENANT } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

/** `SCALE_ROWS=1000000` does the same by hand with more, and prints times and memory. */
const ROWS = Number(process.env['SCALE_ROWS'] ?? 200_000);
const verbose = process.env['SCALE_ROWS'] !== undefined;
const REPORT = 'getTeamsUserActivityUserDetail';
const formatted = ROWS.toLocaleString('en');

describe(`a report of ${formatted} rows`, function () {
  this.timeout(verbose ? 600_000 : 300_000);
  let workbench: Workbench;
  let server: GraphServer;
  let panel: ReportPanel;
  let bytes = 0;
  /** Lets the download go on beyond its half. */
  let release = () => undefined as void;
  let half = Promise.resolve();
  const hold = () => {
    half = new Promise((resolve) => (release = resolve));
  };

  before(async () => {
    const handler = createSampleService({
      catalog,
      now: () => new Date(),
    });
    const file = largeReport(await smallReport(handler), ROWS, () => half);
    bytes = file.bytes;
    server = await startGraphServer({ handler, large: { report: REPORT, file } });
    workbench = await launchWorkbench({
      accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: true }],
      machineSettings: {
        'usageReports.connections': [{ id: 'northlight', name: TENANT, graphEndpoint: server.origin }],
      },
      files: { 'notes.md': '# Notes' },
      size: { width: 1280, height: 1400 },
    });
    await showTenant(workbench, TENANT);
  });
  after(async () => {
    release();
    await workbench?.close();
    await server?.close();
  });
  screenshotOnFailure(() => workbench);

  const state = (name: string) =>
    panel.content.locator(`[data-testid=report-app][data-state=${name}]`).waitFor({ timeout: 120_000 });
  const part = () =>
    panel.content.getByTestId('row-count').filter({ hasText: /^First [\d,]+ rows\. Loading the rest…/ });
  const column = (name: string) =>
    panel.content.locator(`[role=columnheader][data-column="${name}"]`).getAttribute('data-index');
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    if (verbose) {
      console.log(
        `      ${what}: ${(performance.now() - start).toFixed(0)} ms; extension host ${extensionHostMB()} MB`,
      );
    }
  };

  it('shows its first rows while the rest is on its way, and does not take them for the whole', async () => {
    hold();
    await workbench.openViewContainer(CONTAINER);
    // Until the tree says this, it may still be the one of the tenant before, and close what is opened in it.
    await workbench.page.locator('.sidebar').getByText(`Nothing has been fetched from ${TENANT} yet`).waitFor();
    const item = await workbench.sideBar
      .view()
      .reveal('Last 7 days', 'Microsoft Teams', 'Teams user activity, user details');
    await timed('first rows after the click', async () => {
      await item.click();
      await workbench.editorTab('Teams user activity, user details').waitFor();
      panel = await workbench.reportPanel();
      await part().waitFor();
      await panel.content.locator('[data-row="0"]').waitFor();
    });
    await state('loading');
    for (const button of ['copy', 'export']) {
      const found = panel.content.getByTestId(button);
      assert.equal(await found.getAttribute('aria-disabled'), 'true');
      assert.match((await found.getAttribute('title')) ?? '', /after all rows are loaded/);
      await found.click({ force: true });
    }
    assert.equal(await panel.content.getByTestId('filter').getAttribute('aria-disabled'), 'true');
    await panel.content.locator('[role=columnheader] button').first().click({ force: true });
    assert.equal(await panel.content.locator('[aria-sort=ascending]').count(), 0);
    assert.match(await panel.content.getByTestId('chart-count').innerText(), /after all rows are loaded/);
    await part()
      .filter({ hasText: /[1-9]\d?%/ })
      .waitFor();
    assert.deepEqual(await panel.accessibilityViolations(), []);
    await workbench.screenshot('large-report-partial');
  });

  it('is canceled while it loads, and its first rows do not stay as if they were the report', async () => {
    await timed('cancel', async () => {
      await panel.content.getByTestId('cancel').click();
      await state('cancelled');
    });
    assert.equal(await panel.content.locator('report-grid').count(), 0);
    await workbench.screenshot('large-report-canceled');
  });

  it('takes the place of its first rows without a step', async () => {
    // What was canceled must not go on when the server does.
    release();
    hold();
    await panel.content.getByRole('button', { name: 'Retry' }).click();
    await part().waitFor();
    const cell = panel.content.locator('[data-row] [data-index]:focus');
    await panel.content.locator('[data-row="0"] [aria-colindex="2"]').click();
    await panel.content.locator('[data-row="0"]:has(:focus)').waitFor();
    for (let page = 0; page < 8; page++) {
      const from = await cell.evaluate((element) => element.parentElement?.dataset['row']);
      await workbench.page.keyboard.press('PageDown');
      await panel.content.locator(`[data-row]:not([data-row="${from}"]):not(.pending):has(:focus)`).waitFor();
    }
    const place = () => panel.content.getByTestId('grid-scroller').evaluate((element) => element.scrollTop);
    const row = await cell.evaluate((element) => element.parentElement?.dataset['row']);
    assert.ok(Number(row) > 50);
    const text = await cell.innerText();
    const top = (await cell.boundingBox())?.y;
    const scrollTop = await place();
    const heights = () => panel.content.locator('.charts').boundingBox();
    const before = await heights();
    await timed('the second half', async () => {
      release();
      await state('idle');
    });
    await panel.content
      .getByTestId('row-count')
      .filter({ hasText: `${formatted} rows` })
      .waitFor();
    assert.equal(await cell.evaluate((element) => element.parentElement?.dataset['row']), row);
    assert.equal(await cell.innerText(), text);
    assert.equal(
      ((await heights())?.height ?? 0) - (before?.height ?? 0),
      0,
      'the charts take the place that was reserved for them',
    );
    assert.equal((await cell.boundingBox())?.y, top, 'the row is where it was');
    if (ROWS * 24 <= 6_000_000) {
      assert.equal(await place(), scrollTop);
    }
    await workbench.screenshot('large-report');
  });

  it('is scrolled to its last row', async () => {
    await timed('to the last row', async () => {
      await workbench.page.keyboard.press('Control+End');
      await panel.content.locator(`[data-row="${ROWS - 1}"]:not(.pending)`).waitFor();
    });
    await panel.content
      .locator(`[data-row="${ROWS - 1}"]`)
      .filter({ hasText: userAt(ROWS - 1) })
      .waitFor();
  });

  it('is filtered and sorted', async () => {
    const wanted = userAt(Math.floor(ROWS * 0.7));
    await timed('filter', async () => {
      await panel.content.getByTestId('filter').fill(wanted.slice(0, 11));
      await panel.content
        .getByTestId('row-count')
        .filter({ hasText: `1 of ${formatted} rows` })
        .waitFor();
    });
    await panel.content.locator('[data-row="0"]').filter({ hasText: wanted }).waitFor();
    await panel.content.getByTestId('filter').fill('');
    await panel.content
      .getByTestId('row-count')
      .filter({ hasText: new RegExp(`^${formatted} rows`) })
      .waitFor();
    const header = panel.content.locator('[role=columnheader][data-column="User Principal Name"]');
    await header.getByRole('button').first().click();
    await header.and(panel.content.locator('[aria-sort=ascending]')).waitFor();
    await timed('sort by name, from Z', async () => {
      await header.getByRole('button').first().click();
      await panel.content
        .locator('[data-row="0"]')
        .filter({ hasText: userAt(ROWS - 1) })
        .waitFor();
    });
    assert.equal(
      await panel.content.locator(`[data-row="0"] [data-index="${await column('User Principal Name')}"]`).innerText(),
      userAt(ROWS - 1),
    );
  });

  it('is exported as it came, and made anew', async () => {
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    for (const format of ['CSV, as Delivered', 'CSV, Normalized']) {
      await timed(format, async () => {
        await panel.content.getByTestId('export').click();
        await workbench.quickInput.waitFor('Which rows?');
        await workbench.quickInput.choose(`All Rows (${formatted})`);
        await workbench.quickInput.waitFor('Which format?');
        await workbench.quickInput.choose(format);
        const toast = await workbench.notifications.find(/Exported to/);
        await toast.close();
      });
    }
    const files = readdirSync(folder);
    const [normalized, delivered] = [
      files.find((name) => name.includes('normalized')),
      files.find((name) => !name.includes('normalized')),
    ];
    assert.equal(statSync(path.join(folder, delivered ?? '')).size, bytes);
    let lines = 0;
    let last = '';
    for await (const line of createInterface(createReadStream(path.join(folder, normalized ?? '')))) {
      lines++;
      last = line;
    }
    assert.equal(lines, ROWS + 1);
    assert.ok(last.includes(userAt(ROWS - 1)));
    assert.deepEqual(panel.consoleErrors(), []);
  });

  async function smallReport(handler: (request: Request) => Promise<Response>): Promise<string> {
    const headers = { authorization: 'Bearer token' };
    const answer = await handler(
      new Request(`https://graph.microsoft.com/v1.0/reports/${REPORT}(period='D7')`, { headers }),
    );
    return (await handler(new Request(answer.headers.get('location') ?? ''))).text();
  }
});

/** Resident memory of the largest extension host among this process's descendants, as Linux tells it. */
function extensionHostMB(): number {
  const sizes = readdirSync('/proc').flatMap((pid) => {
    try {
      const isHost = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=extensionHost');
      return isHost && isDescendant(pid)
        ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
        : [];
    } catch {
      return [];
    }
  });
  return Math.round(Math.max(0, ...sizes) / 1000);
}

function isDescendant(pid: string): boolean {
  const parent = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return parent === String(process.pid) || (parent !== '0' && parent !== '1' && isDescendant(parent));
}
