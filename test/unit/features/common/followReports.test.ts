import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Emitter } from '../../../../src/base/emitter.js';
import { followReports } from '../../../../src/features/common/followReports.js';
import type { ReportState } from '../../../../src/services/reports/report.js';
import type { ReportRef } from '../../../../src/shared/report.js';

const refOf = (report: string): ReportRef => ({ connection: 'contoso', report, period: 'D180' });
const never: ReportState = { kind: 'never' };

describe('a table that follows its reports', () => {
  it('is told once, after the last of a collection, whatever the order in which they come', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(9), { minLength: 1 }),
        fc.infiniteStream(fc.nat()),
        async (reports, order) => {
          const changes = new Emitter<ReportRef>();
          const states = new Map<string, ReportState>();
          let told = 0;
          const isTold = new Promise<void>((resolve) => {
            const following = followReports({
              service: {
                onDidChangeState: changes.event,
                state: ({ report }) => Promise.resolve(states.get(report) ?? never),
              },
              isMeant: ({ report }) => report !== 'other',
              changed: () => {
                told++;
                assert.ok([...states.values()].every(({ kind }) => kind !== 'loading'));
                following.dispose();
                resolve();
              },
            });
          });
          const tell = (report: string, state: ReportState) => {
            states.set(report, state);
            changes.fire(refOf(report));
          };
          const names = reports.map(String);
          names.forEach((name) => tell(name, { kind: 'loading' }));
          changes.fire(refOf('other'));
          for (const name of names.toSorted(() => (order.next().value % 3) - 1)) {
            tell(name, { kind: 'fetched', fetchedAt: '2026-11-18T08:00:00.000Z', refreshDate: null });
          }
          await isTold;
          assert.equal(told, 1);
        },
      ),
      { numRuns: 5 },
    ));

  it('is not told any more once it is closed, nor of other reports', async () => {
    const changes = new Emitter<ReportRef>();
    const asked: string[] = [];
    const following = followReports({
      service: {
        onDidChangeState: changes.event,
        state: ({ report }) => {
          asked.push(report);
          return Promise.resolve(never);
        },
      },
      isMeant: ({ report }) => report === 'mine',
      changed: () => assert.fail(),
    });
    changes.fire(refOf('other'));
    changes.fire(refOf('mine'));
    following.dispose();
    changes.fire(refOf('mine'));
    await Promise.resolve();
    assert.deepEqual(asked, ['mine']);
  });
});
