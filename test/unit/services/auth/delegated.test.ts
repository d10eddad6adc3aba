import assert from 'node:assert/strict';
import type { AuthenticationSession } from 'vscode';
import { DelegatedSignIn } from '../../../../src/services/auth/delegated/delegatedSignIn.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { ADA, BOB, connectionOf, FakeVsCode, later, openHarness, PRIVATE } from './delegatedHarness.js';

const CONNECTION = connectionOf({});
const GOV = connectionOf({ id: 'gov', cloud: 'usgov' });
const CLAIMS =
  'Bearer realm="", error="insufficient_claims", scope="https://elsewhere.example/.default", claims="eyJhY2Nlc3MifQ=="';

const forever = new AbortController().signal;

const silence = () => new Promise<undefined>(() => undefined);

function token(
  signIn: DelegatedSignIn,
  { connection = CONNECTION, interactive = false, signal = new AbortController().signal, ...refused }: Wanted = {},
) {
  return signIn.tokens(connection, interactive).getToken({ signal, ...refused });
}

interface Wanted {
  connection?: typeof CONNECTION;
  interactive?: boolean;
  signal?: AbortSignal;
  rejected?: string;
  challenge?: string;
}

async function failing(work: Promise<unknown>, reason: string, problem?: string): Promise<UsageReportsError> {
  const error: unknown = await work.then(
    () => assert.fail(`should have failed with ${reason}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof UsageReportsError, String(error));
  assert.deepEqual([error.reason, error.details.problem], [reason, problem], error.message);
  return error;
}

describe('delegated sign-in', () => {
  describe('provider and scopes', () => {
    it('asks the global provider for the permission at the connection’s own Graph, with its app and tenant', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      await token(signIn, {
        connection: connectionOf({ tenantId: 'northlight.example', clientId: '11111111-2222-3333-4444-555555555555' }),
      });
      assert.deepEqual(vscode.asked, [
        {
          provider: 'microsoft',
          scopes: [
            'https://graph.microsoft.com/Reports.Read.All',
            'VSCODE_CLIENT_ID:11111111-2222-3333-4444-555555555555',
            'VSCODE_TENANT:northlight.example',
          ],
          options: { silent: true, account: ADA },
        },
      ]);
    });

    it('asks the sovereign provider while VS Code’s setting names the connection’s cloud, and nobody otherwise', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      for (const authority of [undefined, 'https://login.chinacloudapi.cn', 'https://login.microsoftonline.com']) {
        vscode.authority = authority;
        await failing(token(signIn, { connection: GOV, interactive: true }), 'signInFailed', 'wrongEnvironment');
        await failing(signIn.signIn(GOV, { signal: forever }), 'signInFailed', 'wrongEnvironment');
        assert.deepEqual(await signIn.state(GOV), { kind: 'signedOut' });
      }
      assert.deepEqual(vscode.asked, []);
      vscode.authority = 'https://login.microsoftonline.us';
      assert.match(
        await token(signIn, { connection: GOV }),
        /^microsoft-sovereign-cloud\|ada\.home\|https:\/\/graph\.microsoft\.us\//,
      );
      vscode.authority = 'https://login.chinacloudapi.cn';
      await failing(token(signIn, { connection: GOV }), 'signInFailed', 'wrongEnvironment');
    });

    it('gives away no session that arrives after the setting has changed', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      vscode.authority = GOV.authority;
      vscode.answer = (asked) => {
        vscode.authority = 'https://login.chinacloudapi.cn';
        return vscode.known(asked);
      };
      await failing(token(signIn, { connection: GOV }), 'signInFailed', 'wrongEnvironment');
    });
  });

  describe('accounts', () => {
    it('one account is used without a question, also after another has come', async () => {
      const { vscode, signIn, chosen, memory } = openHarness();
      vscode.accounts = [ADA];
      await token(signIn);
      vscode.accounts = [BOB, ADA];
      vscode.sessionsChanged();
      assert.match(await token(signIn), /ada\.home/);
      assert.deepEqual(await signIn.state(CONNECTION), { kind: 'signedIn', account: ADA.label });
      assert.deepEqual(chosen, []);
      assert.deepEqual([...memory.values()], [ADA]);
    });

    it('several accounts are a choice, of the person and for each connection', async () => {
      const other = connectionOf({ id: 'b', name: 'Southlight' });
      const { vscode, signIn, chosen } = openHarness({
        choose: ({ id }, accounts) => Promise.resolve(accounts.find((account) => account === (id === 'b' ? BOB : ADA))),
      });
      vscode.accounts = [ADA, BOB];
      await failing(token(signIn), 'signInRequired');
      assert.deepEqual(await signIn.state(CONNECTION), { kind: 'signedOut' });
      assert.match(await token(signIn, { interactive: true }), /ada\.home/);
      assert.match(await token(signIn, { connection: other, interactive: true }), /bob\.home/);
      assert.match(await token(signIn), /ada\.home/);
      assert.match(await token(signIn, { connection: other }), /bob\.home/);
      assert.deepEqual(
        chosen.map(({ from }) => from),
        [
          [ADA, BOB],
          [ADA, BOB],
        ],
      );
      assert.deepEqual(
        vscode.prompts.map(({ options }) => options.account),
        [ADA, BOB],
      );
    });

    it('giving up the choice is a declined sign-in and asks VS Code nothing', async () => {
      const { vscode, signIn } = openHarness({ choose: () => Promise.resolve(undefined) });
      vscode.accounts = [ADA, BOB];
      await failing(token(signIn, { interactive: true }), 'signInFailed', 'declined');
      assert.deepEqual(vscode.prompts, []);
    });

    it('another account is a new session without any that VS Code knows', async () => {
      const { vscode, signIn, chosen } = openHarness({ choose: () => Promise.resolve('another') });
      vscode.accounts = [ADA];
      vscode.next = BOB;
      await signIn.signIn(CONNECTION, { signal: forever });
      assert.deepEqual(chosen, [], 'already signed in');
      await signIn.signIn(CONNECTION, { signal: forever, chooseAccount: true });
      assert.deepEqual(
        vscode.prompts.map(({ options }) => options),
        [{ clearSessionPreference: true, forceNewSession: { detail: 'first: Northlight' } }],
      );
      vscode.accounts = [ADA, BOB];
      assert.match(await token(signIn), /bob\.home/);
    });

    it('a remembered account that is gone means signed out, not another account', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      await token(signIn);
      vscode.accounts = [BOB];
      vscode.sessionsChanged();
      await failing(token(signIn), 'signInRequired');
      assert.deepEqual(await signIn.state(CONNECTION), { kind: 'signedOut' });
    });

    it('a personal account is refused before anything is asked of it, and the person is asked for another', async () => {
      const { vscode, signIn, memory } = openHarness();
      vscode.accounts = [PRIVATE];
      await failing(token(signIn), 'signInFailed', 'personalAccount');
      assert.deepEqual(vscode.asked, []);
      vscode.next = PRIVATE;
      await failing(token(signIn, { interactive: true }), 'signInFailed', 'personalAccount');
      assert.deepEqual(
        vscode.prompts.map(({ options }) => options.clearSessionPreference),
        [true],
      );
      assert.deepEqual([...memory.values()], []);
      vscode.accounts = [PRIVATE, ADA];
      assert.match(await token(signIn), /ada\.home/, 'the only one for work');
    });
  });

  describe('kept sessions', () => {
    it('VS Code is asked once in five minutes', async () => {
      const { vscode, signIn, pass } = openHarness();
      vscode.accounts = [ADA];
      const first = await token(signIn);
      vscode.generation++;
      pass(299);
      assert.equal(await token(signIn), first);
      assert.equal(vscode.asked.length, 1);
      pass(2);
      assert.notEqual(await token(signIn), first);
    });

    it('a change of the provider’s sessions drops them, of another provider’s does not', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      const first = await token(signIn);
      vscode.generation++;
      vscode.sessionsChanged('github');
      vscode.sessionsChanged('microsoft-sovereign-cloud');
      assert.equal(await token(signIn), first);
      vscode.sessionsChanged();
      assert.notEqual(await token(signIn), first);
    });

    it('a session that was asked for before a change is used once and not kept, but its account is remembered', async () => {
      const { vscode, signIn, memory } = openHarness();
      vscode.accounts = [ADA];
      vscode.answer = (asked) => {
        const before = vscode.known(asked);
        vscode.generation++;
        vscode.sessionsChanged();
        vscode.answer = undefined;
        return before;
      };
      const first = await token(signIn);
      assert.deepEqual([...memory.values()], [ADA]);
      assert.notEqual(await token(signIn), first);
    });

    it('a changed connection gets its own', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      await token(signIn);
      const moved = connectionOf({ graphEndpoint: 'https://graph.elsewhere.example' });
      assert.match(await token(signIn, { connection: moved }), /https:\/\/graph\.elsewhere\.example\//);
      assert.match(await token(signIn), /https:\/\/graph\.microsoft\.com\//);
    });

    it('a refused token is not used again', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      const rejected = await token(signIn);
      await failing(token(signIn, { rejected }), 'unauthorized');
      vscode.generation++;
      const fresh = await token(signIn, { rejected });
      assert.notEqual(fresh, rejected);
      assert.equal(
        await token(signIn, { rejected }),
        fresh,
        'a second call whose token was refused takes the fresh one',
      );
      const renewed = await token(signIn, { rejected: fresh, interactive: true });
      assert.notEqual(renewed, fresh);
      assert.deepEqual(vscode.prompts.at(-1)?.options, {
        account: ADA,
        forceNewSession: { detail: 'again: Northlight' },
      });
    });
  });

  describe('prompts', () => {
    it('one for many calls; who leaves does not close it for the others', async () => {
      const { vscode, signIn } = openHarness();
      const prompt = later<AuthenticationSession>();
      vscode.answer = () => prompt.answer();
      const leaving = new AbortController();
      const left = token(signIn, { interactive: true, signal: leaving.signal });
      const waiting = Array.from({ length: 20 }, () => token(signIn, { interactive: true }));
      await prompt.asked;
      leaving.abort();
      await assert.rejects(left, { name: 'AbortError' });
      prompt.give(vscode.session(ADA, 'microsoft', []));
      assert.equal(new Set(await Promise.all(waiting)).size, 1);
      assert.equal(vscode.prompts.length, 1);
      assert.equal(await token(signIn), await waiting[0]);
      assert.equal(vscode.asked.length, 1, 'what was just signed in is kept');
    });

    it('a no holds for all who were waiting, and for nobody after them', async () => {
      const { vscode, signIn } = openHarness();
      vscode.answer = () => Promise.reject(new Error('User did not consent to login.'));
      const waiting = Array.from({ length: 20 }, () => token(signIn, { interactive: true }));
      await Promise.all(waiting.map((one) => failing(one, 'signInFailed', 'declined')));
      assert.equal(vscode.prompts.length, 1);
      await failing(token(signIn), 'signInRequired');
      assert.equal(vscode.prompts.length, 1);
      await failing(token(signIn, { interactive: true }), 'signInFailed', 'declined');
      assert.equal(vscode.prompts.length, 2, 'what a person does later asks again');
    });

    it('a call whose silent question took longer than the prompt of another is not asked again', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      const first = later<undefined>();
      let silent = 0;
      vscode.answer = ({ options }) => {
        if (options.silent !== true) {
          throw new Error('Cancelled');
        }
        return ++silent === 1 ? first.answer() : undefined;
      };
      const slow = token(signIn, { interactive: true });
      await failing(token(signIn, { interactive: true }), 'signInFailed', 'declined');
      first.give(undefined);
      await failing(slow, 'signInFailed', 'declined');
      assert.equal(vscode.prompts.length, 1);
    });
  });

  describe('failures', () => {
    const cases: [string, string | undefined, string | undefined][] = [
      ['User did not consent to login.', 'declined', undefined],
      ['Cancelled', 'declined', undefined],
      ['AADSTS65004: User declined to consent to access the app.', 'declined', 'AADSTS65004'],
      [
        'AADSTS65002: Consent between first party application and resource must be configured via preauthorization.',
        'preauthorizationMissing',
        'AADSTS65002',
      ],
      ['AADSTS53003: Access has been blocked by Conditional Access policies.', 'conditionalAccess', 'AADSTS53003'],
      ["Timed out waiting for authentication provider 'microsoft' to register.", 'providerSilent', undefined],
      ['ENOTFOUND', undefined, undefined],
    ];
    for (const [message, problem, code] of cases) {
      it(`“${message.slice(0, 40)}” is ${problem ?? 'no problem that is known'}`, async () => {
        const { vscode, signIn } = openHarness();
        vscode.answer = () => Promise.reject(new Error(message));
        const { details } = await failing(token(signIn, { interactive: true }), 'signInFailed', problem);
        assert.deepEqual([details.code, details.serviceMessage], [code, message]);
      });
    }

    it('no token of a failure is kept', async () => {
      const { vscode, signIn } = openHarness();
      const long = 'A'.repeat(80);
      vscode.answer = () =>
        Promise.reject(
          new Error(
            `Failed with Bearer abc.def, eyJhbGciOiJub25lIn0.eyJzY3AiOiIifQ.x and ${long} at https://login.example/x?code=1`,
          ),
        );
      const error = await failing(token(signIn, { interactive: true }), 'signInFailed');
      assert.doesNotMatch(
        JSON.stringify([error.message, error.details, String(error.cause)]),
        /abc\.def|eyJ|AAAA|code=1/,
      );
    });

    it('a provider that does not answer is an error in time, and a cancel ends the wait at once', async () => {
      const { vscode, signIn } = openHarness({ silentTimeoutSeconds: 0.01 });
      vscode.accounts = [ADA];
      vscode.answer = silence;
      await failing(token(signIn), 'signInFailed', 'providerSilent');
      assert.deepEqual(await signIn.state(CONNECTION), { kind: 'signedOut' });
      const patient = openHarness();
      patient.vscode.accounts = [ADA];
      patient.vscode.answer = silence;
      for (const interactive of [false, true]) {
        const cancelled = new AbortController();
        const waiting = token(patient.signIn, { interactive, signal: cancelled.signal });
        cancelled.abort();
        await assert.rejects(waiting, { name: 'AbortError' });
      }
      const open = openHarness({ silentTimeoutSeconds: 0.01 });
      open.vscode.answer = silence;
      const cancelled = new AbortController();
      const waiting = token(open.signIn, { interactive: true, signal: cancelled.signal });
      setImmediate(() => cancelled.abort());
      await assert.rejects(waiting, { name: 'AbortError' }, 'a person may take their time');
    });
  });

  describe('signing out', () => {
    it('nothing silent is used until the person signs in again', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      await token(signIn);
      await signIn.signOut(CONNECTION);
      const asked = vscode.asked.length;
      await failing(token(signIn), 'signInRequired');
      assert.deepEqual(await signIn.state(CONNECTION), { kind: 'signedOut' });
      assert.equal(vscode.asked.length, asked);
      await signIn.signIn(CONNECTION, { signal: forever });
      assert.match(await token(signIn), /ada\.home/);
    });

    it('holds against an answer that was under way', async () => {
      const { vscode, signIn } = openHarness();
      vscode.accounts = [ADA];
      const silent = later<AuthenticationSession>();
      vscode.answer = () => silent.answer();
      const waiting = token(signIn);
      await silent.asked;
      await signIn.signOut(CONNECTION);
      silent.give(vscode.session(ADA, 'microsoft', []));
      await failing(waiting, 'signInRequired');
      assert.deepEqual(await signIn.state(CONNECTION), { kind: 'signedOut' });
    });

    it('forgetting leaves nothing behind, also not through an answer that was under way', async () => {
      const { vscode, signIn, memory } = openHarness();
      vscode.accounts = [ADA];
      const waiting = token(signIn);
      await signIn.forget(CONNECTION);
      await waiting;
      assert.deepEqual(
        [...memory.values()].filter((value) => value !== undefined),
        [],
      );
    });
  });

  it('looking at a connection’s state makes no account its own', async () => {
    const { vscode, signIn, memory } = openHarness();
    vscode.accounts = [ADA];
    assert.deepEqual(await signIn.state(CONNECTION), { kind: 'signedIn', account: ADA.label });
    assert.deepEqual([...memory.values()], []);
    vscode.accounts = [BOB];
    assert.match(await token(signIn), /bob\.home/);
  });

  describe('claims challenge', () => {
    async function refusedToken(vscode: FakeVsCode, signIn: DelegatedSignIn): Promise<string> {
      vscode.accounts = [ADA];
      return token(signIn);
    }

    it('is handed to VS Code without the scopes that the service names, silently first', async () => {
      const { vscode, signIn } = openHarness();
      const rejected = await refusedToken(vscode, signIn);
      vscode.answer = (asked) => ({
        ...vscode.session(ADA, 'microsoft', asked.scopes),
        accessToken: `met ${asked.challenge}`,
      });
      const met = await token(signIn, { rejected, challenge: CLAIMS });
      assert.equal(met, 'met Bearer claims="eyJhY2Nlc3MifQ=="');
      assert.deepEqual(vscode.asked.at(-1)?.scopes, ['https://graph.microsoft.com/Reports.Read.All']);
      assert.deepEqual(vscode.prompts, []);
      assert.equal(await token(signIn), met, 'the next request uses it, too');
    });

    it('asks the person only where that is allowed', async () => {
      const { vscode, signIn } = openHarness();
      const rejected = await refusedToken(vscode, signIn);
      vscode.answer = (asked) =>
        asked.options.silent === true ? undefined : { ...vscode.session(ADA, 'microsoft', []), accessToken: 'met' };
      await failing(token(signIn, { rejected, challenge: CLAIMS }), 'unauthorized', 'conditionalAccess');
      assert.equal(await token(signIn, { rejected, challenge: CLAIMS, interactive: true }), 'met');
      assert.deepEqual(
        vscode.prompts.map(({ options }) => options),
        [{ account: ADA, createIfNone: { detail: 'again: Northlight' } }],
      );
    });

    it('is conditional access where this VS Code does not know challenges', async () => {
      const { vscode, signIn } = openHarness();
      const rejected = await refusedToken(vscode, signIn);
      vscode.answer = () => Promise.reject(new TypeError('scopes is not iterable'));
      await failing(
        token(signIn, { rejected, challenge: CLAIMS, interactive: true }),
        'unauthorized',
        'conditionalAccess',
      );
      assert.deepEqual(vscode.prompts, []);
    });

    it('without claims is an ordinary refusal', async () => {
      const { vscode, signIn } = openHarness();
      const rejected = await refusedToken(vscode, signIn);
      await failing(token(signIn, { rejected, challenge: 'Bearer realm="", error="invalid_token"' }), 'unauthorized');
      assert.ok(vscode.asked.every(({ challenge }) => challenge === undefined));
    });
  });
});
