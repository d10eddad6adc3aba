import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runQuery } from '../../../../src/core/table/query/runQuery.js';
import { fitsAggregate, fitsKey } from '../../../../src/shared/query/columnFits.js';
import { groupColumnNames } from '../../../../src/shared/query/groupColumnNames.js';
import { COLUMN_AGGREGATES, type GroupKey, type QueryAggregate } from '../../../../src/shared/query/query.js';
import { csv, csvFile, definition, names } from '../../core/table/support.js';

/** Some are called as amounts are. */
const columns = [
  { name: 'User', type: 'text' },
  { name: 'Rows', type: 'number' },
  { name: 'Percent of rows', type: 'number' },
  { name: 'Day', type: 'date' },
  { name: 'Products', type: 'list' },
  { name: 'Talk', type: 'duration' },
  { name: 'Lowest of Rows', type: 'boolean' },
] as const;
const infos = columns.map((column) => ({ ...column, known: true }));
const keys = infos.flatMap((info): GroupKey[] => {
  const column = info.name;
  const plain = (['domain', 'member', 'month', 'week', 'weekday'] as const).filter((by) => fitsKey(by, info));
  return [
    { column },
    ...plain.map((by) => ({ column, by })),
    ...(fitsKey('range', info) ? [{ column, by: 'range' as const, step: 5 }] : []),
    ...(fitsKey('activeWithin', info) ? [{ column, by: 'activeWithin' as const, days: [7] }] : []),
  ];
});
const aggregates = infos.flatMap((info) =>
  COLUMN_AGGREGATES.filter((kind) => fitsAggregate(kind, info)).map((kind) => ({ kind, column: info.name })),
);
type Aggregate = Exclude<QueryAggregate, { kind: 'change' }>;

describe('the names of the columns of groups', () => {
  it('are those of the answer to the query, whatever is asked, so that it can be sorted by each of them', async () => {
    const of = await csv(csvFile([columns.map(({ name }) => name)]), definition(columns));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom<Aggregate>({ kind: 'count' }, { kind: 'share' }, ...aggregates), {
          maxLength: 4,
        }),
        async (groupBy, asked) => {
          const expected = groupColumnNames(groupBy, asked);
          const sort = expected.map((column) => ({ column, descending: true })).slice(0, 20);
          const query = { version: 1, groupBy, aggregates: asked, sort } as const;
          const { table } = await runQuery(of, query, { refreshDate: '2026-11-18' });
          assert.deepEqual(names(table), expected);
        },
      ),
    );
  });
});
