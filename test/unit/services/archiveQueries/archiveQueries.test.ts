import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { addDays } from '../../../../src/base/dates.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { Query } from '../../../../src/shared/query/query.js';
import { fuzz } from '../../../support/fuzz.js';
import { useTemporaryFolder } from '../archive/support.js';
import { archiveQueries, answerOf, keepMade, MADE_REPORTS, type MadeSnapshot } from './support.js';

const FIRST_DAY = '2026-07-01';
const count = { kind: 'count', name: 'Rows' } as const;
const change = { kind: 'change', of: 'Rows', name: 'More' } as const;
const sources = [
  { report: 'users' },
  { report: 'licenses' },
  { report: 'storage' },
  { report: 'getOffice365ActiveUserDetail', period: 'D30' },
  { report: 'getTeamsUserActivityCounts', period: 'D30' },
  { report: 'getTeamsUserActivityCounts', history: true },
] as const;
/** Not of a history, which is of all snapshots: it may know days that were not archived yet, and values that came later. */
const queries: fc.Arbitrary<Query> = fc.constantFrom(
  ...sources
    .filter((source) => !('history' in source))
    .flatMap((source): Query[] => [
      { version: 1, source },
      { version: 1, source, aggregates: [count] },
      { version: 1, source, aggregates: [count, change], earlier: { daysBefore: 7 } },
    ]),
);
const dayOffset = fc.integer({ min: 0, max: 60 });
const snapshots: fc.Arbitrary<MadeSnapshot[]> = fc.uniqueArray(
  fc.record({
    report: fc.constantFrom(...(Object.keys(MADE_REPORTS) as (keyof typeof MADE_REPORTS)[])),
    day: dayOffset.map((days) => addDays(FIRST_DAY, days)),
    amount: fc.integer({ min: 0, max: 1000 }),
  }),
  { maxLength: 12, selector: ({ report, day }) => `${report} ${day}` },
);

/** The answer, or why there is none. */
const outcome = async (folder: string, query: Query, asOf?: string) => {
  const asked = archiveQueries(folder);
  try {
    return await answerOf(asked, query, asOf);
  } catch (error) {
    assert.ok(error instanceof UsageReportsError, String(error));
    return [error.reason, error.details.code];
  } finally {
    asked.dispose();
  }
};
const inFolder = async <T>(kept: readonly MadeSnapshot[], action: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'archive-queries-'));
  try {
    await keepMade(folder, kept);
    return await action(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

describe('queries of the archive', () => {
  const folder = useTemporaryFolder();

  fuzz(
    'are answered as of a day as from an archive that has nothing later',
    25,
    fc.record({ kept: snapshots, offset: dayOffset, query: queries }),
    async ({ kept, offset, query }) => {
      const asOf = addDays(FIRST_DAY, offset);
      const [then, now] = [
        await inFolder(
          kept.filter(({ day }) => day <= asOf),
          (at) => outcome(at, query),
        ),
        await inFolder(kept, (at) => outcome(at, query, asOf)),
      ];
      assert.deepEqual(now, then);
    },
  );

  it('have the days of a history up to the day', async () => {
    await keepMade(folder.path, [
      { report: 'getTeamsUserActivityCounts', day: '2026-07-10', amount: 10 },
      { report: 'getTeamsUserActivityCounts', day: '2026-08-10', amount: 50 },
    ]);
    const history: Query = {
      version: 1,
      source: { report: 'getTeamsUserActivityCounts', history: true },
      columns: ['Report Date', 'Team Chat Messages'],
      sort: [{ column: 'Report Date' }],
    };
    const { rows } = await answerOf(archiveQueries(folder.path), history, '2026-08-09');
    assert.deepEqual(rows, [
      ['2026-07-08', 12],
      ['2026-07-09', 11],
      ['2026-07-10', 10],
      ['2026-08-08', 52],
      ['2026-08-09', 51],
    ]);
    assert.deepEqual(await outcome(folder.path, history, '2026-07-07'), ['notFound', 'notArchived']);
  });

  it('say that nothing is archived, which is no answer of zero', async () => {
    for (const source of sources) {
      const query: Query = { version: 1, source, aggregates: [count] };
      assert.deepEqual(await outcome(folder.path, query), ['notFound', 'notArchived'], source.report);
    }
  });

  it('tell the change of a table that is made of several reports', async () => {
    await keepMade(folder.path, [
      { report: 'getOffice365ActiveUserDetail', day: '2026-07-10', amount: 1 },
      { report: 'getOffice365ActiveUserDetail', day: '2026-08-10', amount: 4 },
    ]);
    const query: Query = {
      version: 1,
      source: { report: 'users' },
      aggregates: [count, change],
      earlier: { daysBefore: 28 },
    };
    const { rows, refreshDate, earlier } = await answerOf(archiveQueries(folder.path), query);
    assert.deepEqual([rows, refreshDate, earlier], [[[5, 3]], '2026-08-10', '2026-07-10']);
    assert.deepEqual(await outcome(folder.path, { ...query, earlier: { daysBefore: 90 } }), [
      'invalidRequest',
      'noEarlierSnapshot',
    ]);
    assert.deepEqual(await outcome(folder.path, { ...query, earlier: { refreshDate: '2026-07-11' } }), [
      'invalidRequest',
      'noEarlierSnapshot',
    ]);
  });

  it('are of the snapshot that they name', async () => {
    await keepMade(folder.path, [
      { report: 'getOffice365ActiveUserDetail', day: '2026-07-10', amount: 1 },
      { report: 'getOffice365ActiveUserDetail', day: '2026-08-10', amount: 4 },
    ]);
    for (const source of [{ report: 'getOffice365ActiveUserDetail', period: 'D30' }, { report: 'users' }]) {
      const query: Query = { version: 1, source: { ...source, refreshDate: '2026-07-10' }, aggregates: [count] };
      const { rows, refreshDate } = await answerOf(archiveQueries(folder.path), query);
      assert.deepEqual([rows, refreshDate], [[[2]], '2026-07-10']);
    }
  });

  it('are refused where they name no report, an unknown one, another tenant, or what a table does not take', async () => {
    const refused: readonly (readonly [Query['source'], string])[] = [
      [undefined, 'source'],
      [{ report: 'getNothing', period: 'D7' }, 'report'],
      [{ report: 'getTeamsUserActivityCounts' }, 'period'],
      [{ report: 'users', period: 'D30' }, 'source.period'],
      [{ report: 'licenses', history: true }, 'source.history'],
      [{ report: 'storage', connection: 'another' }, 'source.connection'],
      [{ report: 'getTeamsUserActivityCounts', history: true, refreshDate: '2026-07-10' }, 'source.refreshDate'],
    ];
    for (const [source, argument] of refused) {
      await assert.rejects(
        archiveQueries(folder.path).ask({ version: 1, ...(source === undefined ? {} : { source }) }),
        (error: unknown) => {
          assert.ok(error instanceof UsageReportsError);
          assert.deepEqual([error.reason, error.details.argument], ['invalidRequest', argument]);
          return true;
        },
      );
    }
  });

  it('are of a single day however long ago it was archived', async () => {
    const query: Query = {
      version: 1,
      source: { report: 'getOffice365ActiveUserDetail', date: '2024-02-29' },
      aggregates: [count],
    };
    assert.deepEqual(await outcome(folder.path, query), ['notFound', 'notArchived']);
  });
});
