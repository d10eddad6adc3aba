import assert from 'node:assert/strict';
import { columnsToGroupBy, usualGrouping } from '../../../media/report/groups/groupingChoices.js';
import type { Chart, ColumnInfo } from '../../../src/shared/report.js';
import { detail } from '../../support/webviewHarness/fixtures/detail.js';

const column = (name: string, over: Partial<ColumnInfo> = {}): ColumnInfo => ({
  ...{ name, type: 'text', known: true },
  ...over,
});
const values = (name: string, distinct: number): Chart => ({
  ...{ kind: 'topValues', column: name, distinct, blank: 0, values: [] },
});
const summary = {
  ...detail.summary,
  columns: [
    column('User Principal Name'),
    column('Last Activity Date', { type: 'date' }),
    column('Reason'),
    column('Product'),
    column('Storage Used (Byte)', { type: 'number', unit: 'bytes' }),
    column('Employee Number', { attributesFile: 'people.csv' }),
    column('Department', { attributesFile: 'people.csv' }),
  ],
  keyColumns: [0],
  columnFacts: [],
  charts: [
    values('User Principal Name', 12),
    values('Reason', 180),
    values('Product', 7),
    values('Employee Number', 240),
    values('Department', 9),
  ],
};

describe('what rows are grouped by', () => {
  it('is offered with products, departments, and the like first, each in the order of the table', () => {
    assert.deepEqual(
      columnsToGroupBy(summary).map(({ name }) => name),
      [
        ...['Product', 'Employee Number', 'Department'],
        ...['User Principal Name', 'Last Activity Date', 'Reason', 'Storage Used (Byte)'],
      ],
    );
  });

  it('is the first of them, if nobody chooses', () => {
    assert.deepEqual(usualGrouping(summary).keys, [{ column: 'Product' }]);
  });
});
