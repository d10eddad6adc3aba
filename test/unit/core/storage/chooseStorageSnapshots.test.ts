import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDay, parseDay } from '../../../../src/base/dates.js';
import {
  chooseStorageSnapshots,
  dayOf,
  MAX_DAYS_BACK,
  MAX_EARLIER,
  MIN_DAYS_APART,
  type StorageCandidate,
} from '../../../../src/core/storage/chooseStorageSnapshots.js';
import { catalog } from '../../../support/catalog.js';
import { fuzz } from '../../../support/fuzz.js';
import { MAILBOXES, ONEDRIVE } from './support.js';

const LAST = parseDay('2026-11-28');

interface Asked {
  readonly report: string;
  readonly before: number;
  readonly period?: string;
  readonly date?: string;
  readonly rowCount?: number;
  readonly hour?: number;
}

function candidate({ report, before, period, date, rowCount = 1, hour = 8 }: Asked): StorageCandidate {
  const definition = catalog.find(report) ?? assert.fail(report);
  const day = formatDay(LAST - before);
  return {
    ...{ definition, rowCount, refreshDate: day },
    ref: { connection: 'a', report, ...(date === undefined ? { period: period ?? 'D180' } : { date }) },
    fetchedAt: `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`,
  };
}

const chosen = (...asked: readonly Asked[]) =>
  chooseStorageSnapshots(asked.map(candidate)).map(({ newest, earlier }) => [
    LAST - dayOf(newest),
    earlier.map((one) => LAST - dayOf(one)),
  ]);

describe('the snapshots that storage is told from', () => {
  it('are the newest day, and those from 7 to 90 days before it', () => {
    const days = [0, 1, 6, 7, 40, 90, 91].map((before): Asked => ({ report: MAILBOXES, before }));
    assert.deepEqual(chosen(...days), [[0, [90, 40, 7]]]);
  });

  it('are of one period for each day, the longest, and none of a single day or without rows', () => {
    const all: Asked[] = [
      { report: MAILBOXES, before: 0, period: 'D7', hour: 9 },
      { report: MAILBOXES, before: 0, period: 'D180', hour: 8 },
      { report: MAILBOXES, before: 8, rowCount: 0 },
      { report: MAILBOXES, before: 9, period: 'D30' },
      { report: ONEDRIVE, before: 3, date: '2026-11-24' },
    ];
    const [first, ...others] = chooseStorageSnapshots(all.map(candidate));
    assert.deepEqual(others, []);
    assert.equal(first?.newest.ref.period, 'D180');
    assert.deepEqual(
      first?.earlier.map(({ ref }) => ref.period),
      ['D30'],
    );
  });

  it('are of any period: how much is stored is that of the day', () => {
    assert.deepEqual(
      chosen(
        { report: MAILBOXES, before: 0, period: 'D7' },
        { report: MAILBOXES, before: 1, period: 'D180' },
        { report: MAILBOXES, before: 30, period: 'D30' },
      ),
      [[0, [30]]],
    );
  });

  fuzz(
    'are few, in order, in the window, and have its first and its last',
    200,
    fc.array(fc.record<Asked>({ report: fc.constant(MAILBOXES), before: fc.nat(120) }), { minLength: 1 }),
    (asked) => {
      const [[newest, earlier] = assert.fail()] = chosen(...asked) as [number, number[]][];
      const days = [...new Set(asked.map(({ before }) => before))].sort((one, other) => other - one);
      assert.equal(newest, days.at(-1));
      const window = days.filter((day) => day - newest >= MIN_DAYS_APART && day - newest <= MAX_DAYS_BACK);
      assert.equal(earlier.length, Math.min(window.length, MAX_EARLIER));
      assert.deepEqual([earlier[0], earlier.at(-1)], [window[0], window.at(-1)]);
      assert.deepEqual(
        earlier,
        window.filter((day) => earlier.includes(day)),
      );
    },
  );
});
