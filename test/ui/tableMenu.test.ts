import assert from 'node:assert/strict';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { clickUntil, until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

describe("the context menu of a report's table", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const choose = (name: string) => workbench.contextMenu.choose(name);

  it('copies a range of cells, with headers and in other formats', async () => {
    const { page } = workbench;
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email activity, user details');
    const cell = (row: number, place: number) => content.locator(`[data-row="${row}"] [aria-colindex="${place}"]`);
    await cell(1, 2).click();
    await cell(1, 2).and(content.locator(':focus')).waitFor();
    const copied = async (act: () => Promise<void>) => {
      await emptyClipboard(page);
      await act();
      await page
        .locator('.statusbar')
        .getByText(/cells copied/)
        .waitFor();
      return copiedText(page);
    };
    await cell(1, 2).press('Shift+ArrowRight');
    await cell(1, 3).press('Shift+ArrowDown');
    await cell(2, 3).and(content.locator(':focus')).waitFor();
    const plain = await copied(() => cell(2, 3).press('Control+c'));
    const lines = plain.split('\n').map((line) => line.split('\t'));
    assert.deepEqual(
      lines.map(({ length }) => length),
      [2, 2],
    );

    const fromMenu = (names: readonly string[]) => async () => {
      await workbench.contextMenu.openOn(cell(2, 2));
      for (const name of names.slice(0, -1)) {
        const entry = workbench.contextMenu.entries.filter({ hasText: name }).first();
        await entry.hover();
        await page.keyboard.press('ArrowRight');
      }
      await choose(names.at(-1) ?? '');
    };
    const withHeaders = await copied(fromMenu(['Copy with Headers']));
    const [header = '', ...rest] = withHeaders.split('\n');
    assert.equal(rest.join('\n'), plain);
    const names = header.split('\t');
    const heads = await Promise.all(
      [2, 3].map((place) =>
        content.locator(`[role=columnheader][aria-colindex="${place}"]`).getAttribute('data-column'),
      ),
    );
    assert.deepEqual(names, heads);
    const objects = JSON.parse(await copied(fromMenu(['Copy As', 'JSON']))) as Record<string, unknown>[];
    assert.deepEqual(
      objects.map((row) => Object.keys(row)),
      [names, names],
    );
    const csv = await copied(fromMenu(['Copy As', 'CSV']));
    assert.equal(csv.split('\r\n')[0], names.join(','), 'no mark of a file stands before the first name');
    await content.locator('.grid').press('Escape');
  });

  it('acts on the cell under the pointer, or the one that has the focus', async () => {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email activity, user details');
    const { content } = panel;
    const name = content.locator('[data-row="2"] [aria-colindex="1"]');
    await workbench.contextMenu.openOn(name);
    assert.deepEqual(await workbench.contextMenu.labels(), [
      'Show Row Details',
      'Copy Cell',
      'Copy Rows',
      'Copy As',
      'Copy Addresses',
      'Filter by This Value',
      'Find This User',
      'Open as Text',
    ]);
    await workbench.screenshot('table-context-menu');
    const user = (await name.innerText()).trim();
    await choose('Filter by This Value');
    const chip = content.getByTestId('chip').filter({ hasText: user });
    await chip.waitFor();
    await content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();

    await content.locator('[data-row="0"] [aria-colindex="1"]').click();
    await content.locator('[data-row="0"] [aria-colindex="1"]:focus').waitFor();
    await emptyClipboard(workbench.page);
    await workbench.contextMenu.open((patience) =>
      content.locator('[data-row="0"] [aria-colindex="1"]').press('Shift+F10', { timeout: patience }),
    );
    await choose('Copy Cell');
    await workbench.page.locator('.statusbar').getByText('1 cell copied').waitFor();
    assert.equal(await copiedText(workbench.page), user);

    await workbench.contextMenu.openOn(content.locator('[role=columnheader][aria-colindex="1"] .head-name'));
    assert.deepEqual(await workbench.contextMenu.labels(), [
      ...[
        'Sort Ascending',
        'Sort Descending',
        'Filter…',
        'Group by This Column',
        'Hide Column',
        'Unpin Column',
        'Choose Columns…',
      ],
    ]);
    await choose('Sort Descending');
    await content.locator('[role=columnheader][aria-colindex="1"][aria-sort=descending]').waitFor();

    // A cell that names nobody: the user of its row is meant.
    await workbench.contextMenu.openOn(content.locator('[data-row="0"] [aria-colindex="3"]'));
    await choose('Find This User');
    await workbench.page.getByRole('tab', { name: 'User', exact: true }).waitFor();
    const found = await workbench.reportPanel();
    await found.content.locator('main').getByText(user).first().waitFor();
    assert.deepEqual(found.consoleErrors(), []);
  });

  it('gives the focus back to its cell, as the command palette does', async () => {
    const { page } = workbench;
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Mailbox usage, mailbox details');
    const { content } = panel;
    const cell = (row: number) => content.locator(`[data-row="${row}"] [aria-colindex="2"]`);
    const hasFocus = (row: number) => cell(row).and(content.locator(':focus')).waitFor();
    await cell(1).click();
    await hasFocus(1);
    await workbench.contextMenu.open(() => page.keyboard.press('Shift+F10'));
    await workbench.contextMenu.dismiss();
    await hasFocus(1);
    await page.keyboard.press('ArrowDown');
    await hasFocus(2);
    await workbench.contextMenu.open(() => page.keyboard.press('Shift+F10'));
    await choose('Copy Cell');
    await hasFocus(2);
    await page.keyboard.press('ArrowDown');
    await hasFocus(3);
    const frame = await panel.frame();
    // VS Code finds out by polling that a page has lost the focus. Where the palette is closed just then, it gives the focus to nobody.
    await until(async (patience) => {
      if (await frame.evaluate(() => document.hasFocus())) {
        await page.keyboard.press('F1');
        await page.locator('.quick-input-widget input:focus').waitFor({ timeout: patience });
      } else {
        await workbench.quickInput.openPalette();
      }
      await workbench.quickInput.dismiss();
      await frame.waitForFunction(() => document.hasFocus(), undefined, { timeout: patience });
    });
    await hasFocus(3);
    await page.keyboard.press('ArrowDown');
    await hasFocus(4);
  });

  it('arranges columns, and with the order of the rows they are the same after a reload', async () => {
    const title = 'Teams user activity, user details';
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Microsoft Teams', title);
    const head = (name: string, place = content) => place.locator(`[role=columnheader][data-column="${name}"]`);
    const heads = content.locator('[role=columnheader]');
    const before = await heads.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['column'] ?? ''));
    const [first = '', second = '', third = '', fourth = ''] = before;

    await workbench.contextMenu.openOn(head(third).locator('.head-name'));
    await choose('Hide Column');
    await head(third).waitFor({ state: 'detached' });
    await content.getByTestId('hidden-columns').filter({ hasText: '1 column hidden' }).waitFor();
    await head(second).locator('.head-button').click();
    await head(second).and(content.locator('[aria-sort=ascending]')).waitFor();
    await head(fourth)
      .locator('.head-button')
      .click({ modifiers: ['Shift'] });
    await head(fourth).locator('.head-rank').filter({ hasText: '2' }).waitFor();
    await head(fourth).locator('.head-button').press('Control+Shift+ArrowLeft');
    await content.locator(`[role=columnheader][aria-colindex="2"][data-column="${fourth}"]`).waitFor();

    await content.getByTestId('fold-charts').click();
    await content.locator('.cards').waitFor({ state: 'hidden' });
    await workbench.reload();
    const again = (await loadedPanel(workbench, title)).content;
    await again.locator(`[role=columnheader][aria-colindex="2"][data-column="${fourth}"]`).waitFor();
    await again.getByTestId('hidden-columns').filter({ hasText: '1 column hidden' }).waitFor();
    assert.deepEqual(
      await again
        .locator('[role=columnheader]')
        .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['column'] ?? '')),
      [first, fourth, ...before.filter((name) => ![first, third, fourth].includes(name))],
    );
    await head(second, again).locator('.head-rank').filter({ hasText: '1' }).waitFor();
    await head(fourth, again).locator('.head-rank').filter({ hasText: '2' }).waitFor();
    await again.locator('[data-testid=fold-charts][aria-expanded=false]').waitFor();
    await workbench.screenshot('table-columns');

    // Another period is another panel, and has them as they were left.
    const other = await openFromSidebar(workbench, 'Last 7 days', 'Microsoft Teams', title);
    await other.content.locator(`[role=columnheader][aria-colindex="2"][data-column="${fourth}"]`).waitFor();
    await other.content.locator('[data-testid=fold-charts][aria-expanded=false]').waitFor();
    await other.content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    const reset = other.content.getByTestId('reset-columns');
    await clickUntil(other.content.getByTestId('columns-button'), reset);
    await reset.click();
    await other.content.locator(`[role=columnheader][aria-colindex="2"][data-column="${second}"]`).waitFor();
    await head(third, other.content).waitFor();
    assert.deepEqual(other.consoleErrors(), []);
  });

  it('shows all values of a row, by Enter as well, and of the rows around', async () => {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email apps usage, user details');
    const { content } = panel;
    const name = (row: number) => content.locator(`[data-row="${row}"] [aria-colindex="1"]`);
    const title = content.getByTestId('row-card-title');
    await workbench.contextMenu.openOn(name(1));
    await choose('Show Row Details');
    await title.filter({ hasText: (await name(1).innerText()).trim() }).waitFor();
    await content.getByTestId('row-card-values').and(content.locator(':focus')).press('Escape');
    await name(1).and(content.locator(':focus')).press('Enter');
    await content.getByTestId('row-card-values').and(content.locator(':focus')).press('ArrowDown');
    const user = (await name(2).innerText()).trim();
    await title.filter({ hasText: user }).waitFor();
    await workbench.screenshot('row-details');
    assert.deepEqual(panel.consoleErrors(), []);
    await content.getByTestId('row-card-user').click();
    await workbench.page.getByRole('tab', { name: 'User', exact: true }).waitFor();
    await (await workbench.reportPanel()).content.locator('main').getByText(user).first().waitFor();
  });

  it('leaves Ctrl+F to the search of the table, which finds a row far below', async () => {
    const title = 'Email activity, user details';
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', title);
    const { content } = panel;
    const first = content.locator('[data-row="0"] [aria-colindex="1"]');
    await first.click();
    await first.and(content.locator(':focus')).waitFor();
    await first.press('Control+End');
    await content.locator('[role=gridcell]:focus').waitFor();
    const last = content.locator('[data-row]:has(:focus)');
    await last.and(content.locator(':not(.pending)')).waitFor();
    const row = Number(await last.getAttribute('data-row'));
    assert.ok(row > 50, String(row));
    const user = (await last.locator('[aria-colindex="1"]').innerText()).trim();
    await content.locator('[role=gridcell]:focus').press('Control+Home');
    await first.and(content.locator(':focus')).waitFor();

    await first.press('Control+f');
    const input = content.getByTestId('find');
    await input.and(content.locator(':focus')).waitFor();
    await input.fill(user);
    const count = content.getByTestId('find-count');
    await count.filter({ hasText: /^1 of \d/ }).waitFor();
    const found = content.locator(`[data-row="${row}"] .found-now`);
    await found.waitFor();
    await workbench.screenshot('find-in-table');
    // The search of VS Code would look at the rows on screen only.
    assert.equal(await workbench.page.locator('.simple-find-part.visible, .find-widget.visible').count(), 0);

    // Of several the next one, and with Shift back.
    await input.fill('@');
    await count.filter({ hasText: /^\d+ of \d\d/ }).waitFor();
    const before = await count.innerText();
    await input.press('Enter');
    await count.filter({ hasText: / of / }).filter({ hasNotText: before }).waitFor();
    await input.press('Shift+Enter');
    await count.filter({ hasText: before }).waitFor();
    assert.deepEqual(panel.consoleErrors(), []);

    // The text is still looked for after a reload.
    await workbench.reload();
    const again = (await loadedPanel(workbench, title)).content;
    await again
      .getByTestId('find-count')
      .filter({ hasText: / of \d\d/ })
      .waitFor();
    assert.equal(await again.getByTestId('find').inputValue(), '@');
    await again.getByTestId('find').press('Enter');
    await again.locator('.found-now').waitFor();
    await again.getByTestId('find').press('Escape');
    await again.locator('[role=gridcell]:focus').waitFor();
    await again.getByTestId('find-bar').waitFor({ state: 'detached' });
  });

  it('of a chart is the one of its button, and no other beside it', async () => {
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email activity, daily');
    const card = content.getByTestId('chart-card').first();
    await card.locator('.latest').click({ button: 'right' });
    await card.getByRole('menuitem', { name: 'Copy as Image' }).and(content.locator(':focus')).waitFor();
    await workbench.screenshot('chart-context-menu');
    assert.equal(await workbench.contextMenu.entries.count(), 0);
  });
});
