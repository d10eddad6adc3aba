import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  answerToResume,
  canPause,
  canResume,
  type CollectionEvent,
  type CollectionState,
  isCollecting,
  type NamedCollection,
  nextState,
} from '../../../../src/features/collect/collectionState.js';
import { collectionStatus, collectionText, spokenCollection } from '../../../../src/l10n/collectionStateTexts.js';

const RUNS: readonly NamedCollection[] = ['08', '09', '10'].map((hour) => ({
  connection: 'northlight',
  name: 'Northlight',
  startedAt: `2026-11-18T${hour}:00:00.000Z`,
}));
const [RUN, OTHER] = RUNS as [NamedCollection, NamedCollection];
const NONE: CollectionState = { kind: 'none' };

const run = fc.constantFrom(...RUNS);
const event: fc.Arbitrary<CollectionEvent> = fc.oneof(
  fc.record({ kind: fc.constant('begin' as const), run, done: fc.constant(0), total: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ kind: fc.constant('progress' as const), done: fc.nat(99), inProgress: fc.nat(2) }),
  fc.record({
    kind: fc.constant('progress' as const),
    done: fc.nat(99),
    inProgress: fc.nat(2),
    waitUntil: fc.nat(9999),
  }),
  fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }),
  fc.record({ kind: fc.constant('end' as const), unfinished: fc.option(run, { nil: undefined }) }),
  fc.record({ kind: fc.constant('found' as const), unfinished: run }),
  fc.record({ kind: fc.constant('forget' as const) }),
);
const after = (...events: CollectionEvent[]) => events.reduce(nextState, NONE);

describe('the state of a window’s collection', () => {
  it('offers what can be done, says it everywhere, and nothing else, after any events', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const state = after(...events);
        assert.ok(!(canPause(state) && canResume(state)));
        assert.equal(isCollecting(state), canPause(state) || state.kind === 'paused');
        const isNone = state.kind === 'none';
        assert.equal(collectionStatus(state, 0) === undefined, isNone);
        assert.equal(collectionText(state) === undefined, isNone);
        if (!isNone) {
          assert.equal(answerToResume(state, state.run), canResume(state) ? 'resume' : 'alreadyRunning');
          RUNS.filter((other) => other !== state.run).forEach((other) =>
            assert.equal(answerToResume(state, other), 'over'),
          );
          // What can be resumed can be resumed until it is, or is discarded.
          const resumed = nextState(state, { kind: 'resume' });
          const begun = nextState(state, { kind: 'begin', run: state.run, done: 0, total: 3 });
          assert.equal(state.kind === 'paused' ? resumed.kind : begun.kind, 'running');
        }
      }),
    );
  });

  it('is one of a run: another can begin only where none is running or paused', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const state = after(...events);
        const begun = nextState(state, { kind: 'begin', run: OTHER, done: 0, total: 3 });
        assert.deepEqual(
          begun,
          isCollecting(state) ? state : { kind: 'running', run: OTHER, done: 0, total: 3, inProgress: 0 },
        );
      }),
    );
  });

  it('after Cancel is what it is after a reload: it can be resumed', () => {
    const canceled = after({ kind: 'begin', run: RUN, done: 0, total: 3 }, { kind: 'end', unfinished: RUN });
    const reloaded = after({ kind: 'found', unfinished: RUN });
    assert.deepEqual(canceled, reloaded);
    assert.equal(collectionText(canceled), "The collection of reports for Northlight isn't finished.");
    assert.equal(collectionStatus(canceled, 0), 'Collection not finished');
    assert.deepEqual(nextState(canceled, { kind: 'forget' }), NONE);
  });

  it('says how far it was where that is known', () => {
    const found = after({ kind: 'found', unfinished: { ...RUN, progress: { done: 6, total: 1044 } } });
    assert.equal(collectionText(found), "The collection of reports for Northlight isn't finished: 6 of 1,044 done.");
    assert.equal(collectionStatus(found, 0), '6 of 1,044, not finished');
    assert.match(found.kind === 'none' ? '' : spokenCollection(found), /6 of 1,044/);
  });

  it('is nothing after its end, whatever comes late', () => {
    const over = after({ kind: 'begin', run: RUN, done: 0, total: 3 }, { kind: 'end', unfinished: undefined });
    for (const late of [
      { kind: 'progress', done: 3, inProgress: 0 },
      { kind: 'pause' },
      { kind: 'resume' },
      { kind: 'end', unfinished: RUN },
    ] as const) {
      assert.deepEqual(nextState(over, late), NONE, late.kind);
    }
    assert.equal(answerToResume(over, RUN), 'over');
  });

  it('says that requests finish while there is one, also of those that end after the pause', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), (before, later) => {
        const paused = after(
          { kind: 'begin', run: RUN, done: 0, total: 9 },
          { kind: 'progress', done: 1, inProgress: before },
          { kind: 'pause' },
        );
        const said = (state: CollectionState) => collectionText(state)?.endsWith('Requests in progress will finish.');
        assert.equal(said(paused), before > 0);
        assert.equal(said(nextState(paused, { kind: 'progress', done: 2, inProgress: later })), later > 0);
      }),
    );
  });

  it('counts down while it waits, not while it is paused', () => {
    const waiting = after(
      { kind: 'begin', run: RUN, done: 0, total: 38 },
      { kind: 'progress', done: 12, inProgress: 1, waitUntil: 102_000 },
    );
    assert.deepEqual(
      [0, 500, 1_000, 42_001, 101_999, 102_000].map((now) => collectionStatus(waiting, now)),
      [
        '12 of 38 · resumes in 1:42',
        '12 of 38 · resumes in 1:42',
        '12 of 38 · resumes in 1:41',
        '12 of 38 · resumes in 1:00',
        '12 of 38 · resumes in 0:01',
        '12 of 38',
      ],
    );
    assert.equal(collectionStatus(nextState(waiting, { kind: 'pause' }), 0), '12 of 38, paused');
  });
});
