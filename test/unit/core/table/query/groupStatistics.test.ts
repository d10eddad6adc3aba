import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeLocally } from '../../../../../src/services/tables/decodeLocally.js';
import type { GroupKey, QueryAggregate } from '../../../../../src/shared/query/query.js';
import { catalog } from '../../../../support/catalog.js';
import { chunksOf, csvFile, definition } from '../support.js';

const users = definition(
  [
    { name: 'User Principal Name', type: 'text' },
    { name: 'Team', type: 'text' },
    { name: 'Calls', type: 'number', unit: 'count' },
    { name: 'Assigned Products', type: 'list' },
  ],
  { keys: ['User Principal Name'] },
);
const HEADER = ['User Principal Name', 'Team', 'Calls', 'Assigned Products'];
const KEYS: readonly GroupKey[] = [
  { column: 'Team' },
  { column: 'Calls', by: 'range', step: 10 },
  { column: 'Assigned Products', by: 'member' },
];
const AMOUNTS: readonly QueryAggregate[] = [
  { kind: 'count' },
  { kind: 'share' },
  { kind: 'sum', column: 'Calls' },
  { kind: 'mean', column: 'Calls' },
  { kind: 'median', column: 'Calls' },
  { kind: 'min', column: 'Calls' },
  { kind: 'distinct', column: 'Team' },
  { kind: 'shareWithValue', column: 'Team' },
];
const WHOLE = { rows: [{ start: 0, end: 100_000 }] };

/** What all groups come to in each of their columns, by its name. */
async function comeTo(
  rows: readonly (readonly string[])[],
  groupBy: readonly GroupKey[],
  aggregates: readonly QueryAggregate[],
) {
  const table = await decodeLocally(chunksOf(csvFile([HEADER, ...rows])), 'csv', users);
  const groups = await table.query({ version: 1, groupBy, aggregates }, { definition: users });
  const columns = groups.columns.map(async ({ name }, index) => {
    const found = await groups.cellStatistics({}, { ...WHOLE, columns: [index] }, users);
    return [name, found] as const;
  });
  return { overlap: groups.provenance.rowsInSeveralGroups ?? 0, of: new Map(await Promise.all(columns)) };
}

describe('what selected cells of groups come to', () => {
  const row = fc.tuple(
    fc.uuid(),
    fc.constantFrom('', 'east', 'north'),
    fc.oneof(fc.constant(''), fc.nat(60).map(String)),
    fc.constantFrom('', 'E3', 'E3+Visio'),
  );

  it('is for every sum that is shown what all of their rows come to as one group, and no amount of a key', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...KEYS),
        fc.constantFrom(...AMOUNTS),
        async (rows, key, amount) => {
          const { overlap, of } = await comeTo(rows, [key], [amount]);
          const whole = await comeTo(rows, [], [amount]);
          for (const [name, { amounts, numbers }] of of) {
            const one = whole.of.get(name);
            assert.equal(one === undefined ? numbers : 0, 0, `${name} is a key`);
            assert.ok(overlap === 0 || typeof amounts?.sum !== 'number', 'rows are in several groups');
            if (typeof amounts?.sum === 'number' && typeof one?.amounts?.sum === 'number') {
              assert.ok(Math.abs(amounts.sum - one.amounts.sum) < 1e-9, `${name}: ${amounts.sum}`);
            }
            const isMean = amount.kind === 'mean' || amount.kind === 'median' || amount.kind === 'shareWithValue';
            assert.ok(!isMean || name.startsWith('Values of') || (amounts?.mean ?? null) === null, name);
          }
        },
      ),
      { numRuns: 150 },
    ));

  it('has a sum of counts and of sums, and none of the lowest values or of different ones', async () => {
    const rows = [
      ['a', 'east', '5', 'E3'],
      ['b', 'north', '7', 'E3'],
    ];
    const sums = async (amount: QueryAggregate, key: GroupKey) =>
      [...(await comeTo(rows, [key], [amount])).of.values()].at(-1)?.amounts?.sum;
    const [team, range, product] = KEYS as [GroupKey, GroupKey, GroupKey];
    assert.equal(await sums({ kind: 'count' }, team), 2);
    assert.equal(await sums({ kind: 'count' }, range), 2);
    assert.equal(await sums({ kind: 'count' }, product), 2);
    assert.equal(await sums({ kind: 'sum', column: 'Calls' }, team), 12);
    assert.equal(await sums({ kind: 'min', column: 'Calls' }, team), null);
    assert.equal(await sums({ kind: 'distinct', column: 'Team' }, team), null);
  });

  it('has no sum over days of what is counted anew each day, and none over a key with a row of all', async () => {
    const active = catalog.find('getOffice365ActiveUserCounts') ?? assert.fail();
    const days = [
      ['Report Refresh Date', 'Exchange', 'Report Date', 'Report Period'],
      ['2026-11-18', '10', '2026-11-17', '7'],
      ['2026-11-18', '11', '2026-11-18', '7'],
    ];
    const sumOf = async (report: typeof active, file: readonly (readonly string[])[], key: string, column: string) => {
      const table = await decodeLocally(chunksOf(csvFile(file)), 'csv', report);
      const query = { version: 1, groupBy: [{ column: key }], aggregates: [{ kind: 'sum', column }] } as const;
      const groups = await table.query(query, { definition: report });
      return (await groups.cellStatistics({}, { ...WHOLE, columns: [1] }, report)).amounts?.sum;
    };
    assert.equal(await sumOf(active, days, 'Report Date', 'Exchange'), null);
    const mail = catalog.find('getEmailActivityCounts') ?? assert.fail();
    const sent = days.map(([refreshed, value, day, period]) => [
      ...[refreshed!, value === 'Exchange' ? 'Send' : value!, day!, period!],
    ]);
    assert.equal(await sumOf(mail, sent, 'Report Date', 'Send'), 21);
    const sites = catalog.find('getSharePointSiteUsageFileCounts') ?? assert.fail();
    const types = [
      ['Report Refresh Date', 'Site Type', 'Total', 'Active', 'Report Date', 'Report Period'],
      ['2026-11-18', 'All', '30', '3', '2026-11-18', '7'],
      ['2026-11-18', 'Team', '20', '2', '2026-11-18', '7'],
    ];
    assert.equal(await sumOf(sites, types, 'Site Type', 'Total'), null);
  });
});
