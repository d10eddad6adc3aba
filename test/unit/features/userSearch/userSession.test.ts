import assert from 'node:assert/strict';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { UserSession } from '../../../../src/features/userSearch/userSession.js';
import type { UserSearchEvent, UserSummary } from '../../../../src/shared/pages/userSearch.js';

const summaryOf = (heading: string): UserSummary => ({
  connection: { name: 'Northlight', isSample: false },
  heading,
  products: [],
  licensed: [],
  storage: [],
  cards: [],
  gaps: [],
  notices: [],
});

/** Work that ends when the test says so, or with its signal. */
interface Step<T> {
  readonly signal: AbortSignal;
  readonly onStep: (text: string) => void;
  succeed(value: T): void;
  fail(error: unknown): void;
}

function stepOf<T>(steps: Step<T>[], signal: AbortSignal, onStep: (text: string) => void): Promise<T> {
  return new Promise((succeed, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason as Error));
    steps.push({ signal, onStep, succeed, fail });
  });
}

describe('UserSession', () => {
  let fetches: Step<void>[];
  let searches: Step<UserSummary>[];
  let told: UserSearchEvent[];
  let session: UserSession;
  beforeEach(() => {
    [fetches, searches, told] = [[], [], []];
    session = new UserSession(summaryOf('before'), {
      fetch: (_, signal, onStep) => stepOf(fetches, signal, onStep),
      search: (signal, onStep) => stepOf(searches, signal, onStep),
      changed: (event) => told.push(event),
    });
  });
  afterEach(() => session.dispose());

  /** Lets what has ended go on to its next step. */
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const end = (heading: string) => [{ type: 'busy' }, { type: 'user', summary: summaryOf(heading) }];

  it('searches again when the reports are fetched, and shows what it found', async () => {
    const fetching = session.fetch(['a']);
    fetches[0]!.onStep('Fetching A');
    fetches[0]!.succeed();
    await turn();
    searches[0]!.onStep('A');
    searches[0]!.succeed(summaryOf('after'));
    await fetching;
    assert.deepEqual(told, [{ type: 'busy', text: 'Fetching A' }, { type: 'busy', text: 'A' }, ...end('after')]);
    assert.equal(session.summary?.heading, 'after');
  });

  it('cancels the fetching, and shows what was fetched before', async () => {
    const fetching = session.fetch(['a', 'b']);
    session.cancel();
    assert.equal(fetches[0]!.signal.aborted, true);
    await turn();
    assert.equal(searches[0]!.signal.aborted, false);
    searches[0]!.succeed(summaryOf('after'));
    await fetching;
    assert.deepEqual(told, end('after'));
  });

  it('cancels the search as well, and goes on showing what it showed', async () => {
    const fetching = session.fetch(['a']);
    fetches[0]!.succeed();
    await turn();
    session.cancel();
    assert.equal(searches[0]!.signal.aborted, true);
    await fetching;
    assert.deepEqual(told, end('before'));
  });

  it('takes no result of a search that was canceled', async () => {
    const fetching = session.fetch(['a']);
    fetches[0]!.succeed();
    await turn();
    // The result is on its way already.
    searches[0]!.succeed(summaryOf('after'));
    session.cancel();
    await fetching;
    assert.equal(session.summary?.heading, 'before');
  });

  it('throws why fetching failed, also where the search after it was canceled', async () => {
    const failure = new UsageReportsError('network', 'No network.');
    const fetching = session.fetch(['a']);
    fetches[0]!.fail(failure);
    await turn();
    session.cancel();
    await assert.rejects(fetching, failure);
    assert.deepEqual(told, end('before'));
  });

  it('throws why the search failed', async () => {
    const failure = new UsageReportsError('storage', 'No disk.');
    const fetching = session.fetch(['a']);
    fetches[0]!.succeed();
    await turn();
    searches[0]!.fail(failure);
    await assert.rejects(fetching, failure);
  });

  it('gives up what is under way for another fetching, whose search is the only one', async () => {
    const first = session.fetch(['a']);
    const second = session.fetch(['b']);
    assert.equal(fetches[0]!.signal.aborted, true);
    await first;
    fetches[0]!.onStep('late');
    fetches[1]!.succeed();
    await turn();
    assert.equal(searches.length, 1);
    searches[0]!.succeed(summaryOf('after'));
    await second;
    assert.deepEqual(told, end('after'));
  });

  it('is still busy where another fetching ends the search after the first', async () => {
    const first = session.fetch(['a']);
    fetches[0]!.succeed();
    await turn();
    void session.fetch(['b']);
    assert.equal(searches[0]!.signal.aborted, true);
    await first;
    assert.deepEqual(told, []);
  });

  it('keeps and tells nothing once the panel is closed', async () => {
    const fetching = session.fetch(['a']);
    fetches[0]!.succeed();
    await turn();
    session.dispose();
    assert.equal(searches[0]!.signal.aborted, true);
    await fetching;
    assert.deepEqual(told, []);
    assert.equal(session.summary, undefined);
  });
});
