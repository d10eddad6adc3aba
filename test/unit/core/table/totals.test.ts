import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { columnValues } from '../../../../src/core/table/query/columnValues.js';
import { totalsOf } from '../../../../src/core/table/query/totals.js';
import { csv, csvFile, definition } from './support.js';

const report = definition([
  { name: 'Report Refresh Date', type: 'date' },
  { name: 'Name', type: 'text' },
  { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
  { name: 'Audio Duration', type: 'duration' },
  { name: 'Percentage Used', type: 'number' },
  { name: 'Site Id', type: 'number' },
  { name: 'Products', type: 'list' },
  { name: 'Is Deleted', type: 'boolean' },
]);
const header = [
  'Report Refresh Date',
  'Name',
  'Storage Used (Byte)',
  'Audio Duration',
  'Percentage Used',
  'Site Id',
  'Products',
  'Is Deleted',
];

const table = (...rows: readonly (readonly string[])[]) => csv(csvFile([header, ...rows]), report);
const day = '2026-11-18';

describe('totals', () => {
  it('add up amounts, and tell blanks, zeros and cells that are not numbers apart', async () => {
    const of = await table(
      [day, 'a', '10', 'PT1M', '50', '1', '', ''],
      [day, 'b', '', 'PT2M', '70', '2', '', ''],
      [day, 'c', '0', '', '', '3', '', ''],
      [day, 'd', 'much', 'PT0S', '', '4', '', ''],
    );
    const { rowCount, columns } = await totalsOf(of, Uint32Array.of(0, 1, 2, 3));
    assert.equal(rowCount, 4);
    assert.deepEqual(columns[2], { count: 2, blank: 1, sum: 10, mean: 5, min: 0, max: 10 });
    assert.deepEqual(columns[3], { count: 3, blank: 1, sum: 180, mean: 60, min: 0, max: 120 });
  });

  it('are those of the given rows', async () => {
    const of = new LocalTable(
      await table(
        [day, 'a', '10', '', '', '', '', ''],
        [day, 'b', '20', '', '', '', '', ''],
        [day, 'c', '', '', '', '', '', ''],
      ),
    );
    const sums = async (view: Parameters<LocalTable['totals']>[0]) => (await of.totals(view)).columns[2]?.sum;
    assert.equal(await sums({}), 30);
    assert.equal(await sums({ filters: [{ column: 2, kind: 'range', from: 15 }] }), 20);
    assert.equal(await sums({ filters: [{ column: 2, kind: 'blank' }] }), null);
    assert.equal(await sums({ filter: 'a' }), 10);
    assert.equal(await sums({ filters: [{ column: 77, kind: 'blank' }] }), 30);
  });

  it('leave out columns that are not amounts, and the sum of percentages', async () => {
    const { columns } = await totalsOf(
      await table([day, 'a', '10', 'PT1M', '50', '1', 'X', 'True'], [day, 'a', '10', 'PT1M', '70', '1', 'X', 'True']),
      Uint32Array.of(0, 1),
    );
    assert.deepEqual(
      columns.map((column) => (column === null ? '-' : column.sum === null ? 'mean' : 'sum')),
      ['-', '-', 'sum', 'sum', 'mean', '-', '-', '-'],
    );
    assert.equal(columns[4]?.mean, 60);
  });

  it('have no sum of shares, however a file names them', async () => {
    for (const name of [
      'Usage %',
      '% of users',
      '%',
      'Usage (%)',
      'Usage%',
      'Percent active',
      'PERCENTAGE',
      'Adoption Rate',
    ]) {
      const [total] = (await totalsOf(await csv(`${name}\n40\n60\n`), Uint32Array.of(0, 1))).columns;
      assert.deepEqual([total?.sum, total?.mean], [null, 50], name);
    }
  });

  it('do not lose small amounts among large ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 }),
        async (tenths) => {
          const of = await table(...tenths.map((value) => [day, '', String(value / 10), '', '', '', '', '']));
          const { columns } = await totalsOf(of, Uint32Array.from(tenths.keys()));
          const expected = tenths.reduce((sum, value) => sum + value, 0) / 10;
          const { sum, min, max, mean } = columns[2]!;
          assert.ok(Math.abs((sum ?? Number.NaN) - expected) < 1e-10);
          assert.ok(Math.abs((mean ?? Number.NaN) - expected / tenths.length) < 1e-10);
          assert.deepEqual([min, max], [Math.min(...tenths) / 10, Math.max(...tenths) / 10]);
        },
      ),
      { numRuns: 50 },
    );
    const huge = await table(
      [day, '', '1e16', '', '', '', '', ''],
      [day, '', '1', '', '', '', '', ''],
      [day, '', '-1e16', '', '', '', '', ''],
    );
    assert.equal((await totalsOf(huge, Uint32Array.of(0, 1, 2))).columns[2]?.sum, 1);
  });
});

describe('column values', () => {
  const people = () =>
    table(
      [day, 'Ann', '1', '', '', '', 'E5+VISIO', 'Yes'],
      [day, 'ann', '1', '', '', '', 'E5', 'True'],
      [day, 'Bob', '2', '', '', '', 'E5+E5', 'No'],
      [day, '', '', '', '', '', '', ''],
    );

  it('are counted by rows, most frequent first, lists by their members', async () => {
    const of = await people();
    assert.deepEqual(await columnValues(of, 6, '', 10), {
      blank: 1,
      matching: 2,
      values: [
        { label: 'E5', count: 3 },
        { label: 'VISIO', count: 1 },
      ],
    });
    assert.deepEqual((await columnValues(of, 7, '', 10)).values, [
      { label: 'True', count: 2 },
      { label: 'False', count: 1 },
    ]);
    assert.deepEqual((await columnValues(of, 2, '', 10)).values, [
      { label: '1', count: 2 },
      { label: '2', count: 1 },
    ]);
  });

  it('are searched ignoring case, and limited', async () => {
    const of = await people();
    assert.deepEqual(await columnValues(of, 1, 'ANN', 1), {
      blank: 1,
      matching: 2,
      values: [{ label: 'Ann', count: 1 }],
    });
    assert.deepEqual(await columnValues(of, 99, '', 1), { blank: 0, matching: 0, values: [] });
  });

  it('are the most frequent even of very many', async () => {
    const names = Array.from({ length: 5000 }, (_, row) => `n${row}`);
    const of = await csv(`Name\r\n${[...names, 'n4000', 'n4000', 'n17'].join('\r\n')}\r\n`);
    const { matching, values } = await columnValues(of, 0, '', 3);
    assert.equal(matching, 5000);
    assert.deepEqual(values.slice(0, 2), [
      { label: 'n4000', count: 3 },
      { label: 'n17', count: 2 },
    ]);
    assert.equal(values.length, 3);
  });
});
