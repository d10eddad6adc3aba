import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GraphServer } from '../support/graphServer.js';
import { emptyClipboard } from './support/clipboard.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import { launchWithTenant, TENANT } from './support/tenant.js';
import { clickUntil } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const TITLE = 'User activity, daily (licensed users)';

describe('charts compared and kept', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({ size: { width: 1440, height: 900 } }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  const exported = (ending: string) => {
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const name = readdirSync(folder).find((one) => one.endsWith(ending));
    assert.ok(name !== undefined, `nothing ends with ${ending}`);
    return { name, content: readFileSync(path.join(folder, name)) };
  };

  const chooseFile = async (format: string, colors: string) => {
    await workbench.quickInput.waitFor('Which format?');
    await workbench.quickInput.choose(format);
    await workbench.quickInput.waitFor('Which colors?');
    await workbench.quickInput.choose(colors);
  };

  it('lays the previous period over this one, once its days are fetched', async () => {
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Microsoft Teams', TITLE);
    const largeChart = content.getByTestId('large-chart');
    const overlay = largeChart.getByTestId('overlay');
    await clickUntil(content.locator('[data-column="Meetings"]').getByTestId('pick'), overlay);
    await overlay.selectOption('previous');
    await largeChart.getByTestId('fetch-earlier').click();
    await content
      .locator('[data-column="Meetings"]')
      .getByTestId('change')
      .filter({ hasText: 'vs. the previous 28 days' })
      .waitFor();
    await largeChart.getByTestId('chart-previous').filter({ hasText: 'Previous:' }).waitFor();
    await largeChart.getByRole('slider').press('End');
    await largeChart
      .getByTestId('plot-readout')
      .filter({ hasText: /^\s*\S+ \d+, \d{4}: Total meetings [\d,]+ · Total meetings on \S+ \d+, \d{4} [\d,]+\s*$/ })
      .waitFor();
    await workbench.screenshot('chart-previous');
    await overlay.selectOption('month');
    await largeChart
      .getByTestId('chart-facts')
      .filter({ hasText: /vs\. .*: [+−]?[\d.]+%/ })
      .waitFor();
    await workbench.screenshot('chart-months');
    await overlay.selectOption('previous');
  });

  it('compares with the month before by the command, too', async () => {
    const { content } = await workbench.reportPanel();
    await content.getByTestId('overlay').selectOption('none');
    await workbench.runCommand('Usage Reports: Compare With…');
    await workbench.quickInput.choose('Month over Month');
    await content
      .getByTestId('chart-facts')
      .filter({ hasText: /vs\. .*: [+−]?[\d.]+%/ })
      .waitFor();
    assert.equal(await content.getByTestId('overlay').inputValue(), 'month');
    await workbench.runCommand('Usage Reports: Compare With…');
    await workbench.quickInput.choose('Previous Period');
    await content.locator('[data-testid=overlay]').and(content.locator('[title*="weeks"]')).waitFor();
    assert.equal(await content.getByTestId('overlay').inputValue(), 'previous');
  });

  it('compares with the same report of another tenant, on one axis', async () => {
    await workbench.runCommand('Usage Reports: Compare With…');
    await workbench.quickInput.waitFor('Which days, tenant, or report?');
    await workbench.quickInput.choose(TENANT);
    const panel = await workbench.reportPanel();
    await panel.content.locator('[data-testid=comparison][data-state=shown]').waitFor();
    await panel.content.getByTestId('chart-measure').filter({ hasText: TENANT }).waitFor();
    assert.equal(await panel.content.getByTestId('chart-measure').count(), 2);
    await workbench.screenshot('chart-compared');
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('says why a report cannot be compared with, and helps', async () => {
    // Retried as often as ever, but at once.
    server.addFault({
      path: 'getEmailActivityCounts',
      effect: {
        kind: 'respond',
        status: 503,
        headers: { 'content-type': 'text/html', 'retry-after': '0' },
        body: '<p>Busy.</p>',
      },
    });
    await workbench.runCommand('Usage Reports: Compare With…');
    await workbench.quickInput.choose(`A Report of ${TENANT}…`);
    await workbench.quickInput.waitFor('Which report?');
    await workbench.quickInput.type('getEmailActivityCounts');
    await workbench.quickInput.first('Email activity, daily');
    await workbench.quickInput.choose('Email activity, daily');
    const { content } = await workbench.reportPanel();
    const notices = content.getByTestId('comparison-notices');
    await notices.getByRole('button', { name: 'Retry' }).waitFor();
    assert.equal(await content.getByTestId('chart-measure').count(), 2, 'no empty line');
    await workbench.screenshot('chart-comparison-failed');
    server.clearFaults();
    await notices.getByRole('button', { name: 'Retry' }).click();
    await content.getByTestId('chart-measure').nth(2).waitFor();
    await content.getByTestId('comparison').nth(1).getByTestId('remove-comparison').click();
    await content.getByTestId('chart-measure').nth(2).waitFor({ state: 'detached' });
  });

  it('copies the chart as an image, and says so', async () => {
    const { content } = await workbench.reportPanel();
    const menu = content.getByTestId('large-chart').getByTestId('save-menu');
    await emptyClipboard(workbench.page);
    await clickUntil(menu.getByTestId('menu-button'), menu.locator('[data-id=copy]'));
    await menu.locator('[data-id=copy]').click();
    await content.getByTestId('copy-status').filter({ hasText: 'Chart copied as an image' }).waitFor();
    await workbench.page.locator('.statusbar').getByText('Chart copied as an image').waitFor();
    const copied = await workbench.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = await createImageBitmap(await item!.getType('image/png'));
      return { types: item!.types, width: bitmap.width };
    });
    assert.deepEqual(copied, { types: ['image/png'], width: 1920 });
  });

  it('keeps the chart as SVG and PNG', async () => {
    const { content } = await workbench.reportPanel();
    const menu = content.getByTestId('large-chart').getByTestId('save-menu');
    await clickUntil(menu.getByTestId('menu-button'), menu.locator('[data-id=save]'));
    await menu.locator('[data-id=save]').click();
    await chooseFile('SVG', 'As shown');
    const toast = await workbench.notifications.find(/Exported to .*\.svg/);
    assert.deepEqual(await toast.buttons(), ['Open File', 'Show in Explorer']);
    await toast.close();
    const svg = exported('_Meetings.svg');
    assert.match(svg.name, /^\d{4}-\d{2}-\d{2}_getTeamsUserActivityCounts_D30_sample_Meetings\.svg$/);
    const read = await workbench.page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      const texts = [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent);
      return {
        root: parsed.documentElement.localName,
        width: parsed.documentElement.getAttribute('width'),
        height: parsed.documentElement.getAttribute('height'),
        texts,
      };
    }, svg.content.toString('utf8'));
    assert.equal(read.root, 'svg');
    for (const text of [
      /^User activity, daily \(licensed users\): Total meetings$/,
      new RegExp(`^Total meetings \\(${TENANT}\\)$`),
      /^Total meetings \(Sample tenant\), Previous: /,
      /sample data.* · Last 30 days · Data up to /,
    ]) {
      assert.ok(
        read.texts.some((one) => text.test(one ?? '')),
        `${String(text)} in ${read.texts.join(' | ')}`,
      );
    }

    await clickUntil(menu.getByTestId('menu-button'), menu.locator('[data-id=save]'));
    await menu.locator('[data-id=save]').click();
    await chooseFile('PNG', 'As shown');
    await (await workbench.notifications.find(/Exported to .*\.png/)).close();
    const png = exported('_Meetings.png');
    const decoded = await workbench.page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(
        new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }),
      );
      return { width: bitmap.width, height: bitmap.height };
    }, png.content.toString('base64'));
    assert.deepEqual(decoded, { width: 2 * Number(read.width), height: 2 * Number(read.height) });
  });

  it('brings chart and comparison back after a reload, and follows to another period', async () => {
    await workbench.reload();
    const { content } = await loadedPanel(workbench, TITLE);
    await content.getByTestId('chart-measure').nth(1).filter({ hasText: TENANT }).waitFor();
    await content.locator('[data-testid=periods] [data-period=D7]').click();
    await workbench.editorTab('7 days').waitFor();
    await server.requestArrived(({ path, port }) => port === 'graph' && path.includes('D7'));
    await content.locator('[data-testid=comparison][data-state=shown]').waitFor();
    await content.getByTestId('chart-measure').nth(1).filter({ hasText: TENANT }).waitFor();
  });
});
