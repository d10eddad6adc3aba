import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import path from 'node:path';
import { otherTenant } from '../support/webviewHarness/fixtures/comparisons.js';
import type { ChartFileChoice, LargeChartState } from '../../src/shared/pages/report.js';
import { unreadableLatestValues } from './support/chartLegend.js';
import { out, last, behavior } from './support/reportPage.js';

describe('behavior of the report panel: charts', () => {
  before(() => mkdir(out, { recursive: true }));

  behavior('crosshair', 'dailySeries', async (page) => {
    const plot = page.getByRole('slider', { name: /^Team Chat Messages/ });
    await plot.focus();
    await page.keyboard.press('Home');
    assert.match((await plot.getAttribute('aria-valuetext')) ?? '', /^Oct 20, 2026: [\d,]+$/);
    assert.match((await page.getByTestId('plot-readout').textContent()) ?? '', /^Oct 20, 2026: [\d,]+$/);
    await page.screenshot({ path: path.join(out, 'crosshair.png') });
  });

  behavior('nothing moves when the report arrives, or another period is loading', 'outline', async (page) => {
    const heightOf = (selector: string) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
    const topOf = (selector: string) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
    const [height, top] = [await heightOf('.charts'), await topOf('.charts')];
    await page.evaluate(() => window.harness.show('dailySeries'));
    await page.getByTestId('charts').waitFor();
    assert.deepEqual([await heightOf('.charts'), await topOf('.charts')], [height, top]);
    await page.evaluate(() =>
      window.harness.tell({
        type: 'loading',
        ref: { connection: 'sample', report: 'getTeamsUserActivityCounts', period: 'D90' },
        title: 'Teams',
        step: 'Receiving…',
      }),
    );
    await page.locator('[data-state=loading]').waitFor();
    assert.deepEqual([await heightOf('.charts'), await topOf('.charts')], [height, top]);
  });

  for (const name of [
    'getTeamsDeviceUsageUserDetail',
    'getMicrosoft365CopilotUserCountTrend',
    'getOffice365ActivationsUserCounts',
    'getMicrosoft365CopilotUserCountSummary',
  ]) {
    behavior(`nothing moves when a report arrives: ${name}`, `${name}&outline`, async (page) => {
      const box = () =>
        page
          .locator('.charts')
          .evaluate((element) => [element.getBoundingClientRect().top, element.getBoundingClientRect().height]);
      await page.getByTestId('charts-placeholder').waitFor();
      const before = await box();
      await page.evaluate(() => window.harness.showFixture());
      await page.getByTestId('charts').waitFor();
      assert.deepEqual(await box(), before);
    });
  }

  behavior(
    'a card says its measure in full, however long the name of its application is',
    'getSharePointApiUsageEgress',
    async (page) => {
      await page.getByTestId('charts').waitFor();
      const keyed = page.locator('.card-head').filter({ has: page.locator('.card-key') });
      const cut = await keyed
        .locator('.card-name')
        .evaluateAll((names) =>
          names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent),
        );
      assert.ok((await keyed.count()) > 0);
      assert.deepEqual(cut, []);
    },
  );

  behavior(
    'lines can be taken out of the chart in a narrow page, however wide their numbers are',
    'withPrevious',
    async (page) => {
      await page.setViewportSize({ width: 400, height: 860 });
      await page.locator('[data-column="Private Chat Messages"]').getByTestId('pick').click();
      const row = page.getByTestId('chart-measure');
      const [legend, remove] = [page.locator('.chart-legend'), row.getByRole('button')];
      assert.ok(await legend.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth), 'too wide');
      const edgeOf = (place: Locator) => place.evaluate((element) => element.getBoundingClientRect().right);
      assert.ok((await edgeOf(remove)) <= (await edgeOf(legend)) + 0.5);
      await remove.click();
      await row.waitFor({ state: 'detached' });
    },
  );

  behavior(
    'each line has its latest value in view in a narrow page, however long its name is',
    'compared',
    async (page) => {
      await page.setViewportSize({ width: 400, height: 860 });
      await page.getByTestId('chart-measure').nth(2).waitFor();
      assert.deepEqual(await unreadableLatestValues(page), []);
    },
  );

  behavior('previous period', 'withPrevious', async (page) => {
    await page.locator('[data-column="Private Chat Messages"]').getByTestId('pick').click();
    await page.getByTestId('overlay').selectOption('previous');
    const plot = page.locator('.chart [role=slider]');
    await plot.focus();
    await page.keyboard.press('Home');
    assert.match(
      (await page.getByTestId('large-chart').getByTestId('plot-readout').textContent()) ?? '',
      /^Oct 20, 2026: Private Chat Messages [\d,]+ · Private Chat Messages on Sep 15, 2026 [\d,]+$/,
    );
    assert.deepEqual(((await page.evaluate(() => window.harness.kept())) as { largeChart: unknown }).largeChart, {
      picked: ['Private Chat Messages'],
      overlay: 'previous',
    });
    assert.match(
      (await page.locator('[data-column="Private Chat Messages"]').getByTestId('change').textContent()) ?? '',
      /vs\. the previous 28 days/,
    );
    assert.match(
      (await page.locator('[data-column="Post Messages"]').getByTestId('change').textContent()) ?? '',
      /vs\. the previous 14 days/,
      'five days more are no 28',
    );
  });

  behavior('month over month', 'withPrevious', async (page) => {
    await page.locator('[data-column="Private Chat Messages"]').getByTestId('pick').click();
    const overlay = page.getByTestId('overlay');
    assert.deepEqual(
      (await overlay.locator('option').allTextContents()).map((text) => text.trim()),
      [
        'No Comparison',
        'Previous Period',
        'Month over Month: November vs. October',
        'Month over Month: October vs. September',
      ],
    );
    await overlay.selectOption('month');
    const largeChart = page.getByTestId('large-chart');
    assert.match(
      (await largeChart.getByTestId('chart-facts').innerText()).trim(),
      /^[▲▼]? ?November 1\s–\s18 vs\. October 1\s–\s18: [+−][\d.]+%/,
    );
    assert.match(await largeChart.getByTestId('chart-previous').innerText(), /Previous: Oct 1 – Oct 18/);
    const plot = page.locator('.chart [role=slider]');
    await plot.focus();
    await page.keyboard.press('Home');
    assert.match(
      (await largeChart.getByTestId('plot-readout').textContent()) ?? '',
      /^Private Chat Messages on Nov 1, 2026 [\d,]+ · Private Chat Messages on Oct 1, 2026 [\d,]+$/,
    );
    await overlay.selectOption('wholeMonth');
    assert.match(await largeChart.getByTestId('chart-facts').innerText(), /October vs\. September: /);
    assert.match(
      (await page.getByTestId('overlay-help').textContent()) ?? '',
      /14 days of September have no data and are left out\./,
    );
    // October has a day more than September.
    await plot.focus();
    await page.keyboard.press('End');
    assert.match(
      (await largeChart.getByTestId('plot-readout').textContent()) ?? '',
      /^Private Chat Messages on Oct 31, 2026 [\d,]+$/,
    );
    assert.deepEqual(((await page.evaluate(() => window.harness.kept())) as { largeChart: unknown }).largeChart, {
      picked: ['Private Chat Messages'],
      overlay: 'wholeMonth',
    });
    await page.screenshot({ path: path.join(out, 'monthOverMonth.png') });
  });

  behavior('a chart that is full takes no other measure, and says so', 'withPrevious', async (page) => {
    const picks = await page.getByTestId('pick').all();
    for (const pick of picks.slice(0, 6)) {
      await pick.click();
    }
    const rows = page.getByTestId('chart-measure');
    const drawn = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-measure')));
    const six = await drawn();
    assert.equal(six.length, 6);
    const seventh = picks[6]!;
    assert.equal(await seventh.getAttribute('aria-disabled'), 'true');
    assert.equal(await seventh.getAttribute('title'), 'The chart shows at most 6 measures. Remove one to add another.');
    await seventh.click({ force: true });
    assert.deepEqual(await drawn(), six);
    assert.ok(await page.getByTestId('add-measure').isDisabled());
    assert.match((await page.getByTestId('full-chart').textContent()) ?? '', /at most 6 measures/);
    await picks[0]!.click();
    assert.ok(await page.getByTestId('add-measure').isEnabled());
    assert.equal(await page.getByTestId('full-chart').count(), 0);
  });

  behavior(
    'another tenant joins as many pairs as fit, and never takes the place of one’s own',
    'withPrevious',
    async (page) => {
      for (const pick of (await page.getByTestId('pick').all()).slice(0, 4)) {
        await pick.click();
      }
      const rows = page.getByTestId('chart-measure');
      const drawn = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-measure') ?? ''));
      const own = await drawn();
      await page.evaluate(
        (comparison) => window.harness.tell({ type: 'compared', comparisons: [comparison] }),
        otherTenant,
      );
      await rows.nth(5).waitFor();
      assert.deepEqual((await drawn()).slice(0, 4), own);
      assert.match(
        (await page.getByTestId('full-chart').textContent())?.trim() ?? '',
        /^2 measures of Fabrikam GmbH aren't drawn\. The chart shows at most 6 measures\./,
      );
      await page.screenshot({ path: path.join(out, 'fullChart.png') });
      await page.evaluate(() => window.harness.chooseChartFile({ format: 'svg', colors: 'shown', isWide: false }));
      const menu = page.getByTestId('large-chart').getByTestId('save-menu');
      await menu.getByTestId('menu-button').click();
      await menu.locator('[data-id=save]').click();
      await page.waitForFunction(() => {
        const file = window.harness.sent.findLast(({ type }) => type === 'saveChart');
        return (
          file?.type === 'saveChart' &&
          new TextDecoder().decode(file.content).includes('2 measures of Fabrikam GmbH aren')
        );
      });
      await rows.first().getByRole('button').click();
      await page.getByTestId('full-chart').filter({ hasText: '1 measure of Fabrikam GmbH' }).waitFor();
      assert.deepEqual((await drawn()).slice(0, 3), own.slice(1));
    },
  );

  behavior('earlier days are asked for, and what goes wrong is said', 'dailySeries', async (page) => {
    await page.locator('[data-column="Calls"]').getByTestId('pick').click();
    assert.equal(await page.getByTestId('overlay-help').count(), 0);
    await page.getByTestId('overlay').selectOption('previous');
    assert.match((await page.getByTestId('overlay-help').textContent()) ?? '', /No days before Oct 20, 2026/);
    await page.getByTestId('fetch-earlier').click();
    assert.deepEqual(await last(page), { type: 'fetchEarlierDays' });
    await page.evaluate(() => window.harness.tell({ type: 'earlierDays', busy: true }));
    await page.locator('[data-testid=fetch-earlier]:disabled').waitFor();
    await page.evaluate(() =>
      window.harness.tell({
        type: 'earlierDays',
        busy: false,
        notice: { severity: 'error', text: 'No network.', actions: [] },
      }),
    );
    await page.getByTestId('earlier-problem').filter({ hasText: 'No network.' }).waitFor();
  });

  behavior('earlier days are as many as the report has', 'shortSeries', async (page) => {
    await page.locator('[data-column="Calls"]').getByTestId('pick').click();
    await page.getByTestId('overlay').selectOption('previous');
    await page.getByTestId('overlay-help').filter({ hasText: 'Microsoft provides the last 60 days.' }).waitFor();
    assert.equal((await page.getByTestId('fetch-earlier').textContent())?.trim(), 'Fetch 60 Days');
    await page.getByTestId('fetch-earlier').click();
    assert.deepEqual(await last(page), { type: 'fetchEarlierDays' });
  });

  behavior('comparisons come and go', 'compared', async (page) => {
    await page.getByTestId('chart-measure').nth(2).waitFor();
    assert.deepEqual(
      await page
        .getByTestId('chart-measure')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-measure'))),
      [
        'Team Chat Messages',
        '["c1/getTeamsUserActivityCounts","Team Chat Messages"]',
        '["sample/getEmailActivityCounts","Send"]',
      ],
    );
    await page.getByTestId('add-measure').selectOption({ label: 'Receive' });
    await page.getByTestId('chart-measure').nth(3).waitFor();
    await page.getByTestId('remove-comparison').nth(1).click();
    assert.deepEqual(await last(page), { type: 'removeComparison', comparison: 'sample/getEmailActivityCounts' });
    assert.equal(await page.getByTestId('chart-measure').count(), 2);
    const { compared } = (await page.evaluate(() => window.harness.kept())) as { compared: { report: string }[] };
    assert.deepEqual(
      compared.map(({ report }) => report),
      ['getTeamsUserActivityCounts', 'getEmailActivityCounts'],
    );
  });

  behavior('a comparison that failed offers its help', 'comparisonFailed', async (page) => {
    await page.getByTestId('comparison-notices').getByRole('button', { name: 'Retry' }).click();
    assert.deepEqual(await last(page), {
      type: 'comparisonAction',
      comparison: 'c2/getTeamsUserActivityCounts',
      id: 'retry',
    });
    assert.equal(await page.getByTestId('large-chart').count(), 0);
  });

  for (const state of [
    'dailySeries',
    'keyedSeries',
    'shares',
    'snapshot',
    'detail',
    'hostile',
    'compared',
    'history',
    'getTeamsDeviceUsageUserDetail',
    'getMailboxUsageMailboxCounts',
  ] as const) {
    behavior(`charts are saved: ${state}`, state, async (page) => {
      const menus = page.getByTestId('save-menu');
      const count = Math.min(await menus.count(), 7);
      for (let index = 0; index < count; index++) {
        for (const format of ['svg', 'png'] as const) {
          await menus.nth(index).getByTestId('menu-button').click();
          await page.evaluate(
            (chosen) => window.harness.chooseChartFile({ format: chosen, colors: 'shown', isWide: false }),
            format,
          );
          await menus.nth(index).locator('[data-id=save]').click();
          const before = index * 2 + (format === 'svg' ? 0 : 1);
          await page.waitForFunction(
            (all) => window.harness.sent.filter(({ type }) => type === 'saveChart').length > all,
            before,
          );
        }
      }
      const saved = await page.evaluate(async () => {
        const files = window.harness.sent.flatMap((message) => (message.type === 'saveChart' ? [message] : []));
        return Promise.all(
          files.map(async ({ format, content }) => {
            if (format === 'png') {
              const { width, height } = await createImageBitmap(new Blob([content], { type: 'image/png' }));
              return {
                format,
                width,
                height,
                problem: '',
                text: btoa(content.reduce((all, byte) => all + String.fromCharCode(byte), '')),
              };
            }
            const text = new TextDecoder().decode(content);
            const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
            const strange = [...root.querySelectorAll('*')].filter(
              ({ localName }) => !['title', 'desc', 'rect', 'path', 'text'].includes(localName),
            );
            return {
              format,
              width: Number(root.getAttribute('width')),
              height: Number(root.getAttribute('height')),
              problem: root.localName === 'svg' && strange.length === 0 ? '' : text,
              text,
            };
          }),
        );
      });
      assert.equal(saved.length, count * 2);
      for (let index = 0; index < saved.length; index += 2) {
        const [svg, png] = [saved[index], saved[index + 1]];
        assert.equal(svg?.problem, '');
        assert.deepEqual([png?.width, png?.height], [2 * (svg?.width ?? 0), 2 * (svg?.height ?? 0)]);
        await writeFile(path.join(out, `saved-${state}-${index / 2}.svg`), svg?.text ?? '');
        await writeFile(path.join(out, `saved-${state}-${index / 2}.png`), Buffer.from(png?.text ?? '', 'base64'));
      }
    });
  }

  behavior('a chart for slides has their sides, and none is saved where nothing is chosen', 'shares', async (page) => {
    const menu = page.getByTestId('save-menu').first();
    const save = async (choice: ChartFileChoice | null) => {
      await page.evaluate((chosen) => window.harness.chooseChartFile(chosen), choice);
      await menu.getByTestId('menu-button').click();
      await menu.locator('[data-id=save]').click();
    };
    await save(null);
    await save({ format: 'png', colors: 'light', isWide: true });
    await page.waitForFunction(() => window.harness.sent.some(({ type }) => type === 'saveChart'));
    const sizes = await page.evaluate(async () =>
      Promise.all(
        window.harness.sent.flatMap((message) =>
          message.type === 'saveChart'
            ? [createImageBitmap(new Blob([message.content])).then(({ width, height }) => [width, height])]
            : [],
        ),
      ),
    );
    assert.deepEqual(sizes, [[1920, 1080]]);
  });

  behavior('a chart is copied as an image; where that is refused, its file is sent', 'dailySeries', async (page) => {
    const menu = page.getByTestId('save-menu').first();
    await page.evaluate(() => {
      const write = () => Promise.reject(new DOMException('Not allowed.', 'NotAllowedError'));
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { write } });
    });
    await menu.getByTestId('menu-button').click();
    await menu.locator('[data-id=copy]').click();
    await page.waitForFunction(() => window.harness.sent.some(({ type }) => type === 'chartNotCopied'));
    const isPng = await page.evaluate(() => {
      const message = window.harness.sent.find((each) => each.type === 'chartNotCopied');
      return [...(message?.content.subarray(1, 4) ?? [])].join() === '80,78,71';
    });
    assert.ok(isPng);
    assert.equal(await page.getByTestId('copy-status').textContent(), '');
    await page.evaluate(() => {
      const write = (items: ClipboardItem[]) => items[0]!.getType('image/png').then(() => undefined);
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { write } });
    });
    await menu.getByTestId('menu-button').click();
    await menu.locator('[data-id=copy]').click();
    await page.getByTestId('copy-status').filter({ hasText: 'Chart copied as an image' }).waitFor();
    assert.deepEqual(await last(page), { type: 'chartCopied' });
  });

  behavior('days, their averages, weeks and months', 'getTeamsUserActivityCounts&period=D180', async (page) => {
    await page.locator('[data-column="Private Chat Messages"]').getByTestId('pick').click();
    const chart = page.getByTestId('large-chart');
    const choice = chart.getByTestId('granularity');
    assert.equal(await choice.inputValue(), 'average', '180 days open smoothed');
    assert.match(await page.getByTestId('chart-count').innerText(), /lines are 7-day averages/);
    const slider = chart.getByRole('slider');
    const nameAndText = async () => [
      await slider.getAttribute('aria-label'),
      await slider.getAttribute('aria-valuetext'),
    ];
    assert.match(
      (await nameAndText()).join(' | '),
      /^Chat messages, 7-day average, by day.* \| \w+ \d+, \d{4}: Chat messages, 7-day average /,
    );
    await page.screenshot({ path: path.join(out, 'granularity-average.png') });
    await choice.selectOption('weeks');
    await chart.getByTestId('chart-note').filter({ hasText: 'Weeks are Monday to Sunday' }).waitFor();
    assert.match(
      (await nameAndText()).join(' | '),
      /^Chat messages, total, by week.* \| \w+ \d+ – [\w ]+\d+, \d{4}: Chat messages, total [\d,]+$/,
    );
    assert.equal(await chart.getByTestId('overlay').isDisabled(), true);
    await page.screenshot({ path: path.join(out, 'granularity-weeks.png') });
    await choice.selectOption('months');
    await chart.getByTestId('chart-note').filter({ hasText: 'left out' }).waitFor();
    assert.match((await nameAndText()).join(' | '), /, by month.* \| \w+ \d{4}: Chat messages, total [\d,]+$/);
    await page.screenshot({ path: path.join(out, 'granularity-months.png') });
    const edge = await chart.evaluate((element) => element.getBoundingClientRect().right);
    const ends = await chart
      .locator('.chart-day')
      .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().right));
    assert.ok(
      ends.every((end) => end < edge),
      'no label is cut off',
    );
    assert.equal(
      ((await page.evaluate(() => window.harness.kept())) as { largeChart: LargeChartState }).largeChart.granularity,
      'months',
    );
    await choice.selectOption('days');
    await page.screenshot({ path: path.join(out, 'granularity-days.png') });
  });

  behavior('the menu of a chart by keyboard', 'dailySeries', async (page) => {
    const menu = page.getByTestId('save-menu').first();
    const button = menu.getByTestId('menu-button');
    await button.focus();
    await page.keyboard.press('ArrowDown');
    await menu.locator('[data-id=copy]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await menu.locator('[data-id=save]:focus').waitFor();
    await page.keyboard.press('Escape');
    await menu.getByRole('menu').waitFor({ state: 'hidden' });
    assert.equal(await button.evaluate((element) => element === document.activeElement), true);
  });
});
