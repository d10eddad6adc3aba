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
                onDidChangeArchive: new Emitter<void>().event,
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

  it('is told once when something in the archive is gone, after what is being fetched', async () => {
    const [states, archive] = [new Emitter<ReportRef>(), new Emitter<void>()];
    const ref = refOf('mine');
    let state: ReportState = { kind: 'loading' };
    let told = 0;
    const isTold = new Promise<void>((resolve) => {
      followReports({
        service: {
          onDidChangeState: states.event,
          onDidChangeArchive: archive.event,
          state: () => Promise.resolve(state),
        },
        isMeant: () => true,
        changed: () => {
          told++;
          assert.equal(state.kind, 'never');
          resolve();
        },
      });
    });
    states.fire(ref);
    await Promise.resolve();
    archive.fire();
    archive.fire();
    state = never;
    states.fire(ref);
    await isTold;
    archive.fire();
    assert.equal(told, 1);
  });

  it('is told when something in the archive is gone while nothing is fetched', () =>
    new Promise<void>((resolve) => {
      const archive = new Emitter<void>();
      followReports({
        service: {
          onDidChangeState: new Emitter<ReportRef>().event,
          onDidChangeArchive: archive.event,
          state: () => assert.fail(),
        },
        isMeant: () => true,
        changed: resolve,
      });
      archive.fire();
    }));

  it('is not told any more once it is closed, nor of other reports', async () => {
    const changes = new Emitter<ReportRef>();
    const deletions = new Emitter<void>();
    const asked: string[] = [];
    const following = followReports({
      service: {
        onDidChangeState: changes.event,
        onDidChangeArchive: deletions.event,
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
    deletions.fire();
    await Promise.resolve();
    assert.deepEqual(asked, ['mine']);
  });
});
