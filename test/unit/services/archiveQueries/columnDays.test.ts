import assert from 'node:assert/strict';
import type { Query } from '../../../../src/shared/query/query.js';
import { columnDays } from '../../../../src/services/archiveQueries/columnDays.js';

const text = (name: string, more: object = {}) => ({ name, type: 'text', known: true, ...more }) as const;
const table = {
  columns: [
    text('Product'),
    text('Bought', { label: 'Gekauft' }),
    text('Department', { attributesFile: 'staff.csv' }),
    text('Country', { directoryDay: '2026-10-12' }),
    text('Office Location', { directoryDay: '2026-10-12' }),
  ],
};

describe('days of columns', () => {
  const daysOf = (query: Omit<Query, 'version'>) =>
    columnDays({ version: 1, ...query }, { table, subscriptionsDay: '2026-10-20' }, '2026-11-02').map(
      ({ day, labels, isFile }) => [day, labels.join(), isFile],
    );

  it('are those of the directory, of what was bought, and today of a file, of columns that are used', () => {
    assert.deepEqual(daysOf({}), [
      ['2026-10-20', 'Gekauft', false],
      ['2026-11-02', 'Department', true],
      ['2026-10-12', 'Country,Office Location', false],
    ]);
    assert.deepEqual(daysOf({ groupBy: [{ column: 'Product' }], aggregates: [{ kind: 'count' }] }), []);
    assert.deepEqual(daysOf({ columns: ['Product'], filters: [{ column: 'department', kind: 'blank' }] }), [
      ['2026-11-02', 'Department', true],
    ]);
    assert.deepEqual(daysOf({ aggregates: [{ kind: 'sum', column: 'Bought' }] }), [['2026-10-20', 'Gekauft', false]]);
    assert.deepEqual(
      daysOf({
        filters: [{ column: 'Assigned', kind: 'share', of: ['Bought'], from: 90 }],
        aggregates: [{ kind: 'count' }],
      }),
      [['2026-10-20', 'Gekauft', false]],
      'a column that others are a share of is used',
    );
  });
});
