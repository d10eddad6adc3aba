import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { movedView } from '../../../../src/core/table/query/movedView.js';
import type { TableView } from '../../../../src/shared/report.js';

const columns = ['User', 'Day', 'Calls', 'Quota'].map((name) => ({ name }));
const view: TableView = {
  filter: 'a',
  sort: [
    { column: 2, descending: true },
    { column: 0, descending: false },
  ],
  filters: [
    { column: 1, kind: 'notBlank' },
    { column: 2, kind: 'share', of: [3], from: 0.9 },
  ],
};

describe('The view of a table that was read anew', () => {
  it('stays with its columns, wherever they are', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(columns, { minLength: columns.length }), (after) => {
        const { sort = [], filters = [], filter } = movedView(view, columns, after);
        const nameOf = ({ column }: { readonly column: number }) => after[column]?.name;
        assert.deepEqual([filter, sort.map(nameOf), filters.map(nameOf)], ['a', ['Calls', 'User'], ['Day', 'Calls']]);
        assert.deepEqual(filters[1], {
          ...view.filters?.[1],
          column: filters[1]?.column,
          of: [after.findIndex(({ name }) => name === 'Quota')],
        });
      }),
    );
  });

  it('forgets columns that are gone, and changes nothing where none has moved', () => {
    assert.deepEqual(movedView(view, columns, columns), view);
    assert.deepEqual(movedView({}, columns, []), {});
    const without = columns.filter(({ name }) => name !== 'Quota' && name !== 'User');
    assert.deepEqual(movedView(view, columns, without), {
      filter: 'a',
      sort: [{ column: 1, descending: true }],
      filters: [{ column: 0, kind: 'notBlank' }],
    });
  });
});
