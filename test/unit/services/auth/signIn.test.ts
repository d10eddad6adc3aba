import assert from 'node:assert/strict';
import {
  type Connection,
  readConnections,
  SAMPLE_CONNECTION,
} from '../../../../src/services/auth/connections/connection.js';
import type { ConnectionState } from '../../../../src/services/auth/connections/connectionState.js';
import { ProvenConnections } from '../../../../src/services/auth/connections/provenConnections.js';
import { SignIn } from '../../../../src/services/auth/signIn.js';
import type { SignInMethod } from '../../../../src/services/auth/signInMethod.js';
import { Emitter } from '../../../../src/base/emitter.js';
import { type AccessProblem, type ErrorReason, UsageReportsError } from '../../../../src/base/errors.js';

const [PERSON, SERVICE] = readConnections([
  { id: 'person' },
  { id: 'service', kind: 'appOnly', tenantId: 'northlight.example', clientId: 'app' },
]).connections as [Connection, Connection, Connection];

/** A way of signing in that remembers what was asked of it. */
class FakeMethod implements SignInMethod {
  readonly calls: string[] = [];
  readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  disposed = false;
  failure: Error | undefined;

  constructor(
    private readonly name: string,
    public known: ConnectionState,
  ) {}

  state(): Promise<ConnectionState> {
    return Promise.resolve(this.known);
  }

  tokens({ id }: Connection, interactive: boolean) {
    return {
      getToken: () => Promise.resolve(`${this.name} ${id} ${interactive}`),
      signInAgain: interactive
        ? ({ rejected }: { rejected: string }) => Promise.resolve(`${rejected}, another`)
        : undefined,
    };
  }

  signIn({ id }: Connection): Promise<void> {
    return this.failure === undefined ? this.#note('signIn', id) : Promise.reject(this.failure);
  }

  signOut({ id }: Connection): Promise<void> {
    return this.#note('signOut', id);
  }

  forget({ id }: Connection): Promise<void> {
    return this.#note('forget', id);
  }

  dispose(): void {
    this.disposed = true;
  }

  #note(what: string, id: string): Promise<void> {
    this.calls.push(`${what} ${id}`);
    return Promise.resolve();
  }
}

function setUp() {
  const delegated = new FakeMethod('person', { kind: 'signedIn', account: 'ada@northlight.example' });
  const appOnly = new FakeMethod('app', { kind: 'ready' });
  const signIn = new SignIn({ delegated, appOnly });
  let changes = 0;
  signIn.onDidChange(() => changes++);
  return { delegated, appOnly, signIn, changes: () => changes };
}

const refusal = (reason: ErrorReason, problem?: AccessProblem) =>
  new UsageReportsError(reason, 'no', problem === undefined ? {} : { problem });
const { signal } = new AbortController();

describe('sign-in', () => {
  it('signs in again where the kind can, and records the tenant of that token, too', async () => {
    const recorded: string[] = [];
    const delegated = new FakeMethod('person', { kind: 'signedIn', account: 'ada@northlight.example' });
    const signIn = new SignIn(
      { delegated, appOnly: delegated },
      { recordToken: (_, token) => void recorded.push(token), forget: () => Promise.resolve() },
    );
    assert.equal(await signIn.tokens(PERSON, true).signInAgain?.({ signal, rejected: 'one' }), 'one, another');
    assert.deepEqual(recorded, ['one, another']);
    assert.equal(signIn.tokens(PERSON, false).signInAgain, undefined);
  });

  it('gets each connection’s tokens by its own kind', async () => {
    const { signIn } = setUp();
    const token = (connection: Connection, interactive: boolean) =>
      signIn.tokens(connection, interactive).getToken({ signal });
    assert.equal(await token(PERSON, true), 'person person true');
    assert.equal(await token(SERVICE, false), 'app service false');
    assert.equal(await token(SAMPLE_CONNECTION, true), 'sample');
  });

  it('asks nobody for the sample tenant', async () => {
    const { signIn, delegated, appOnly } = setUp();
    await signIn.signIn(SAMPLE_CONNECTION, { signal });
    await signIn.signOut(SAMPLE_CONNECTION);
    assert.deepEqual([...delegated.calls, ...appOnly.calls], []);
    assert.deepEqual(await signIn.state(SAMPLE_CONNECTION), { kind: 'sample' });
  });

  const REPORTS = ['email', 'teams', 'onedrive', 'copilot'].map((product) => ({ name: `get-${product}`, product }));
  const [REPORT] = REPORTS as [(typeof REPORTS)[0]];

  it('takes one denied report for a report, and several of different products for the connection, until one is read', async () => {
    const { signIn, changes } = setUp();
    const signedIn = { kind: 'signedIn', account: 'ada@northlight.example' };
    const denied = refusal('forbidden');
    for (const report of [REPORT, REPORT, REPORT, REPORTS[1]!]) {
      signIn.recordOutcome(PERSON, report, denied);
      assert.deepEqual(await signIn.state(PERSON), signedIn, 'two reports, however often');
    }
    signIn.recordOutcome(PERSON, REPORTS[2]!, denied);
    assert.deepEqual(await signIn.state(PERSON), { ...signedIn, kind: 'noPermission' });
    assert.deepEqual(await signIn.state(SERVICE), { kind: 'ready' });
    signIn.recordOutcome(PERSON, REPORT);
    assert.deepEqual(await signIn.state(PERSON), signedIn);
    assert.equal(changes(), 2);
  });

  it('never takes reports of one product for the connection where another one was read', async () => {
    const { signIn } = setUp();
    signIn.recordOutcome(PERSON, REPORT);
    for (let count = 0; count < 9; count++) {
      signIn.recordOutcome(PERSON, { name: `getCopilot${count}`, product: 'copilot' }, refusal('forbidden'));
    }
    assert.equal((await signIn.state(PERSON)).kind, 'signedIn');
  });

  it('takes any failure of a test for the connection’s, and a canceled one for none', async () => {
    for (const [reason, problem, expected] of [
      ['forbidden', undefined, { kind: 'noPermission' }],
      ['network', undefined, { kind: 'failed', reason: 'network' }],
      ['signInFailed', 'wrongSecret', { kind: 'failed', reason: 'signInFailed', problem: 'wrongSecret' }],
      ['throttled', undefined, { kind: 'failed', reason: 'throttled' }],
      ['signInFailed', 'declined', { kind: 'ready' }],
      ['storage', undefined, { kind: 'ready' }],
    ] as const) {
      const { signIn } = setUp();
      signIn.recordTest(SERVICE, refusal(reason, problem));
      assert.deepEqual(await signIn.state(SERVICE), expected);
      signIn.recordTest(SERVICE);
      assert.deepEqual(await signIn.state(SERVICE), { kind: 'ready' });
    }
  });

  it('calls an app untested until it has worked as it is now', async () => {
    const { delegated, appOnly } = setUp();
    const stored = new Map<string, unknown>();
    const proven = new ProvenConnections({
      get: <T>(key: string) => stored.get(key) as T | undefined,
      update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
    });
    const window = () => new SignIn({ delegated, appOnly }, undefined, proven);
    const signIn = window();
    const kindOf = async (connection: Connection) => (await signIn.state(connection)).kind;
    assert.equal(await kindOf(SERVICE), 'untested');
    assert.equal(await kindOf(PERSON), 'signedIn');
    signIn.recordOutcome(SERVICE, REPORT, refusal('network'));
    assert.equal(await kindOf(SERVICE), 'untested');
    signIn.recordOutcome(SERVICE, REPORT);
    assert.equal(await kindOf(SERVICE), 'ready');
    assert.equal((await window().state(SERVICE)).kind, 'ready', 'after a restart, too');
    assert.equal(await kindOf({ ...SERVICE, clientId: 'other' }), 'untested');
    signIn.secretChanged(SERVICE);
    assert.equal(await kindOf(SERVICE), 'untested');
  });

  it('remembers that a sign-in was canceled, which is no failure, until the next one', async () => {
    const { signIn, delegated, changes } = setUp();
    delegated.known = { kind: 'signedOut' };
    const declined = refusal('signInFailed', 'declined');
    delegated.failure = declined;
    await assert.rejects(signIn.signIn(PERSON, { signal }), declined);
    assert.deepEqual(await signIn.state(PERSON), { kind: 'signedOut', canceled: true });
    signIn.recordOutcome(PERSON, REPORT, declined);
    assert.equal(changes(), 1);
    delegated.failure = undefined;
    await signIn.signIn(PERSON, { signal });
    assert.deepEqual(await signIn.state(PERSON), { kind: 'signedOut' });
  });

  it('tells of nothing where nothing changed', () => {
    const { signIn, changes } = setUp();
    signIn.recordOutcome(PERSON, REPORT);
    signIn.recordOutcome(PERSON, REPORT, refusal('throttled'));
    signIn.recordOutcome(PERSON, REPORT, refusal('forbidden'));
    for (const problem of ['summaryRole', 'delegatedOnly', 'applicationOnly'] as const) {
      signIn.recordOutcome(PERSON, REPORT, refusal('forbidden', problem));
      signIn.recordOutcome(SERVICE, REPORT, refusal('unauthorized', problem));
    }
    assert.equal(changes(), 0);
  });

  it('calls a person’s sign-in expired where the service no longer accepts it, and says why an app’s failed', async () => {
    const { signIn } = setUp();
    signIn.recordOutcome(PERSON, REPORT, refusal('unauthorized'));
    assert.deepEqual(await signIn.state(PERSON), { kind: 'expired', account: 'ada@northlight.example' });
    for (const [reason, problem] of [
      ['unauthorized', undefined],
      ['signInFailed', 'secretExpired'],
      ['signInFailed', 'wrongSecret'],
    ] as const) {
      signIn.recordOutcome(SERVICE, REPORT, refusal(reason, problem));
      assert.deepEqual(await signIn.state(SERVICE), { kind: 'failed', reason, ...(problem && { problem }) });
    }
  });

  for (const [reason, problem] of [
    ['forbidden', 'summaryRole'],
    ['forbidden', 'globalRoleMissing'],
    ['forbidden', 'reportNotEnabled'],
    ['signInFailed', 'declined'],
    ['signInFailed', 'providerSilent'],
    ['network', 'proxySignIn'],
    ['signInRequired', undefined],
  ] as const) {
    it(`learns nothing about the sign-in from ${reason} ${problem ?? ''}`, async () => {
      const { signIn } = setUp();
      REPORTS.forEach((report) => signIn.recordOutcome(PERSON, report, refusal(reason, problem)));
      assert.equal((await signIn.state(PERSON)).kind, 'signedIn');
    });
  }

  it('says signed out rather than what was refused before', async () => {
    const { signIn, delegated } = setUp();
    signIn.recordTest(PERSON, refusal('forbidden'));
    delegated.known = { kind: 'signedOut' };
    assert.deepEqual(await signIn.state(PERSON), { kind: 'signedOut' });
  });

  for (const act of ['signIn', 'signOut', 'forget'] as const) {
    it(`forgets refusals with ${act}, and tells of the change`, async () => {
      const { signIn, delegated, changes } = setUp();
      signIn.recordTest(PERSON, refusal('forbidden'));
      await signIn[act](PERSON, { signal });
      assert.deepEqual(delegated.calls, [`${act} person`]);
      assert.equal((await signIn.state(PERSON)).kind, 'signedIn');
      assert.equal(changes(), 2);
    });
  }

  it('hands on what its methods tell, until it is disposed', () => {
    const { signIn, delegated, appOnly, changes } = setUp();
    delegated.changed.fire();
    appOnly.changed.fire();
    assert.equal(changes(), 2);
    signIn.dispose();
    delegated.changed.fire();
    assert.equal(changes(), 2);
    assert.ok(delegated.disposed && appOnly.disposed);
  });
});
