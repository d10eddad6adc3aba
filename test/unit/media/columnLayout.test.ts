import fc from 'fast-check';
import assert from 'node:assert/strict';
import { columnLayout } from '../../../media/common/table/grid/columnLayout.js';
import { constantColumns } from '../../../media/common/table/constantColumns.js';
import { COLUMN_TYPES, type ColumnInfo } from '../../../src/shared/report.js';

const column = (type: ColumnInfo['type'], name = 'Name'): ColumnInfo => ({ name, type, known: true });
const texts = (count: number) => Array.from({ length: count }, (_, index) => column('text', `Column ${index}`));

describe('columns that are the same in every row', () => {
  it('are said once, but not what the report measures: that it never changed is news', () => {
    const columns = [
      column('date'),
      column('number', 'Warning Issued'),
      column('number', 'Report Period'),
      column('text'),
    ];
    const facts = [{ constant: '2026-10-28' }, { constant: 1 }, { constant: 30 }, {}];
    assert.deepEqual(constantColumns(columns, facts), [0, 2]);
  });
});

describe('column layout', () => {
  it('begins with the keys, in their order, and pins the first', () => {
    assert.deepEqual(columnLayout(texts(5), { keys: [3, 1] }), {
      ...{ shown: [3, 1, 0, 2, 4], order: [3, 1, 0, 2, 4] },
      pinned: [3],
      hidden: [],
    });
  });

  it('begins without keys with the first text, or else with the day', () => {
    const pinned = (...columns: ColumnInfo[]) => columnLayout(columns, { constant: [0] }).pinned;
    assert.deepEqual(pinned(column('date'), column('number'), column('text')), [2]);
    assert.deepEqual(pinned(column('text'), column('number'), column('date')), [2]);
    assert.deepEqual(pinned(column('date'), column('number')), []);
    const numbers = columnLayout([column('number'), column('number')]);
    assert.deepEqual(numbers, { shown: [0, 1], pinned: [], hidden: [], order: [0, 1] });
  });

  it('hides what is the same in every row, until it is to be shown', () => {
    const options = { keys: [1], constant: [0, 2] };
    assert.deepEqual(columnLayout(texts(4), options), {
      shown: [1, 3],
      pinned: [1],
      order: [1, 0, 2, 3],
      hidden: [
        { column: 0, why: 'constant' },
        { column: 2, why: 'constant' },
      ],
    });
    assert.deepEqual(columnLayout(texts(4), { ...options, showConstant: true }), {
      shown: [1, 0, 2, 3],
      pinned: [1],
      order: [1, 0, 2, 3],
      hidden: [],
    });
  });

  it('keeps a key that is the same in every row, and never hides all there is', () => {
    assert.deepEqual(columnLayout(texts(3), { keys: [2], constant: [0, 1, 2] }).shown, [2]);
    assert.deepEqual(columnLayout(texts(2), { constant: [0, 1] }), {
      ...{ shown: [0, 1], order: [0, 1] },
      pinned: [],
      hidden: [],
    });
    assert.deepEqual(columnLayout([]), { shown: [], pinned: [], hidden: [], order: [] });
  });

  it('has every column once, shown or hidden, and a pinned one first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...COLUMN_TYPES), { maxLength: 12 }),
        fc.array(fc.nat(14), { maxLength: 4 }),
        fc.uniqueArray(fc.nat(11)),
        fc.boolean(),
        (types, keys, constant, showConstant) => {
          const columns = types.map((type) => column(type));
          const { shown, pinned, hidden } = columnLayout(columns, { keys, constant, showConstant });
          const all = [...shown, ...hidden.map(({ column: index }) => index)];
          assert.deepEqual(
            all.sort((left, right) => left - right),
            columns.map((_, index) => index),
          );
          assert.equal(shown.length > 0, columns.length > 0);
          assert.ok(hidden.every(({ column: index }) => constant.includes(index) && !keys.includes(index)));
          assert.deepEqual(pinned, pinned.length === 0 ? [] : [shown[0]]);
          assert.ok(!showConstant || hidden.length === 0);
        },
      ),
    );
  });
});
