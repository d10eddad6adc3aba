import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { PanelState } from '../../src/shared/pages/report.js';
import type { TableAction } from '../../src/shared/tableActions.js';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { unreadableLatestValues } from './support/chartLegend.js';
import { behavior, last, sent } from './support/reportPage.js';

const REPORT = 'getOneDriveUsageAccountDetail';
const LICENSES = 'getOffice365ActiveUserDetail';
const heading = (page: Page, text: RegExp) => page.getByTestId('groups-heading').filter({ hasText: text }).waitFor();
const group = async (page: Page) => {
  await page.getByTestId('group-by').click();
  await heading(page, /groups?\s*$/);
};
const copiedGroups = async (page: Page) => (await sent(page)).findLast(({ type }) => type === 'copyGroups');
/** The largest group first. */
const USUAL = { sort: [{ column: 1, descending: true }] };
/** What groups were asked for. */
const asked = async (page: Page) => (await sent(page)).filter((one) => one.type === 'getGroups');
const kept = (page: Page) => page.evaluate(() => window.harness.kept() as PanelState);
const cell = (page: Page, row: number, column: number) =>
  page.locator(`report-groups [data-row="${row}"] [data-index="${column}"]`);

describe('groups in place of the rows', () => {
  behavior('one click groups by licenses, the largest group first, with a chart and notes', LICENSES, async (page) => {
    await group(page);
    await heading(page, /^\s*Users by .+, \d+ groups\s*$/i);
    assert.equal(await page.locator('report-table-section').count(), 0);
    const counts = await page.locator('report-groups [data-row] [data-index="1"]').allInnerTexts();
    const numbers = counts.map((text) => Number(text.replaceAll(',', '')));
    assert.ok(numbers.length > 1);
    assert.deepEqual(
      numbers,
      numbers.toSorted((one, other) => other - one),
    );
    assert.equal(await page.getByTestId('groups-chart').locator('.bar').count(), Math.min(12, numbers.length));
    await page.getByTestId('groups-notes').getByText('in several groups').waitFor();
    // Whoever works with the keyboard goes on with the form.
    await page.locator('[data-testid=group-key]:focus').waitFor();
  });

  behavior(
    'a click on a group shows its rows with a filter, and the groups come back as they were',
    LICENSES,
    async (page) => {
      await group(page);
      const name = await cell(page, 0, 0).innerText();
      await cell(page, 0, 0).click();
      await page.getByTestId('chip').filter({ hasText: name }).waitFor();
      assert.equal(await page.locator('report-groups').count(), 0);
      assert.equal((await kept(page)).grouping, undefined);
      assert.ok((await sent(page)).some((one) => one.type === 'groupRows' && one.grouping === undefined));
      await page.locator('[role=grid] :focus').waitFor();
      await group(page);
      assert.equal(await page.getByTestId('group-key').inputValue(), 'member Assigned Products');
    },
  );

  for (const [what, goBack] of Object.entries({
    'a click': (page: Page) => page.getByTestId('back-to-groups').click(),
    Escape: (page: Page) => page.keyboard.press('Escape'),
    'Alt+Left': (page: Page) => page.keyboard.press('Alt+ArrowLeft'),
  })) {
    behavior(
      `${what} leads from the rows of a group back to the same groups, and to that group`,
      LICENSES,
      async (page) => {
        await group(page);
        const sorted = page.locator('report-groups [role=columnheader][data-index="0"]');
        await sorted.locator('.head-button').click();
        await sorted.and(page.locator('[aria-sort=ascending]')).waitFor();
        const title = await page.getByTestId('groups-heading').innerText();
        const shown = () => page.locator('report-groups [data-row] [data-index="0"]').allInnerTexts();
        // The header turns before the rows come in their new order.
        await page.waitForFunction(() => {
          const cells = document.querySelectorAll('report-groups [data-row] [data-index="0"]');
          const texts = [...cells].map((one) => one.textContent.trim());
          return texts.length > 1 && texts.every((text, at) => text >= (texts[at - 1] ?? ''));
        });
        const names = await shown();
        const before = await kept(page);
        await cell(page, 2, 0).click();
        await page.locator('report-table-section [role=grid] :focus').waitFor();
        const opened = await kept(page);
        assert.deepEqual(opened.openedGroup?.grouping, before.grouping, 'the way back survives a reload');
        await goBack(page);
        await heading(page, new RegExp(`^\\s*${title}\\s*$`));
        await cell(page, 2, 0).and(page.locator(':focus')).waitFor();
        assert.deepEqual(await shown(), names);
        assert.deepEqual(await kept(page), before);
        const groupings = await asked(page);
        assert.deepEqual(groupings.at(-1), { ...groupings[0], grouping: before.grouping });
      },
    );
  }

  behavior("Escape ends a selection first, and Alt+Left in the search box is the text's", LICENSES, async (page) => {
    await group(page);
    await cell(page, 0, 0).click();
    await page.locator('report-table-section [role=grid] :focus').waitFor();
    await page.keyboard.press(' ');
    await page.locator('[data-row][aria-selected=true]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-row][aria-selected=true]').waitFor({ state: 'detached' });
    await page.getByTestId('filter').press('Alt+ArrowLeft');
    await page.getByTestId('filter').press('Escape');
    await page.getByTestId('back-to-groups').waitFor();
    assert.equal(await page.locator('report-groups').count(), 0);
  });

  behavior(
    'what the grouped rows are filtered by is above the groups, and can be taken off',
    LICENSES,
    async (page) => {
      await page.getByTestId('filter').fill('a');
      await page.getByTestId('filter').press('Enter');
      await group(page);
      const chips = page.locator('report-groups').getByTestId('chip');
      await chips.filter({ hasText: 'Filter rows a' }).waitFor();
      await cell(page, 0, 0).click();
      await page.locator('report-table-section').getByTestId('chip').waitFor();
      await group(page);
      await chips.nth(1).waitFor();
      await chips.first().click();
      await chips.nth(1).waitFor({ state: 'detached' });
      assert.deepEqual((await kept(page)).view, { filter: 'a' });
      await chips.and(page.locator(':focus')).waitFor();
      await page.locator('report-groups').getByTestId('clear-all').click();
      await chips.first().waitFor({ state: 'detached' });
      assert.deepEqual((await kept(page)).view, {});
      assert.deepEqual((await asked(page)).at(-1)?.view, {});
    },
  );

  behavior('each choice of the form can be read whole, in a narrow page and at 200 %', LICENSES, async (page) => {
    await group(page);
    for (const width of [400, 295, 1180]) {
      await page.setViewportSize({ width, height: 860 });
      assert.deepEqual(await page.evaluate(cutChoices), [], `${width} px`);
    }
  });

  behavior('Enter opens a group, Space selects it, and groups are copied as rows are', LICENSES, async (page) => {
    await group(page);
    await page.keyboard.press('Escape');
    await cell(page, 0, 0).focus();
    await page.keyboard.press('Control+c');
    assert.deepEqual((await last(page))?.type, 'copyGroups');
    await page.keyboard.press(' ');
    await page.locator('report-groups [data-row="0"][aria-selected=true]').waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId('chip').first().waitFor();
  });

  behavior('the context menu of a group and of its header does what the menu of rows does', LICENSES, async (page) => {
    await group(page);
    const act = (action: TableAction, column: number, row?: number) =>
      page.evaluate((event) => window.harness.tell(event), {
        type: 'actOnTable' as const,
        action,
        column,
        ...(row === undefined ? {} : { row }),
      });
    const entries = async (place: Locator) =>
      JSON.parse((await place.getAttribute('data-vscode-context')) ?? 'null') as unknown;
    await cell(page, 1, 0).click({ button: 'right' });
    await cell(page, 1, 0).and(page.locator(':focus')).waitFor();
    assert.deepEqual(await entries(cell(page, 1, 0)), {
      ...{ webviewSection: 'usageReportsGroup', preventDefaultContextMenuItems: true, row: 1, column: 0 },
      ...{ canFilter: true, isRange: false, isUser: false },
    });
    await act('copyCell', 0, 1);
    await page.evaluate(() => window.harness.settled());
    assert.deepEqual(await copiedGroups(page), {
      ...{ type: 'copyGroups', view: USUAL, rows: [{ start: 1, end: 2 }], columns: [0], withoutNames: true },
    });
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await cell(page, 2, 1).click({ button: 'right' });
    assert.equal(((await entries(cell(page, 2, 1))) as { isRange: boolean }).isRange, true);
    for (const [action, format] of Object.entries({
      copyAsCsv: 'csvNormalized',
      copyAsJson: 'json',
      copyAsMarkdown: 'markdown',
    })) {
      await act(action as TableAction, 1, 2);
      await page.evaluate(() => window.harness.settled());
      assert.deepEqual(await copiedGroups(page), {
        ...{ type: 'copyGroups', view: USUAL, rows: [{ start: 1, end: 3 }], columns: [0, 1], format },
      });
    }
    const header = page.locator('report-groups [role=columnheader][data-index="1"]');
    await header.locator('.head-name').click({ button: 'right' });
    assert.equal(((await entries(header)) as { webviewSection: string }).webviewSection, 'usageReportsGroupHeader');
    await act('sortAscending', 1);
    await header.and(page.locator('[aria-sort=ascending]')).waitFor();
    const name = (await cell(page, 0, 0).innerText()).trim();
    await act('showGroup', 0, 0);
    await page.getByTestId('chip').filter({ hasText: name }).waitFor();
    assert.equal(await page.locator('report-groups').count(), 0);
  });

  behavior(
    'groups that are selected as whole rows are copied by the buttons above their table',
    LICENSES,
    async (page) => {
      await group(page);
      await cell(page, 0, 0).focus();
      await page.keyboard.press('Shift+Space');
      await page.keyboard.press('Shift+ArrowDown');
      await page.locator('report-groups').getByTestId('selection').filter({ hasText: '2' }).waitFor();
      await page.locator('report-groups').getByTestId('copy-selected-markdown').click();
      assert.deepEqual(await copiedGroups(page), {
        ...{ type: 'copyGroups', view: USUAL, rows: [{ start: 0, end: 2 }], format: 'markdown' },
      });
    },
  );

  behavior('the find bar finds a text in the groups as in rows, and keeps it for the rows', LICENSES, async (page) => {
    await group(page);
    const names = await page.locator('report-groups [data-row] [data-index="0"]').allInnerTexts();
    const text = names.at(-1)?.trim() ?? '';
    const matches = names.flatMap((one, row) => (one.toLowerCase().includes(text.toLowerCase()) ? [row] : []));
    await cell(page, 0, 1).focus();
    await page.keyboard.press('Control+f');
    await page.locator('report-groups [data-testid=find]:focus').waitFor();
    await page.keyboard.type(text);
    await page.getByTestId('find-count').getByText(`1 of ${matches.length}`, { exact: true }).waitFor();
    await cell(page, matches[0] ?? -1, 0)
      .and(page.locator('.found-now'))
      .waitFor();
    await page.keyboard.press('F3');
    await cell(page, matches[1] ?? matches[0] ?? -1, 0)
      .and(page.locator('.found-now'))
      .waitFor();
    assert.equal((await kept(page)).findText, text);
    await page.keyboard.press('Escape');
    await page.getByTestId('find-bar').waitFor({ state: 'detached' });
    await page.locator('report-groups [role=grid] :focus').waitFor();
    assert.equal(await page.locator('report-groups .found').count(), 0);
    // The button does the same, and the text is still there.
    await page.locator('report-groups').getByTestId('find-button').click();
    await page.getByTestId('find-count').getByText(/ of /).waitFor();
    await page.getByTestId('back-to-rows').click();
    await page.locator('report-table-section').getByTestId('find-bar').waitFor();
  });

  behavior('in a narrow page the names of groups are whole, and the amounts scroll', LICENSES, async (page) => {
    await group(page);
    for (const width of [400, 295, 1180]) {
      await page.setViewportSize({ width, height: 860 });
      await page.waitForFunction((whole) => window.innerWidth === whole, width);
      await page.evaluate(() => window.harness.settled());
      const cut = await page
        .locator('report-groups [data-row] [data-index="0"]')
        .evaluateAll((cells) =>
          cells.flatMap((one) => (one.scrollWidth > one.clientWidth + 1 ? [one.textContent.trim()] : [])),
        );
      assert.deepEqual(cut, [], `${width} px`);
    }
    assert.equal(
      await page.locator('report-groups [data-row="0"] .pinned').count(),
      1,
      'where there is room, they stay in view',
    );
  });

  behavior('what selected cells come to is below the groups, and said once', LICENSES, async (page) => {
    await group(page);
    await page.getByTestId('group-hint').waitFor();
    const counts = (await page.locator('report-groups [data-row] [data-index="1"]').allInnerTexts()).slice(0, 2);
    await cell(page, 0, 0).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    const foot = page.locator('report-groups').getByTestId('selection-foot');
    const sum = counts.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
    await foot.filter({ hasText: `Sum: ${sum.toLocaleString('en-US')}` }).waitFor();
    assert.match(await page.getByTestId('groups-status').innerText(), /^2 cells selected; 2 numbers; Sum: /);
    await page.keyboard.press('Escape');
    await foot.waitFor({ state: 'detached' });
  });

  behavior('the form changes keys and amounts, and the panel keeps what was chosen', LICENSES, async (page) => {
    await group(page);
    await page.getByTestId('group-measure-3').selectOption({ index: 1 });
    await page.locator('report-groups [role=columnheader]').nth(3).waitFor();
    assert.equal((await kept(page)).grouping?.measures.length, 3);
    await page.getByTestId('group-measure-3').selectOption('');
    await page.locator('report-groups [role=columnheader]').nth(3).waitFor({ state: 'detached' });
    await page.getByTestId('group-second-key').selectOption({ index: 2 });
    await page.waitForFunction(() => (window.harness.kept() as PanelState).grouping?.keys.length === 2);
  });

  behavior('days have an earliest and a latest, amounts a lowest and a highest', LICENSES, async (page) => {
    await group(page);
    const labels = await page.getByTestId('group-measure-3').locator('option').allInnerTexts();
    const ofDays = labels.filter((label) => /Teams last activity date: /i.test(label));
    assert.ok(
      ofDays.some((label) => label.endsWith(': earliest')) && ofDays.some((label) => label.endsWith(': latest')),
    );
    assert.ok(!ofDays.some((label) => /: (?:lowest|highest)$/.test(label)));
  });

  behavior('sites that have owners are no users', 'getSharePointSiteUsageDetail', async (page) => {
    await group(page);
    const labels = await page.getByTestId('group-measure-1').locator('option').allInnerTexts();
    assert.ok(labels.includes('Rows') && !labels.includes('Users'), labels.slice(0, 3).join());
    assert.doesNotMatch(await page.getByTestId('groups-heading').innerText(), /^\s*Users/);
  });

  behavior(
    'their order is a part of the grouping: kept by the panel, told to the host, and shown again with a view',
    LICENSES,
    async (page) => {
      await group(page);
      const names = () => page.locator('report-groups [data-row] [data-index="0"]').allInnerTexts();
      const usual = await names();
      const sorted = page.locator('report-groups [role=columnheader][data-index="0"]');
      await sorted.locator('.head-button').click();
      await sorted.and(page.locator('[aria-sort=ascending]')).waitFor();
      await cell(page, 0, 0)
        .filter({ hasText: usual.toSorted((one, other) => one.localeCompare(other))[0] })
        .waitFor();
      const byName = await names();
      assert.notDeepEqual(byName, usual);
      const { grouping } = await kept(page);
      assert.deepEqual(grouping?.sort, [{ column: 'Assigned Products' }]);
      assert.deepEqual(
        (await sent(page)).findLast(({ type }) => type === 'groupRows'),
        { type: 'groupRows', grouping },
      );
      assert.equal(
        (await sent(page)).filter(({ type }) => type === 'getGroups').length,
        1,
        'a sort asks for no groups',
      );
      await page.getByTestId('group-measure-3').selectOption({ index: 1 });
      await page.locator('report-groups [role=columnheader]').nth(3).waitFor();
      assert.deepEqual((await kept(page)).grouping?.sort, grouping.sort, 'another amount leaves the order as it is');

      const show = (shown: PanelState['grouping']) =>
        page.evaluate(
          (one) =>
            window.harness.tell({
              ...{ type: 'showView', view: {}, columnChoices: { showConstant: false } },
              ...(one === undefined ? {} : { grouping: one }),
            }),
          shown,
        );
      await show({ ...grouping, sort: undefined });
      await cell(page, 0, 0)
        .filter({ hasText: usual[0] ?? '' })
        .waitFor();
      await show(grouping);
      await cell(page, 0, 0)
        .filter({ hasText: byName[0] ?? '' })
        .waitFor();
    },
  );

  behavior('the menu of a header groups by its column', REPORT, async (page) => {
    const head = page.locator('[role=columnheader]').filter({ hasText: /Storage used/i });
    const column = Number(await head.first().getAttribute('data-index'));
    await page.evaluate(
      (at) => window.harness.tell({ type: 'actOnTable', action: 'groupByColumn', column: at }),
      column,
    );
    await heading(page, /Storage used/i);
    assert.match(await page.getByTestId('group-key').inputValue(), /^range /);
  });

  behavior('Back to Rows gives the focus back to the button', LICENSES, async (page) => {
    await group(page);
    await page.getByTestId('back-to-rows').click();
    await page.locator('[data-testid=group-by]:focus').waitFor();
    assert.ok((await sent(page)).some((one) => one.type === 'groupRows' && one.grouping === undefined));
  });

  behavior('a refusal is a sentence, and the form is still there', LICENSES, async (page) => {
    await group(page);
    const weekday = await page
      .locator('[data-testid=group-key] option[value^="weekday "]')
      .first()
      .getAttribute('value');
    await page.getByTestId('group-key').selectOption(weekday);
    await page.getByTestId('groups-refusal').filter({ hasText: 'mean nothing' }).waitFor();
    await page.getByTestId('group-key').selectOption({ index: 0 });
    await page.getByTestId('groups-refusal').waitFor({ state: 'detached' });
  });

  behavior(
    'Over Time draws a line for each of the largest groups, keeps doing so, and can be turned off',
    LICENSES,
    async (page) => {
      await group(page);
      await page.getByTestId('over-time').click();
      const chart = page.getByTestId('groups-over-time');
      await chart.waitFor();
      const names = await chart.getByTestId('group-line').locator('th').allInnerTexts();
      assert.ok(names.length > 1 && names.length <= 6, String(names.length));
      assert.equal(names[0]?.trim(), (await cell(page, 0, 0).innerText()).trim());
      assert.equal(await page.getByTestId('groups-chart').count(), 0);
      await chart.getByRole('slider').press('End');
      await chart
        .getByTestId('plot-readout')
        .filter({ hasText: new RegExp(`${names[0]?.trim()} [\\d,]+`) })
        .waitFor();
      // A line goes over the day that misses nothing, and not over the gap.
      const path = (
        await chart.locator('path').evaluateAll((all) => all.map((one) => one.getAttribute('d') ?? ''))
      ).find((d) => /^M[^M]+L[^M]+L[^M]+M/.test(d));
      assert.match(path ?? '', /^M[^L]+L[^L]+L[^LM]+M[^L]+Z$/);
      // A gap is no 0.
      await chart.getByRole('slider').press('ArrowLeft');
      await chart.getByTestId('plot-readout').filter({ hasText: /blank/i }).waitFor();
      assert.equal((await kept(page)).grouping?.overTime, true);
      await page.getByTestId('group-measure-3').selectOption({ index: 1 });
      await page.locator('report-groups [role=columnheader]').nth(3).waitFor();
      await chart.waitFor();
      await page.locator('[data-testid=over-time][aria-pressed=true]').click();
      await page.getByTestId('groups-chart').waitFor();
      assert.equal((await kept(page)).grouping?.overTime, undefined);
    },
  );

  behavior('over time, nothing covers the values of a group in a narrow page', LICENSES, async (page) => {
    await page.setViewportSize({ width: 400, height: 860 });
    await group(page);
    await page.getByTestId('over-time').click();
    await page.getByTestId('group-line').first().waitFor();
    assert.deepEqual(await unreadableLatestValues(page), []);
  });

  behavior('what is read of snapshots is told, and can be stopped', LICENSES, async (page) => {
    await group(page);
    await page.evaluate(() => window.harness.setSilent('getGroupsOverTime'));
    await page.getByTestId('over-time').click();
    await page.getByTestId('over-time-reading').waitFor();
    await page.evaluate(() => window.harness.tell({ type: 'snapshotsRead', read: 2, total: 14 }));
    await page.getByTestId('over-time-reading').getByText('2 of 14').waitFor();
    await page.getByTestId('stop-over-time').click();
    await page.getByTestId('groups-chart').waitFor();
    await page.waitForFunction(() => window.harness.canceled() > 0);
  });

  behavior('one snapshot alone is said, with a button that opens the setting', LICENSES, async (page) => {
    await group(page);
    await page.getByTestId('group-measure-1').selectOption({ label: 'Assigned Products: different values' });
    await page.getByTestId('over-time').click();
    const refusal = page.getByTestId('over-time-refusal');
    await refusal.getByText('two archived snapshots').waitFor();
    await refusal.getByRole('button', { name: 'Open Setting' }).click();
    await page.evaluate(() => window.harness.settled());
    assert.deepEqual(await last(page), { type: 'action', id: 'openSnapshotsSetting' });
  });

  behavior('what could not be read is said, and is asked again', LICENSES, async (page) => {
    await page.evaluate(() => window.harness.setFailing('getGroups', true));
    await page.getByTestId('group-by').click();
    await page.getByTestId('request-failure').waitFor();
    await page.evaluate(() => window.harness.setFailing('getGroups', false));
    await page.getByTestId('retry-request').click();
    await heading(page, /groups?\s*$/);
  });

  checkState({ page: 'report', name: 'groups', state: LICENSES, prepare: group, sizes: [NARROW, ZOOMED] });
  checkState({
    page: 'report',
    name: 'groups over time',
    state: LICENSES,
    prepare: async (page) => {
      await group(page);
      await page.getByTestId('over-time').click();
      await page.getByTestId('groups-over-time').waitFor();
    },
    sizes: [NARROW, ZOOMED],
  });
});

/** Runs in the page. What a list shows closed is no element: its text is laid out again beside it, and needs as much room. */
function cutChoices(): string[] {
  const ruler = document.body.appendChild(document.createElement('div'));
  const sum = (...edges: readonly string[]) => edges.reduce((all, edge) => all + parseFloat(edge), 0);
  const cut = [...document.querySelectorAll<HTMLSelectElement>('.groups-form select')].flatMap((select) => {
    const longest = [...select.options].toSorted((one, other) => other.text.length - one.text.length).slice(0, 12);
    return longest.flatMap(({ index, text }) => {
      select.selectedIndex = index;
      const style = getComputedStyle(select);
      const { font, whiteSpace, overflowWrap } = style;
      const box = select.getBoundingClientRect();
      const across = sum(style.paddingLeft, style.paddingRight, style.borderLeftWidth, style.borderRightWidth);
      const down = sum(style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth);
      // Of a width that follows from the text, a fraction of a pixel is lost.
      const width = box.width - across + 0.1;
      Object.assign(ruler.style, { position: 'absolute', font, whiteSpace, overflowWrap, width: `${width}px` });
      ruler.textContent = text;
      return ruler.scrollWidth > width + 1 || ruler.scrollHeight > box.height - down + 1 ? [text] : [];
    });
  });
  ruler.remove();
  return cut;
}
