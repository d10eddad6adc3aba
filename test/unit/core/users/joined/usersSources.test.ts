import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, parseDay } from '../../../../../src/base/dates.js';
import { ACTIVE_USERS, JOINED_REPORTS } from '../../../../../src/core/users/joined/joinedReports.js';
import { chooseUserSnapshots, type SnapshotFacts } from '../../../../../src/core/users/joined/usersSources.js';
import { catalog } from '../../../../support/catalog.js';
import { fuzz } from '../../../../support/fuzz.js';

const NEWEST = '2026-11-19';

interface Given {
  readonly report?: string;
  readonly period?: string;
  readonly date?: string;
  readonly daysOld?: number;
  readonly fetchedAt?: string;
  readonly rowCount?: number;
}

function snapshot({ report = ACTIVE_USERS, period, date, daysOld = 0, fetchedAt, rowCount = 5 }: Given): SnapshotFacts {
  const definition = catalog.find(report);
  assert.ok(definition !== undefined);
  const refreshDate = addDays(NEWEST, -daysOld);
  return {
    ref: {
      connection: 'northlight',
      report,
      ...(period === undefined ? {} : { period }),
      ...(date === undefined ? {} : { date }),
    },
    definition,
    refreshDate,
    fetchedAt: fetchedAt ?? `${addDays(refreshDate, 2)}T10:00:00.000Z`,
    rowCount,
  };
}

const chosen = (...given: Given[]) =>
  chooseUserSnapshots(given.map(snapshot)).map(({ ref, refreshDate }) => [ref.period, refreshDate]);

describe('the snapshots that users are joined from', () => {
  it('are of the longest period, although a shorter one is a few days newer', () => {
    assert.deepEqual(chosen({ period: 'D7' }, { period: 'D180', daysOld: 7 }, { period: 'D30', daysOld: 1 }), [
      ['D180', addDays(NEWEST, -7)],
    ]);
  });

  it('are of a shorter period where the longer one is more than a week behind', () => {
    assert.deepEqual(chosen({ period: 'D7' }, { period: 'D180', daysOld: 8 }), [['D7', NEWEST]]);
  });

  it('are never of a single day, and never without rows', () => {
    assert.deepEqual(chosen({ date: NEWEST }, { period: 'D30', rowCount: 0 }), []);
    assert.deepEqual(chosen({ date: NEWEST }, { period: 'D30', rowCount: 0 }, { period: 'D7', daysOld: 3 }), [
      ['D7', addDays(NEWEST, -3)],
    ]);
  });

  it('are of all periods in one file, and what was fetched last of the same day', () => {
    const report = 'getMicrosoft365CopilotUsageUserDetail';
    assert.deepEqual(chosen({ report, period: 'D180' }, { report, period: 'ALL', daysOld: 1 }), [
      ['ALL', addDays(NEWEST, -1)],
    ]);
    const [last] = chooseUserSnapshots(
      ['2026-11-20T10:00:00.000Z', '2026-11-22T10:00:00.000Z', '2026-11-21T10:00:00.000Z'].map((fetchedAt) =>
        snapshot({ period: 'D7', fetchedAt }),
      ),
    );
    assert.equal(last?.fetchedAt, '2026-11-22T10:00:00.000Z');
  });

  const given = fc.record({
    report: fc.constantFrom(...JOINED_REPORTS.map(({ report }) => report), 'getSharePointSiteUsageDetail'),
    period: fc.constantFrom('D7', 'D30', 'D90', 'D180'),
    date: fc.option(fc.constant(NEWEST), { nil: undefined, freq: 1 }),
    daysOld: fc.integer({ min: 0, max: 30 }),
    rowCount: fc.integer({ min: 0, max: 3 }),
  });
  fuzz('are at most one of each report, in order, and none is better', 200, fc.array(given), (all) => {
    const snapshots = all.map(({ period, date, ...more }) =>
      snapshot({ ...more, ...(date === undefined ? { period } : { date }) }),
    );
    const found = chooseUserSnapshots(snapshots);
    const order = JOINED_REPORTS.map(({ report }) => report);
    const names = found.map(({ definition }) => definition.name);
    assert.deepEqual(
      names,
      order.filter((report) => names.includes(report)),
    );
    const days = ({ ref }: SnapshotFacts) => Number(ref.period?.slice(1));
    const day = ({ refreshDate }: SnapshotFacts) => parseDay(refreshDate ?? '');
    for (const report of order) {
      const useful = snapshots.filter(
        ({ definition, ref, rowCount }) => definition.name === report && ref.date === undefined && rowCount > 0,
      );
      const one = found.find(({ definition }) => definition.name === report);
      assert.equal(one === undefined, useful.length === 0);
      if (one !== undefined) {
        const recent = useful.filter((other) => Math.max(...useful.map(day)) - day(other) <= 7);
        assert.ok(recent.includes(one));
        assert.ok(recent.every((other) => days(other) <= days(one)));
        assert.ok(recent.every((other) => days(other) < days(one) || day(other) <= day(one)));
      }
    }
  });
});
