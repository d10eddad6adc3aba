import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupFilter, numberBefore } from '../../../../../src/core/table/query/groupFilters.js';
import { runQuery } from '../../../../../src/core/table/query/runQuery.js';
import { viewOf } from '../../../../../src/core/table/query/view.js';
import { columnarOf } from '../../../../../src/core/table/store/columnarTable.js';
import type { GroupKey } from '../../../../../src/shared/query/query.js';
import { csv, csvFile, definition, values } from '../support.js';

const REFRESH_DATE = '2026-11-18';
const FETCHED_AT = '2026-11-20T08:00:00.000Z';
const HEADER = ['Team', 'Calls', 'Seen', 'Flag', 'Products', 'Time'];
const report = definition([
  { name: 'Team', type: 'text' },
  { name: 'Calls', type: 'number', unit: 'count' },
  { name: 'Seen', type: 'date' },
  { name: 'Flag', type: 'boolean' },
  { name: 'Products', type: 'list' },
  { name: 'Time', type: 'duration' },
]);

/** Also where ranges begin: 0.3 is no multiple of 0.1 as computers divide. */
const someNumber = fc.oneof(
  fc.double({ min: -50, max: 50, noNaN: true }),
  fc.integer({ min: -500, max: 500 }).map((tenths) => tenths / 10),
);
/** As numbers, some of them are the same. */
const longNumber = fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 5n }).map(String);

/** Days that cannot be right among them. */
const row = fc.tuple(
  fc.constantFrom('', 'east', 'North', 'Ångström', '100'),
  fc.oneof(fc.constant(''), fc.constant('many'), someNumber.map(String)),
  fc.oneof(
    fc.constantFrom('', '0001-01-01', '2999-12-31', 'soon'),
    fc.integer({ min: 0, max: 500 }).map((ago) => new Date(Date.UTC(2026, 10, 18 - ago)).toISOString().slice(0, 10)),
  ),
  fc.constantFrom('', 'True', 'False', 'Yes'),
  fc.constantFrom('', 'E3', 'E3+Visio', 'Visio+E3', 'E3+E3'),
  fc.constantFrom('', 'PT1H', 'PT90S', 'PT0S'),
);

const KEYS: readonly GroupKey[] = [
  { column: 'Team' },
  { column: 'Calls' },
  { column: 'Seen' },
  { column: 'Flag' },
  { column: 'Time' },
  { column: 'Products', by: 'member' },
  { column: 'Seen', by: 'month' },
  { column: 'Seen', by: 'week' },
  { column: 'Calls', by: 'range', step: 10 },
  { column: 'Calls', by: 'range', step: 0.1 },
  { column: 'Calls', by: 'range', bounds: [-10, 0, 10] },
  { column: 'Time', by: 'range', step: 60 },
  { column: 'Seen', by: 'activeWithin', days: [90, 7, 30] },
];

describe('the filter of a group', () => {
  it('lets pass the rows of the group, as many as were counted, whatever the key is', async () => {
    const rowWithLongNumber = fc.tuple(row, longNumber).map(([cells, number]) => cells.with(1, number));
    const asked = fc.oneof(
      { weight: 9, arbitrary: fc.tuple(fc.array(row, { minLength: 1, maxLength: 40 }), fc.constantFrom(...KEYS)) },
      fc.tuple(fc.array(rowWithLongNumber, { minLength: 1, maxLength: 40 }), fc.constant({ column: 'Calls' })),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([rows, key]) => {
        const table = columnarOf(await csv(csvFile([HEADER, ...rows]), report));
        const query = { version: 1, groupBy: [key], aggregates: [{ kind: 'count' }] } as const;
        const options = { refreshDate: REFRESH_DATE, fetchedAt: FETCHED_AT };
        const groups = values((await runQuery(table, query, options)).table);
        const column = table.columnIndex(key.column);
        for (const group of groups) {
          const info = table.columns[column]!;
          const filter = groupFilter(key, column, info, group.slice(0, -1), { ...options, hasImplausibleDays: true });
          assert.ok(filter, JSON.stringify(group));
          const passing = await viewOf(table, { filters: [filter] });
          assert.equal(passing.length, group.at(-1), JSON.stringify([key, group, filter]));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has the numbers of its range, and refuses ranges that are too narrow to have any', async () => {
    const inRanges = async (numbers: readonly string[], step: number) => {
      const table = columnarOf(await csv(csvFile([['Calls'], ...numbers.map((number) => [number])]), report));
      const { table: groups } = await runQuery(table, {
        version: 1,
        groupBy: [{ column: 'Calls', by: 'range', step }],
        aggregates: [
          { kind: 'min', column: 'Calls' },
          { kind: 'max', column: 'Calls' },
        ],
      });
      return values(groups) as [number, number, number, number][];
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -2000, max: 2000 }), { minLength: 1, maxLength: 30 }),
        fc.constantFrom(0.1, 0.2, 0.01, 0.25, 3, 7),
        async (times, step) => {
          const numbers = times.map((time) => Number((time * step).toPrecision(12)));
          for (const [from, below, min, max] of await inRanges(numbers.map(String), step)) {
            assert.ok(from <= min && max < below, `${min} to ${max} in ${from} to ${below}`);
          }
        },
      ),
    );
    assert.deepEqual(await inRanges(['1234567890123456'], 1), [
      [1234567890123456, 1234567890123457, 1234567890123456, 1234567890123456],
    ]);
    for (const [number, step] of [
      ['1', 5e-324],
      ['100000000000000000000', 1],
    ] as const) {
      await assert.rejects(inRanges([number], step), /groupBy\.0\.step.*Use a larger step/);
    }
  });

  it('is of days as people know them where all days can be right', () => {
    const info = { name: 'Seen', type: 'date', known: true } as const;
    const options = { refreshDate: REFRESH_DATE };
    const within = { column: 'Seen', by: 'activeWithin', days: [7, 30] } as const;
    assert.deepEqual(groupFilter(within, 2, info, ['7'], options), { column: 2, kind: 'days', from: '2026-11-12' });
    assert.deepEqual(groupFilter(within, 2, info, ['longer'], options), { column: 2, kind: 'days', to: '2026-10-19' });
    assert.deepEqual(groupFilter(within, 2, info, [null], options), { column: 2, kind: 'blank' });
    assert.deepEqual(groupFilter({ column: 'Seen', by: 'month' }, 2, info, ['2026-12'], options), {
      column: 2,
      kind: 'days',
      from: '2026-12-01',
      to: '2026-12-31',
    });
  });

  it('does not exist for domains and weekdays', () => {
    const info = { name: 'Seen', type: 'date', known: true } as const;
    assert.equal(groupFilter({ column: 'Seen', by: 'weekday' }, 0, info, [1], { refreshDate: null }), undefined);
    assert.equal(groupFilter({ column: 'A', by: 'domain' }, 0, info, ['a.example'], { refreshDate: null }), undefined);
  });

  it('ends right before the next group: no number is between', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(value !== -Number.MAX_VALUE);
        const before = numberBefore(value);
        assert.ok(before < value);
        const middle = before / 2 + value / 2;
        assert.ok(middle <= before || middle >= value);
      }),
    );
  });
});
