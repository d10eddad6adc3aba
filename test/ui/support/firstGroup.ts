import assert from 'node:assert/strict';
import type { ReportPanel } from './reportPanel.js';
import { clickUntil } from './until.js';

/** A group, and how many rows it has. */
export interface FirstGroup {
  readonly name: string;
  readonly rows: number;
}

/** Groups the rows of a panel by a column, and clicks the first group, so that its rows are shown. */
export async function showFirstGroup({ content }: ReportPanel, key: string): Promise<FirstGroup> {
  await clickUntil(content.getByTestId('group-by'), content.getByTestId('group-key'));
  await content.getByTestId('group-key').selectOption({ label: key });
  await content
    .getByTestId('groups-heading')
    .filter({ hasText: new RegExp(`by ${key}, \\d+ groups\\s*$`, 'i') })
    .waitFor();
  const cell = (column: number) => content.locator(`report-groups [data-row="0"] [data-index="${column}"]`);
  const rows = Number((await cell(1).innerText()).replaceAll(',', ''));
  const name = (await cell(0).innerText()).trim();
  assert.ok(rows > 0);
  await clickUntil(cell(0), content.getByTestId('chip').filter({ hasText: name }));
  await content
    .getByTestId('row-count')
    .filter({ hasText: new RegExp(`^${rows.toLocaleString('en')} of [\\d,]+ rows`) })
    .waitFor();
  return { name, rows };
}
