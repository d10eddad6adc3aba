import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Memento } from 'vscode';
import { RecentReports } from '../../../../src/features/common/recentReports.js';

/** What VS Code keeps, as JSON. */
function memento(stored?: unknown): Memento {
  let text = JSON.stringify(stored);
  return {
    keys: () => [],
    get: (_key: string, fallback?: unknown) => (text === undefined ? fallback : JSON.parse(text)) as never,
    update: async (_key: string, value: unknown) => {
      text = JSON.stringify(value);
      return Promise.resolve();
    },
  };
}

const ref = fc.record(
  { report: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), period: fc.constantFrom('D7', 'D30', 'D90') },
  { requiredKeys: ['report'], noNullPrototype: true },
);

describe('the reports that were opened last', () => {
  it('are at most five, newest first, each once with the period that was used last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ref, { maxLength: 20 }), async (opened) => {
        const recent = new RecentReports(memento());
        for (const each of opened) {
          await recent.add(each);
        }
        const newest = [...opened].reverse();
        const names = [...new Set(newest.map(({ report }) => report))];
        const expected = names.map((report) => {
          const period = newest.find((one) => one.report === report && one.period !== undefined)?.period;
          return period === undefined ? { report } : { report, period };
        });
        assert.deepEqual(recent.all, expected.slice(0, 5));
        for (const { report, period } of expected) {
          assert.equal(recent.periodOf(report), period, 'also of those before the five');
        }
      }),
    );
  });

  it('are remembered by another window', async () => {
    const shared = memento();
    await new RecentReports(shared).add({ report: 'getApiUsage', period: 'D7' });
    assert.deepEqual(new RecentReports(shared).all, [{ report: 'getApiUsage', period: 'D7' }]);
  });

  it('say the period of a report, else the one in which any report was opened last', async () => {
    const recent = new RecentReports(memento());
    assert.equal(recent.periodFor('a'), undefined);
    await recent.add({ report: 'a', period: 'D7' });
    await recent.add({ report: 'b', period: 'D90' });
    await recent.add({ report: 'c' });
    assert.equal(recent.periodFor('a'), 'D7');
    assert.equal(recent.periodFor('b'), 'D90');
    assert.equal(recent.periodFor('c'), 'D90');
    assert.equal(recent.periodFor('d'), 'D90');
  });

  it('tell that they changed, and only then', async () => {
    const recent = new RecentReports(memento());
    let changes = 0;
    recent.onDidChange(() => changes++);
    await recent.add({ report: 'a', period: 'D7' });
    await recent.add({ report: 'a', period: 'D7' });
    await recent.add({ report: 'a' });
    assert.equal(changes, 1);
    await recent.add({ report: 'a', period: 'D30' });
    assert.equal(changes, 2);
  });

  it('are none where what is stored is no list, and only those entries that can be right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (stored) => {
        const recent = new RecentReports(memento(stored));
        assert.ok(recent.all.length <= 5);
        assert.ok(recent.all.every(({ report }) => typeof report === 'string'));
        await recent.add({ report: 'a', period: 'D7' });
        assert.deepEqual(recent.all[0], { report: 'a', period: 'D7' });
      }),
    );
    const mixed = [
      1,
      null,
      'a',
      { report: 5 },
      { report: 'a', period: 7 },
      { report: 'b' },
      { report: 'b', period: 'D7' },
    ];
    assert.deepEqual(new RecentReports(memento(mixed)).all, [{ report: 'b' }]);
  });
});
