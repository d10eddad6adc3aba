import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import { datedColumns } from '../../../../src/features/users/datedColumns.js';
import { columnLabel, type ColumnInfo } from '../../../../src/shared/report.js';
import { joinedFacts } from './support.js';

/** A column that each report alone fills, of those that have one. */
const MEASURES = JOINED_REPORTS.flatMap(({ report, measures: [first] }) =>
  first === undefined ? [] : [{ report, name: first.name }],
);
const column = (name: string): ColumnInfo => ({ name, type: 'number', known: true });

describe('columns of reports of different days', () => {
  it('say the day where it is not the newest, and in their label alone: files and filters know them by their names', () => {
    fc.assert(
      fc.property(joinedFacts, (facts) => {
        const columns = MEASURES.map(({ name }, index) => ({
          ...column(name),
          ...(index % 2 === 0 ? {} : { label: `Label ${index}` }),
        }));
        const dated = datedColumns(columns, facts);
        assert.deepEqual(
          dated.map(({ name }) => name),
          columns.map(({ name }) => name),
        );
        for (const [index, { report }] of MEASURES.entries()) {
          const { state, refreshDate } = facts.sources.find((source) => source.report === report) ?? assert.fail();
          const isOlder = state === 'used' && refreshDate !== null && refreshDate !== facts.refreshDate;
          const plain = columnLabel(columns[index]!);
          const expected = isOlder ? `${plain} (Nov ${Number(refreshDate.slice(8))})` : plain;
          assert.equal(columnLabel(dated[index]!), expected);
        }
      }),
    );
  });

  it('say it of a service where its last report is older, and not where another of them is new', () => {
    const source = { state: 'used', rowCount: 1, leftOut: { noName: 0, repeated: 0, otherNames: 0 } } as const;
    const labelsOf = (...days: readonly string[]) =>
      datedColumns(['Exchange Last Activity Date', 'Forms Last Activity Date'].map(column), {
        ...{ refreshDate: '2026-11-18', concealed: false },
        sources: ['getEmailActivityUserDetail', 'getMailboxUsageDetail', 'getFormsUserActivityUserDetail'].map(
          (report, index) => ({ ...source, report, refreshDate: days[index] ?? null }),
        ),
      }).map(columnLabel);
    assert.deepEqual(labelsOf('2026-11-16', '2026-11-18', '2026-11-17'), [
      'Exchange Last Activity Date',
      'Forms Last Activity Date (Nov 17)',
    ]);
    assert.deepEqual(labelsOf('2026-11-16', '2026-11-17', '2026-11-18'), [
      'Exchange Last Activity Date (Nov 17)',
      'Forms Last Activity Date',
    ]);
  });
});
