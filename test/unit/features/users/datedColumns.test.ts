import assert from 'node:assert/strict';
import fc from 'fast-check';
import { datedColumns } from '../../../../src/features/users/datedColumns.js';
import { columnLabel, type ColumnInfo } from '../../../../src/shared/report.js';
import { joinedFacts } from './support.js';

describe('columns of reports of different days', () => {
  it('say the day where it is not the newest, and in their label alone: files and filters know them by their names', () => {
    fc.assert(
      fc.property(joinedFacts, (facts) => {
        const columns = facts.sources.map(({ columns: [name = ''] }, index): ColumnInfo => ({
          name,
          type: 'number',
          known: true,
          ...(index % 2 === 0 ? {} : { label: `Label ${index}` }),
        }));
        const dated = datedColumns(columns, facts);
        assert.deepEqual(
          dated.map(({ name }) => name),
          columns.map(({ name }) => name),
        );
        for (const [index, { state, refreshDate }] of facts.sources.entries()) {
          const isOlder = state === 'used' && refreshDate !== null && refreshDate !== facts.refreshDate;
          const plain = columnLabel(columns[index]!);
          const expected = isOlder ? `${plain} (Nov ${Number(refreshDate.slice(8))})` : plain;
          assert.equal(columnLabel(dated[index]!), expected);
        }
      }),
    );
  });
});
