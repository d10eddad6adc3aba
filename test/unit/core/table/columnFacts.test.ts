import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnFactsOf } from '../../../../src/core/table/query/columnFacts.js';
import { csv, csvFile, definition } from './support.js';

const COLUMNS = [
  { name: 'Report Refresh Date', type: 'date' },
  { name: 'Name', type: 'text' },
  { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
  { name: 'Message Count', type: 'number', unit: 'count' },
  { name: 'Products', type: 'list' },
  { name: 'Is Deleted', type: 'boolean' },
  { name: 'Report Period', type: 'text' },
] as const;
const report = definition(COLUMNS);
const table = (...rows: readonly (readonly string[])[]) =>
  csv(csvFile([COLUMNS.map(({ name }) => name), ...rows]), report);

describe('column facts', () => {
  it('name what every row has, blank cells included, and the largest amount of bytes', async () => {
    const of = await table(
      ['2026-11-18', 'a', '10', '5', 'E5+VISIO', 'False', '30'],
      ['2026-11-18', 'b', '', '5.0', 'E5+VISIO', 'False', '30'],
      ['2026-11-18', 'c', '2048', '5', 'E5+VISIO', 'False', '30'],
    );
    assert.deepEqual(await columnFactsOf(of), [
      { constant: '2026-11-18' },
      {},
      { largest: 2048 },
      { constant: 5 },
      { constant: ['E5', 'VISIO'] },
      { constant: false },
      { constant: '30' },
    ]);
  });

  it('tell a cell that does not fit its type, and a blank one at either end, from the others', async () => {
    const of = await table(
      ['2026-11-18', '', 'much', '', '', 'False', '30'],
      ['', '', 'much', '0', '', 'no idea', '30'],
      ['2026-11-18', '', 'much', '', '', '', '30'],
    );
    assert.deepEqual(await columnFactsOf(of), [
      {},
      { constant: null },
      { constant: 'much' },
      {},
      { constant: null },
      {},
      { constant: '30' },
    ]);
  });

  it('of one row are about the report only, and of none there are none', async () => {
    const one = await table(['2026-11-18', 'a', '10', '5', '', 'False', '30']);
    assert.deepEqual(await columnFactsOf(one), [
      { constant: '2026-11-18' },
      {},
      { largest: 10 },
      {},
      {},
      {},
      { constant: '30' },
    ]);
    assert.deepEqual(
      await columnFactsOf(await table()),
      COLUMNS.map(() => ({})),
    );
  });

  it('are what looking at every cell finds, whatever the rows', async () => {
    const cell = fc.constantFrom('', '', '1', '2', 'a', 'False', '2026-11-18');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(...COLUMNS.map(() => cell)), { minLength: 2, maxLength: 6 }), async (rows) => {
        const of = await table(...rows);
        const facts = await columnFactsOf(of);
        for (const [index, { constant, largest }] of facts.entries()) {
          const cells = rows.map((_, row) => of.value(row, index));
          const same = cells.every((value) => JSON.stringify(value) === JSON.stringify(cells[0]));
          assert.deepEqual(constant, same ? cells[0] : undefined);
          const amounts = index === 2 ? cells.filter((value) => typeof value === 'number') : [];
          assert.equal(largest, amounts.length === 0 ? undefined : Math.max(...amounts));
        }
      }),
    );
  });

  it('need not wait for the end to be given up', async () => {
    const of = await table(
      ...Array.from({ length: 60_000 }, (_, row) => ['2026-11-18', String(row), '1', '1', '', '', '30']),
    );
    await assert.rejects(columnFactsOf(of, AbortSignal.abort()), { name: 'AbortError' });
  });
});
