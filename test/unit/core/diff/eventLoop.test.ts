import assert from 'node:assert/strict';
import { diffOf } from '../../../../src/core/diff/diff.js';
import type { Column } from '../../../../src/core/table/store/column.js';
import { columnarOf, ColumnarTable } from '../../../../src/core/table/store/columnarTable.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { csv, csvFile, definition } from '../table/support.js';

const sites = definition(
  [
    { name: 'Site Id', type: 'text' },
    { name: 'Site URL', type: 'text', identity: true },
    { name: 'Report Period', type: 'text' },
  ],
  { keys: ['Site URL'] },
);
const ROWS = 40_000;
/** Texts that are read and looked up in about 20 ms. */
const MAX_READS = 20_000;

/** A table that counts the texts that are read of it. */
function counting(table: ReportTable, onRead: () => void): ReportTable {
  const { columns, data, rowCount } = columnarOf(table);
  const counted = data.map((column) =>
    Object.assign(Object.create(column) as Column, {
      text: (row: number) => {
        onRead();
        return column.text(row);
      },
    }),
  );
  return new ColumnarTable(columns, counted, rowCount, []);
}

describe('the event loop, while snapshots are compared', () => {
  for (const [what, urlOf] of [
    ['most keys are the same', (row: number, side: number) => `https://x.example/${row % 3 === 0 ? side : ''}${row}`],
    ['no key is the same', (row: number, side: number) => `https://x.example/${side}/${row}`],
    ['there is no key', () => ''],
  ] as const) {
    it(`has its turn after a part of the texts where ${what}`, async () => {
      let reads = 0;
      let most = 0;
      const tableOf = async (side: number) => {
        const rows = Array.from({ length: ROWS }, (_, row) => [`${row}`, urlOf(row, side), '7']);
        const table = await csv(csvFile([sites.columns.map(({ name }) => name), ...rows]), sites);
        return counting(table, () => reads++);
      };
      const [before, after] = [await tableOf(1), await tableOf(2)];
      let isDone = false;
      const turn = () => {
        most = Math.max(most, reads);
        reads = 0;
        if (!isDone) {
          setImmediate(turn);
        }
      };
      turn();
      const { rowCounts } = await diffOf(before, after, sites);
      isDone = true;
      turn();
      assert.equal(rowCounts.after, ROWS);
      assert.ok(most > 0 && most <= MAX_READS, `${most} texts at once`);
    });
  }
});
