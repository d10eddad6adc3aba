import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCancelled } from '../../../../src/base/errors.js';
import { FIND_STEPS } from '../../../../src/shared/find.js';
import type { TableView } from '../../../../src/shared/report.js';
import { hasReason } from '../../../support/rejections.js';
import { fileOfEveryType, tablesInBoth } from './tablesInBoth.js';

const text = fileOfEveryType(3_000, (row) => row * 13);

describe('finding a text where the table is', () => {
  const { here, there } = tablesInBoth(text);

  it('answers the same in a worker as here, and what is found is in the rows of the view', async () => {
    const [far, near] = [await there(), await here()];
    const views: TableView[] = [{}, { sort: [{ column: 1, descending: true }] }, { filter: 'user1' }];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...views),
        fc.constantFrom('user69', '13', '2026-11', 'b', 'pt', 'nowhere'),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
        fc.record({ row: fc.nat({ max: 3_100 }), column: fc.nat({ max: 5 }) }),
        fc.constantFrom(...FIND_STEPS),
        async (view, wanted, columns, from, step) => {
          const find = { text: wanted, columns };
          const found = await near.find(view, find, from, step);
          assert.deepEqual(await far.find(view, find, from, step), found);
          const start = found.cell?.row ?? 0;
          const marked = await near.foundColumns(view, find, start, start + 20);
          assert.deepEqual(await far.foundColumns(view, find, start, start + 20), marked);
          if (found.cell !== null) {
            assert.ok(marked[0]!.includes(found.cell.column));
            const { rows } = await near.rows(view, start, start + 1);
            assert.deepEqual(rows[0]![found.cell.column], found.cell.value);
            assert.ok(found.cell.text.toLowerCase().includes(wanted));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on without looking again, and looks anew for another text, other columns, and another view', async () => {
    const table = await here();
    const all = { text: 'user1', columns: [0] };
    const first = { row: 0, column: 0 };
    const { total } = await table.find({}, all, first, 'here');
    assert.deepEqual((await table.find({}, all, first, 'next')).cell?.number, 1);
    assert.notEqual((await table.find({}, { ...all, text: 'user12' }, first, 'here')).total, total);
    assert.notEqual((await table.find({}, { ...all, columns: [1] }, first, 'here')).total, total);
    assert.notEqual((await table.find({ filter: 'PT1M' }, all, first, 'here')).total, total);
    assert.equal((await table.find({}, all, first, 'here')).total, total);
  });

  it('can be canceled, and is refused once the table is closed', async () => {
    for (const table of [await there(), await here()]) {
      const cancel = new AbortController();
      const finding = table.find({}, { text: 'user', columns: [0, 1] }, { row: 0, column: 0 }, 'here', cancel.signal);
      cancel.abort();
      await assert.rejects(finding, isCancelled);
      table.dispose();
      await assert.rejects(
        table.find({}, { text: 'user', columns: [0] }, { row: 0, column: 0 }, 'here'),
        hasReason('invalidRequest'),
      );
    }
  });
});
