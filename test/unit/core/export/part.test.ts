import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { tableOfColumns } from '../../../../src/core/export/tableOfColumns.js';
import { writers } from '../../../../src/core/export/writers.js';
import { rowsAt } from '../../../../src/core/table/query/rowsAt.js';
import { gzip } from '../../../../src/services/tables/gzip.js';
import { textOf } from '../../../support/streams.js';
import { HandMadeTable, inputOf } from './handMadeTable.js';

const table = new HandMadeTable(
  [
    ['User', 'text'],
    ['Count', 'number'],
    ['Products', 'list'],
    ['User', 'text'],
  ],
  [
    ['Zoë, "Z"', 0, ['A', 'B + C'], '=1'],
    [null, 1.5, [], 'second'],
    ['x\ty', -3, ['A'], null],
  ],
);
const columnLists = fc.array(fc.nat(table.columns.length - 1), { minLength: 1, maxLength: 6 });

describe('a part of a table', () => {
  it('has the rows of its spans, in the order of the view', () => {
    const spans = fc.array(fc.record({ start: fc.nat(30), end: fc.nat(30) }));
    fc.assert(
      fc.property(spans, fc.option(fc.array(fc.nat(100), { maxLength: 25 })), fc.nat(25), (parts, order, rowCount) => {
        const all = order ?? Array.from({ length: rowCount }, (_, row) => row);
        assert.deepEqual(
          [...rowsAt(parts, order === null ? undefined : Uint32Array.from(order), rowCount)],
          parts.flatMap(({ start, end }) => (start < end ? all.slice(start, end) : [])),
        );
      }),
    );
  });

  it('has the columns that are asked for, in this order, in every format', async () => {
    const written = (writer: keyof typeof writers, columns?: readonly number[]) =>
      textOf(
        writers[writer](
          inputOf(columns === undefined ? table : tableOfColumns(table, columns)),
          {
            onlyTable: true,
          },
          gzip,
        ),
      );
    const whole = parse(await written('csvNormalized'), { bom: true });
    const lines = (await written('tabSeparated')).split('\n').map((line) => line.split('\t'));
    const marked = (await written('markdown')).split('\n').map((line) => line.split('|').slice(1, -1));
    await fc.assert(
      fc.asyncProperty(columnLists, async (columns) => {
        const pick = <T>(row: readonly T[]) => columns.map((column) => row[column]!);
        assert.deepEqual(parse(await written('csvNormalized', columns), { bom: true }), whole.map(pick));
        assert.equal(await written('tabSeparated', columns), lines.map((line) => pick(line).join('\t')).join('\n'));
        assert.deepEqual(
          (await written('markdown', columns)).split('\n').map((line) => line.split('|').slice(1, -1)),
          marked.map((line) => (line.length === 0 ? line : pick(line))),
        );
        const objects = JSON.parse(await written('json', columns)) as Record<string, unknown>[];
        assert.deepEqual(
          objects.map((row) => Object.values(row)),
          table.rows(0, 3).map(pick),
        );
      }),
    );
  });

  it('is written without the names of its columns where nobody wants them', async () => {
    const options = { withoutNames: true, neutralizeFormulas: true };
    const part = inputOf(tableOfColumns(table, [3, 1]), { rows: Uint32Array.of(2, 0) });
    const written = (writer: 'tabSeparated' | 'csvNormalized') => textOf(writers[writer](part, options, gzip));
    assert.equal(await written('tabSeparated'), "\t-3\n'=1\t0");
    assert.equal(await written('csvNormalized'), "\uFEFF,-3\r\n'=1,0\r\n");
  });

  it('leaves out columns that the table does not have', () => {
    const part = tableOfColumns(table, [9, 1]);
    assert.deepEqual(
      part.columns.map(({ name }) => name),
      ['Count'],
    );
    assert.deepEqual(part.rows(0, 9), [[0], [1.5], [-3]]);
    assert.equal(part.columnIndex('Count'), 0);
    assert.equal(part.columnIndex('Products'), -1);
  });
});
