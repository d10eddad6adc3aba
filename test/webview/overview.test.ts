import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { OverviewMessage } from '../../src/shared/pages/overview.js';
import type { OverviewHarness } from '../support/webviewHarness/overviewHost.js';
import { openPage } from './support/openPage.js';

declare global {
  interface Window {
    overviewHarness: OverviewHarness;
  }
}

const last = (page: Page) => page.evaluate(() => window.overviewHarness.sent.at(-1));
/** Waits for a message that comes after what is seen: a disclosure tells of itself a moment later. */
const isLast = (page: Page, message: OverviewMessage) =>
  page.waitForFunction((wanted) => {
    const sent = window.overviewHarness.sent.at(-1);
    return sent !== undefined && Object.entries(wanted).every(([name, value]) => Reflect.get(sent, name) === value);
  }, message);
const card = (page: Page, report: string) =>
  page.locator(`[data-testid=overview-card][data-report=${report}]`).filter({ visible: true });
const group = (page: Page, id: string) => page.locator(`[data-group=${id}]`);
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return [at?.closest('[data-report]')?.getAttribute('data-report'), at?.getAttribute('data-testid') ?? at?.id];
  });

/** A test of its own on a page of its own; the console must stay empty. */
function behavior(title: string, state: string, run: (page: Page) => Promise<void>): void {
  it(title, async function () {
    const { page, problems } = await openPage(this, { page: 'overview', state });
    await run(page);
    assert.deepEqual(problems, []);
  });
}

describe('behavior of the overview', () => {
  behavior('shows the names of all measures whole, however narrow it is', 'overview', async (page) => {
    const names = page.locator('.overview-measure, .overview-other-name').filter({ visible: true });
    for (const width of [1280, 600, 260]) {
      await page.setViewportSize({ width, height: 800 });
      assert.ok((await names.count()) > 5);
      const cut = await names.evaluateAll((elements) =>
        elements.flatMap((element) => {
          const isCut = element.scrollWidth > element.clientWidth + 1;
          const lines =
            element.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(element).lineHeight);
          return isCut || lines > 3.5 ? [`${element.textContent}: ${lines} lines`] : [];
        }),
      );
      assert.deepEqual(cut, [], `${width} px`);
    }
  });

  behavior('opens the measure of a highlight, of a line, and only the report of a card', 'overview', async (page) => {
    await page.locator('[data-testid=overview-highlight][data-report=getReport4]').nth(1).click();
    assert.deepEqual(await last(page), { type: 'open', report: 'getReport4', measure: 'Audio Duration, OneDrive' });
    await page.locator('[data-testid=overview-highlight][data-kind=lag]').click();
    assert.deepEqual(await last(page), { type: 'open', report: 'getReport3' });
    await page.locator('[data-testid=overview-highlight][data-kind=missing]').click();
    assert.deepEqual(await last(page), { type: 'open', report: 'getReport1', history: true });
    await card(page, 'getReport0').getByTestId('overview-other').first().click();
    assert.deepEqual(await last(page), { type: 'open', report: 'getReport0', measure: 'Private Chat Messages' });
    await card(page, 'getReport0').locator('.overview-open').click();
    assert.deepEqual(await last(page), { type: 'open', report: 'getReport0' });
  });

  behavior('says of which day a small number is, where the large one is of another', 'overview', async (page) => {
    const others = card(page, 'getReport1').getByTestId('overview-other');
    assert.match(await card(page, 'getReport1').locator('.latest-day').innerText(), /Nov 18/);
    assert.deepEqual(await others.locator('.overview-other-day').allInnerTexts(), ['on Nov 16']);
    assert.match(await others.first().innerText(), /^Private Chat Messages[^]*9,100\s+on Nov 16$/);
    assert.match((await others.first().getAttribute('title')) ?? '', /\n9,100, .*Nov 16, 2026\n/);
    assert.equal(await card(page, 'getReport0').locator('.overview-other-day').count(), 0);
  });

  behavior(
    'has the alerts on top: severity in words, the sentence, its report, and all of them',
    'alerts',
    async (page) => {
      const shown = page.getByTestId('overview-alert');
      assert.deepEqual(await shown.locator('b').allInnerTexts(), [
        'Error: Mailboxes are nearly full',
        `Warning: <img src=x onerror="document.title='broken'">`,
        'Information: Reports are late',
      ]);
      assert.match(await shown.first().innerText(), /95% of their quota or more: 12\nsince Nov 17\nOpen Report$/);
      const places = await Promise.all(
        ['overview-alerts', 'highlights-list'].map((id) => page.getByTestId(id).boundingBox()),
      );
      assert.ok((places[0]?.y ?? 0) < (places[1]?.y ?? 0));
      await page.getByRole('button', { name: 'Open Report: Reports are late' }).press('Enter');
      assert.deepEqual(await last(page), { type: 'openAlert', id: '["late",""]' });
      await page.getByRole('button', { name: '2 more alerts' }).click();
      assert.deepEqual(await last(page), { type: 'showAlerts' });
      // They clear themselves.
      await page.evaluate(() => window.overviewHarness.tell({ type: 'alerts', alerts: [], more: 0 }));
      await page.getByTestId('overview-alerts').waitFor({ state: 'detached' });
    },
  );

  behavior('has alerts also where no daily report is archived', 'alertsAlone', async (page) => {
    assert.equal(await page.getByTestId('overview-alert').count(), 3);
    await page.getByTestId('show-alerts').click();
    assert.deepEqual(await last(page), { type: 'showAlerts' });
    await page.getByTestId('overview-empty').waitFor();
  });

  behavior('says that alerts could not be read', 'alertsFailed', async (page) => {
    await page.getByTestId('overview-alerts').getByText("The archive folder couldn't be read or written.").waitFor();
  });

  behavior('says of which product a highlight is in its first words', 'overview', async (page) => {
    const heads = await page.getByTestId('overview-highlight').locator('b').allInnerTexts();
    assert.ok(heads.length > 0);
    assert.deepEqual(
      heads.filter((head) => !/^(Microsoft Teams|Exchange|SharePoint|Skype for Business): ./.test(head)),
      [],
    );
  });

  behavior('says the share of a part, and where there is too little to see', 'arranged', async (page) => {
    assert.match(await card(page, 'getReport2').locator('.latest').innerText(), /% of 4,000/);
    assert.equal(await card(page, 'getReport7').locator('.card-empty').innerText(), 'All values are 0.');
    assert.equal(
      await card(page, 'getReport8').locator('.card-empty').innerText(),
      'Values are too small for a trend.',
    );
    assert.equal(await card(page, 'getReport8').locator('.spark').count(), 0);
  });

  behavior('says what its lines show, and that axes without shading do not begin at 0', 'overview', async (page) => {
    assert.equal(
      await page.getByTestId('overview-notes').innerText(),
      "Bold lines are 7-day averages · lines without shading: the axis doesn't begin at 0",
    );
    const sparks = page.locator('.overview-card .spark');
    const shaded = await sparks.locator('.series-area').count();
    assert.ok(shaded > 0 && shaded < (await sparks.count()));
  });

  behavior('jumps to a group: its heading has the focus, a folded one opens', 'overview', async (page) => {
    const links = page.getByRole('navigation', { name: 'Jump to' }).getByRole('link');
    assert.deepEqual(await links.allInnerTexts(), ['Microsoft Teams', 'Exchange', 'SharePoint', 'Retired services']);
    await links.nth(2).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await focused(page), [undefined, 'product-sharepoint']);
    await page.keyboard.press('Tab');
    assert.deepEqual((await focused(page))[0], 'getReport4');
    const retired = group(page, 'group-retired');
    assert.equal(await card(page, 'getReport7').count(), 0);
    await links.nth(3).click();
    await card(page, 'getReport7').waitFor();
    await isLast(page, { type: 'setRetiredOpen', on: true });
    assert.equal(await retired.locator('summary').evaluate((summary) => summary === document.activeElement), true);
    await page.keyboard.press('Enter');
    await card(page, 'getReport7').waitFor({ state: 'detached' });
    await isLast(page, { type: 'setRetiredOpen', on: false });
  });

  behavior(
    'makes a card a favorite and takes it back, and the keyboard stays on its button',
    'overview',
    async (page) => {
      assert.equal(await group(page, 'group-favorites').count(), 0);
      const star = card(page, 'getReport3').getByTestId('favorite');
      await star.focus();
      await page.keyboard.press('Enter');
      await group(page, 'group-favorites').waitFor();
      assert.deepEqual(await last(page), { type: 'setFavorite', report: 'getReport3', on: true });
      assert.equal(await page.locator('[data-testid=overview-card][data-report=getReport3]').count(), 1);
      assert.match(await group(page, 'group-favorites').innerText(), /Exchange\s+Mailbox storage, daily/);
      assert.equal(await star.getAttribute('aria-pressed'), 'true');
      assert.deepEqual(await focused(page), ['getReport3', 'favorite']);
      await page.keyboard.press('Enter');
      await group(page, 'group-favorites').waitFor({ state: 'detached' });
      assert.deepEqual(await focused(page), ['getReport3', 'favorite']);
    },
  );

  behavior('hides a card, undoes it in place, and shows it again from the end', 'overview', async (page) => {
    const hide = card(page, 'getReport3').getByTestId('hide');
    await hide.focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('overview-hidden-note').waitFor();
    assert.deepEqual(await focused(page), ['getReport3', 'undo-hide']);
    await page.keyboard.press('Enter');
    await card(page, 'getReport3').waitFor();
    assert.deepEqual(await focused(page), ['getReport3', 'hide']);
    assert.equal(await group(page, 'group-hidden').count(), 0);

    await hide.click();
    await card(page, 'getReport2').getByTestId('hide').click();
    const hidden = group(page, 'group-hidden');
    await hidden.getByText('2 hidden cards').waitFor();
    // The place of the last one only is kept.
    assert.deepEqual(
      await page
        .getByTestId('overview-hidden-note')
        .evaluateAll((notes) => notes.map((note) => note.dataset['report'])),
      ['getReport2'],
    );
    await hidden.locator('summary').click();
    await card(page, 'getReport3').getByTestId('hide').click();
    await hidden.getByText('1 hidden card').waitFor();
    assert.equal(await group(page, 'product-exchange').locator('[data-report=getReport3] .overview-open').count(), 1);
    assert.deepEqual(await focused(page), ['getReport3', 'hide']);
  });

  behavior(
    'shows the buttons of a card to whoever is there, and a star that is set always',
    'arranged',
    async (page) => {
      const opacity = (report: string, button: string) =>
        card(page, report)
          .getByTestId(button)
          .evaluate((element) => getComputedStyle(element).opacity);
      assert.equal(await opacity('getReport0', 'hide'), '0');
      await card(page, 'getReport0').hover();
      assert.equal(await opacity('getReport0', 'hide'), '1');
      await card(page, 'getReport2').locator('.overview-open').focus();
      assert.equal(await opacity('getReport2', 'favorite'), '1');
      assert.equal(await opacity('getReport3', 'favorite'), '1');
    },
  );

  behavior('says how far sample data is, and can be canceled', 'filling', async (page) => {
    await page.getByText('12 of 57').waitFor();
    await page.getByTestId('cancel-filling').click();
    assert.deepEqual(await last(page), { type: 'cancel' });
  });

  behavior('has a button that fills the overview of a tenant', 'empty', async (page) => {
    await page.getByTestId('overview-empty').getByTestId('overview-collect').click();
    assert.deepEqual(await last(page), { type: 'collect' });
  });
});
