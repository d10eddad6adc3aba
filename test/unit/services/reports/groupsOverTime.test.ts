import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../../src/base/dates.js';
import type { ArchivedSnapshot } from '../../../../src/services/reports/archivedSnapshots.js';
import { groupsOverTime } from '../../../../src/services/reports/groupsOverTime.js';
import type { ReportService } from '../../../../src/services/reports/reportService.js';
import type { Query } from '../../../../src/shared/query/query.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { chunksOf, csvFile, definition } from '../../core/table/support.js';

const REF: ReportRef = { connection: 'northlight', report: 'getExample', period: 'D7' };
const report = definition(
  [
    { name: 'User', type: 'text' },
    { name: 'Team', type: 'text' },
    { name: 'Calls', type: 'number', unit: 'count' },
    { name: 'Report Refresh Date', type: 'date' },
  ],
  { keys: ['User'] },
);
const COUNT: Query = { version: 1, groupBy: [{ column: 'Team' }], aggregates: [{ kind: 'count' }] };
const FIRST = '2026-11-01';

interface Archived {
  /** Days after {@link FIRST}; absent where the file has no refresh date. */
  readonly day?: number;
  /** The team and the calls of each user. */
  readonly users?: readonly (readonly [team: string, calls: string])[];
  readonly fetchedAt?: string;
  readonly text?: string;
  readonly ref?: ReportRef;
}

function snapshotOf({ day, users = [], fetchedAt, text, ref = REF }: Archived): ArchivedSnapshot {
  const refreshDate = day === undefined ? null : addDays(FIRST, day);
  const rows = users.map(([team, calls], index) => [`user ${index}`, team, calls, refreshDate ?? '']);
  const content = text ?? csvFile([['User', 'Team', 'Calls', 'Report Refresh Date'], ...rows]);
  return {
    ...{ ref, definition: report, refreshDate, fetchedAt: fetchedAt ?? `${refreshDate ?? FIRST}T08:00:00.000Z` },
    ...{ rowCount: rows.length, bytes: content.length, format: 'csv', chunks: () => chunksOf(content) },
  };
}

function serviceOf(
  archived: readonly Archived[],
): Pick<ReportService, 'check' | 'archivedSnapshots' | 'attributesFor'> {
  return {
    check: (ref) => ({ ref, definition: report, connection: {} as never }),
    attributesFor: () => Promise.resolve([]),
    archivedSnapshots: async function* () {
      for (const one of archived) {
        yield await Promise.resolve(snapshotOf(one));
      }
    },
  };
}

function over(archived: readonly Archived[], query = COUNT, more: { maxLines?: number; signal?: AbortSignal } = {}) {
  const steps: (readonly [number, number])[] = [];
  const { maxLines = 6, signal = new AbortController().signal } = more;
  const answer = groupsOverTime(serviceOf(archived), REF, query, {
    ...{ maxLines, signal },
    onStep: (...step) => steps.push(step),
  });
  return { answer, steps };
}

const east = ['east', '1'] as const;
const west = ['west', '5'] as const;

describe('groups over time', () => {
  it('have a value for each day that is archived, 0 where nobody is in the group, and a gap for each that is not', async () => {
    const archived: readonly Archived[] = [
      { day: 4, users: [east, west, west] },
      { day: 1, users: [east, east] },
      { day: 0, users: [west] },
    ];
    const { answer, steps } = over(archived);
    assert.deepEqual(await answer, {
      lines: [
        { key: ['west'], firstDay: FIRST, values: [1, 0, null, null, 2] },
        { key: ['east'], firstDay: FIRST, values: [0, 2, null, null, 1] },
      ],
      groupCount: 2,
      days: [FIRST, '2026-11-02', '2026-11-05'],
      gaps: { usualDistance: 1, connected: [] },
      failed: 0,
    });
    assert.deepEqual(steps, [
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('go on over the days between two snapshots of an archive of every week, counted from the first that was read', async () => {
    const weekly: readonly Archived[] = [
      { day: 2, text: 'no report\n"at all' },
      ...[9, 16, 30].map((day) => ({ day, users: [west] })),
    ];
    const { gaps, lines, failed } = (await over(weekly).answer) ?? {};
    assert.deepEqual([gaps?.usualDistance, gaps?.connected, failed], [7, [1, 2, 3, 4, 5, 6], 1]);
    assert.equal(lines?.[0]?.firstDay, addDays(FIRST, 9));
  });

  it('count what was counted row by row, for any archive', async () => {
    const user = fc.tuple(fc.constantFrom('', 'east', 'west', 'north'), fc.nat(9).map(String));
    const day = fc.record({ day: fc.nat(12), users: fc.array(user, { minLength: 1, maxLength: 8 }) });
    const days = fc.uniqueArray(day, { minLength: 2, maxLength: 6, selector: (one) => one.day });
    await fc.assert(
      fc.asyncProperty(days, async (archived) => {
        const found = await over(archived).answer;
        assert.ok(found !== undefined);
        const first = Math.min(...archived.map((one) => one.day));
        for (const { key, firstDay, values } of found.lines) {
          assert.equal(firstDay, addDays(FIRST, first));
          const expected = values.map((_, index) => {
            const { users } = archived.find((one) => one.day === first + index) ?? {};
            return users?.filter(([team]) => team === (key[0] ?? '')).length ?? null;
          });
          assert.deepEqual(values, expected);
        }
        const newest = archived.toSorted((one, other) => other.day - one.day)[0]?.users ?? [];
        assert.equal(found.lines.length, new Set(newest.map(([team]) => team)).size);
      }),
    );
  });

  it('have no value where nothing is known: no rows have no mean, and a group that is too small is not shown', async () => {
    const archived = [
      { day: 1, users: [west, west, east, east] },
      { day: 0, users: [west] },
    ];
    const mean: Query = { ...COUNT, aggregates: [{ kind: 'mean', column: 'Calls' }, { kind: 'count' }] };
    const means = await over(archived, mean).answer;
    assert.deepEqual(
      means?.lines.map(({ key, values }) => [...key, ...values]),
      [
        ['west', 5, 5],
        ['east', null, 1],
      ],
    );
    const large = await over(archived, { ...COUNT, minGroupSize: 2 }).answer;
    assert.deepEqual(
      large?.lines.map(({ values }) => values),
      [
        [null, 2],
        [null, 2],
      ],
    );
  });

  it('are the largest of the newest snapshot, with the same keys in all, ranges too', async () => {
    const archived = [
      { day: 1, users: [west, west, west, east, east, ['north', '25'] as const] },
      { day: 0, users: [east] },
    ];
    const two = await over(archived, COUNT, { maxLines: 2 }).answer;
    assert.deepEqual([two?.groupCount, two?.lines.map(({ key }) => key)], [3, [['west'], ['east']]]);
    const ranges: Query = { ...COUNT, groupBy: [{ column: 'Calls', by: 'range', step: 10 }] };
    assert.deepEqual((await over(archived, ranges).answer)?.lines, [
      { key: [0, 10], firstDay: FIRST, values: [1, 5] },
      { key: [20, 30], firstDay: FIRST, values: [0, 1] },
    ]);
  });

  it('take the newest of two snapshots of a day, and none of another period or without a day', async () => {
    const archived: readonly Archived[] = [
      { day: 1, users: [east], fetchedAt: '2026-11-03T08:00:00.000Z' },
      { day: 1, users: [west, west], fetchedAt: '2026-11-04T08:00:00.000Z' },
      { day: 0, users: [west] },
      { users: [west] },
      { day: 5, users: [west], ref: { ...REF, period: 'D30' } },
    ];
    assert.deepEqual((await over(archived).answer)?.lines, [{ key: ['west'], firstDay: FIRST, values: [1, 2] }]);
  });

  it('pass over a snapshot that is damaged or has no such column, and count it', async () => {
    const archived: readonly Archived[] = [
      { day: 3, text: 'no report\n"at all' },
      { day: 2, users: [west] },
      {
        day: 1,
        text: csvFile([
          ['User', 'Report Refresh Date'],
          ['ada', '2026-11-02'],
        ]),
      },
      { day: 0, users: [west, west] },
    ];
    const found = await over(archived).answer;
    assert.deepEqual(found, {
      lines: [{ key: ['west'], firstDay: FIRST, values: [2, null, 1] }],
      groupCount: 1,
      days: [FIRST, '2026-11-03'],
      gaps: { usualDistance: 1, connected: [] },
      failed: 2,
    });
  });

  it('are none where one day is archived, however often', async () => {
    for (const archived of [
      [],
      [{ day: 0 }],
      [
        { day: 0, users: [west] },
        { day: 0, users: [east] },
      ],
    ]) {
      const { answer, steps } = over(archived);
      assert.equal(await answer, undefined);
      assert.deepEqual(steps, []);
    }
  });

  it('stop between two snapshots when nobody waits for them', async () => {
    const stop = new AbortController();
    const archived = [0, 1, 2].map((day) => ({ day, users: [west] }));
    let read = 0;
    const answer = groupsOverTime(serviceOf(archived), REF, COUNT, {
      ...{ maxLines: 6, signal: stop.signal },
      onStep: () => {
        read++;
        stop.abort();
      },
    });
    await assert.rejects(answer, { name: 'AbortError' });
    assert.equal(read, 1);
  });
});
