import assert from 'node:assert/strict';
import {
  type Connection,
  readConnections,
  SAMPLE_CONNECTION,
} from '../../../../src/services/auth/connections/connection.js';
import type { ConnectionState } from '../../../../src/services/auth/connections/connectionState.js';
import { SignIn } from '../../../../src/services/auth/signIn.js';
import type { SignInMethod } from '../../../../src/services/auth/signInMethod.js';
import { Emitter } from '../../../../src/base/emitter.js';
import { type AccessProblem, type ErrorReason, UsageReportsError } from '../../../../src/base/errors.js';

const [, PERSON, SERVICE] = readConnections([
  { id: 'person' },
  { id: 'service', kind: 'appOnly', tenantId: 'northlight.example', clientId: 'app' },
]).connections as [Connection, Connection, Connection];

/** A way of signing in that remembers what was asked of it. */
class FakeMethod implements SignInMethod {
  readonly calls: string[] = [];
  readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  disposed = false;

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
    return this.#note('signIn', id);
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

  it('remembers that reports were refused, until they are not', async () => {
    const { signIn, changes } = setUp();
    signIn.recordOutcome(PERSON, refusal('forbidden', 'roleMissing'));
    assert.deepEqual(await signIn.state(PERSON), {
      kind: 'noPermission',
      account: 'ada@northlight.example',
      problem: 'roleMissing',
    });
    assert.deepEqual(await signIn.state(SERVICE), { kind: 'ready' });
    signIn.recordOutcome(PERSON);
    assert.deepEqual(await signIn.state(PERSON), { kind: 'signedIn', account: 'ada@northlight.example' });
    assert.equal(changes(), 2);
  });

  it('tells of nothing where nothing changed', () => {
    const { signIn, changes } = setUp();
    signIn.recordOutcome(PERSON);
    signIn.recordOutcome(PERSON, refusal('throttled'));
    for (const problem of ['summaryRole', 'delegatedOnly', 'applicationOnly'] as const) {
      signIn.recordOutcome(PERSON, refusal('forbidden', problem));
      signIn.recordOutcome(SERVICE, refusal('unauthorized', problem));
    }
    assert.equal(changes(), 0);
  });

  for (const [reason, problem] of [
    ['unauthorized', undefined],
    ['signInFailed', 'secretExpired'],
    ['signInFailed', 'wrongSecret'],
  ] as const) {
    it(`calls a connection expired after ${reason} ${problem ?? ''}`, async () => {
      const { signIn } = setUp();
      signIn.recordOutcome(SERVICE, refusal(reason, problem));
      assert.deepEqual(await signIn.state(SERVICE), { kind: 'expired', problem });
    });
  }

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
      signIn.recordOutcome(PERSON, refusal(reason, problem));
      assert.equal((await signIn.state(PERSON)).kind, 'signedIn');
    });
  }

  it('says signed out rather than what was refused before', async () => {
    const { signIn, delegated } = setUp();
    signIn.recordOutcome(PERSON, refusal('forbidden'));
    delegated.known = { kind: 'signedOut' };
    assert.deepEqual(await signIn.state(PERSON), { kind: 'signedOut' });
  });

  for (const act of ['signIn', 'signOut', 'forget'] as const) {
    it(`forgets refusals with ${act}, and tells of the change`, async () => {
      const { signIn, delegated, changes } = setUp();
      signIn.recordOutcome(PERSON, refusal('forbidden'));
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
