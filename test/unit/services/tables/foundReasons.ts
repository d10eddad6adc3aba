import assert from 'node:assert/strict';
import { blankReason, type BlankReason } from '../../../../src/shared/blankReasons.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import type { CellWords } from '../../../../src/shared/format/cellTexts.js';
import { readTexts } from '../../../support/pageTexts/readTexts.js';

/** How a page in another language writes why a cell is blank: in words that no value has. */
const wordOf = (reason: string) => `Grund:${reason}!`;

/** Finds the reasons in blank cells as a page writes them, and compares them with what the rows say. Each of `reasons` is in some cell. */
export async function checkFoundReasons(table: TableHandle, ...reasons: readonly BlankReason[]): Promise<void> {
  const { common, report } = readTexts();
  const words: CellWords = {
    ...{ ...common, groups: report.groups, language: 'de' },
    blankReasons: Object.fromEntries(
      Object.keys(common.blankReasons).map((reason) => [reason, wordOf(reason)]),
    ) as CellWords['blankReasons'],
  };
  await table.showAs(words);
  const columns = [...table.columns.keys()].filter((index) => table.columns[index]?.ownTexts !== true);
  const { rows } = await table.rows({}, 0, table.rowCount);
  for (const reason of reasons) {
    const written: string[] = [];
    for (const [row, cells] of rows.entries()) {
      for (const column of columns) {
        const { blanksIn, type } = table.columns[column] ?? assert.fail();
        const state = cells[table.columns.findIndex(({ name }) => name === blanksIn)];
        const isBlank = cells[column] === null || (Array.isArray(cells[column]) && cells[column].length === 0);
        if (isBlank && typeof state === 'string' && blankReason(state, type) === reason) {
          written.push(`${row}/${column}`);
        }
      }
    }
    assert.notDeepEqual(written, [], reason);
    const find = { text: wordOf(reason).toUpperCase(), columns };
    const { total, cell } = await table.find({}, find, { row: 0, column: 0 }, 'here');
    const found = await table.foundColumns({}, find, 0, table.rowCount);
    assert.deepEqual(
      found.flatMap((inRow, row) => inRow.map((column) => `${row}/${column}`)),
      written,
      reason,
    );
    assert.equal(total, written.length);
    const { blanksIn = '', type } = table.columns[cell?.column ?? -1] ?? assert.fail();
    assert.notEqual(blanksIn, '');
    assert.equal(blankReason(cell?.blankState ?? '', type), reason);
  }
  // What a value has says nothing of why others are blank.
  const { cell } = await table.find({}, { text: 'northlight', columns }, { row: 0, column: 0 }, 'here');
  assert.equal(cell?.blankState, undefined);
}
