import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { type Connection, readConnections } from '../../src/services/auth/connections/connection.js';
import { DelegatedSignIn, type DelegatedSignInOptions } from '../../src/services/auth/delegated/delegatedSignIn.js';
import type { SignInPrompts } from '../../src/services/auth/delegated/interactiveSignIn.js';
import { vscodeHost } from '../../src/features/connections/vscodeAuthHost.js';
import { signInTexts } from '../../src/l10n/signInTexts.js';
import { activated, failureOf } from './support/extension.js';
import { microsoft } from './support/microsoft.js';
import { startTenant, type Tenant, type TenantOptions } from './support/tenant.js';

const ADA = { id: 'ada', label: 'ada@northlight.example' };
const BOB = { id: 'bob', label: 'bob@southlight.example' };
const COUNTS = 'getEmailActivityCounts';
const DETAIL = 'getTeamsUserActivityUserDetail';
const SOVEREIGN = 'microsoft-sovereign-cloud';

describe('delegated sign-in through VS Code', () => {
  let api: UsageReportsApi;
  const tenants: Tenant[] = [];
  const methods: DelegatedSignIn[] = [];
  before(async () => {
    api = await activated();
  });
  beforeEach(async () => {
    await microsoft.setAccounts([], SOVEREIGN);
    await microsoft.setAccounts([]);
  });
  afterEach(async () => {
    await microsoft.hang(false);
    methods.splice(0).forEach((method) => method.dispose());
    await Promise.all([setEnvironment(undefined), setEnvironment(undefined, vscode.ConfigurationTarget.Workspace)]);
    for (const tenant of tenants.splice(0)) {
      await tenant.close();
    }
  });

  async function tenant(options: TenantOptions = {}): Promise<Tenant> {
    const started = await startTenant({ signedIn: false, ...options });
    tenants.push(started);
    return started;
  }

  function open({ connection }: Tenant, over: object = {}) {
    return api.getReport({ report: COUNTS, period: 'D7', connection, fresh: true, ...over });
  }

  /** A delegated sign-in of this host, beside the extension's own. */
  function method(
    choose: SignInPrompts['chooseAccount'] = () => assert.fail('nobody is asked'),
    options: Partial<DelegatedSignInOptions> = {},
  ): DelegatedSignIn {
    const signInPrompts = { chooseAccount: choose, ...signInTexts };
    const made = new DelegatedSignIn({
      host: vscodeHost(),
      memento: memory(),
      signInPrompts,
      now: () => new Date(),
      ...options,
    });
    methods.push(made);
    return made;
  }

  it('asks VS Code once for many requests, and uses the renewed token as soon as VS Code announces it', async () => {
    await microsoft.setAccounts([ADA]);
    const northlight = await tenant();
    await Promise.all(['D7', 'D30', 'D90', 'D180'].map((period) => open(northlight, { period })));
    await open(northlight);
    const gets = (await microsoft.calls()).filter(({ kind }) => kind === 'get');
    assert.deepEqual(
      gets.map(({ provider, scopes, account }) => [provider, scopes, account]),
      [['microsoft', [`${northlight.server.origin}/Reports.Read.All`], 'ada']],
    );
    assert.deepEqual([...new Set(tokensAt(northlight))].map(generationOf), ['1']);

    await microsoft.renewTokens();
    northlight.server.clearRequests();
    await open(northlight);
    assert.deepEqual(tokensAt(northlight).map(generationOf), ['2']);
  });

  it('gets a newer token when Graph rejects the cached one', async () => {
    await microsoft.setAccounts([ADA]);
    const northlight = await tenant();
    await open(northlight);
    await microsoft.renewTokens({ unheard: true });
    const [old] = tokensAt(northlight);
    northlight.server.addFault({ tokens: [(old ?? '').replace(/^Bearer /, '')], effect: { kind: 'unauthorized' } });
    northlight.server.clearRequests();
    await open(northlight);
    assert.deepEqual(tokensAt(northlight).map(generationOf), ['1', '2']);
  });

  it('a session that is removed elsewhere is signed out here, and nothing is sent', async () => {
    await microsoft.setAccounts([ADA]);
    const northlight = await tenant();
    await open(northlight);
    northlight.server.clearRequests();
    await microsoft.removeSessions('ada');
    assert.equal((await failureOf(open(northlight))).reason, 'signInRequired');
    await microsoft.setAccounts([BOB]);
    assert.equal(
      (await failureOf(open(northlight))).reason,
      'signInRequired',
      'another account is not taken for the one that is gone',
    );
    assert.equal(northlight.server.requests.length, 0);
  });

  it('two tenants with an account each get their own tokens at their own servers', async () => {
    const [northlight, southlight] = [await tenant(), await tenant()];
    await microsoft.setAccounts([ADA]);
    await open(northlight);
    await microsoft.setAccounts([BOB]);
    await open(southlight);
    await microsoft.setAccounts([BOB, ADA]);
    await Promise.all(
      ['D7', 'D30', 'D90'].flatMap((period) => [open(northlight, { period }), open(southlight, { period })]),
    );
    for (const [{ server }, account] of [
      [northlight, 'ada'],
      [southlight, 'bob'],
    ] as const) {
      const tokens = server.requests
        .map(({ headers }) => headers['authorization'])
        .filter((header) => header !== undefined);
      assert.equal(tokens.length, 4);
      for (const token of tokens) {
        assert.match(token, new RegExp(`account=${account};scopes=${server.origin}/Reports\\.Read\\.All$`));
      }
    }
  });

  it('several accounts need a choice, which is made once and remembered', async () => {
    await microsoft.setAccounts([ADA, BOB]);
    const northlight = await tenant();
    assert.equal((await failureOf(open(northlight))).reason, 'signInRequired');
    assert.equal(northlight.server.requests.length, 0);

    const questions: string[][] = [];
    const chosen = method((_, accounts) => {
      questions.push(accounts.map(({ label }) => label));
      return Promise.resolve(accounts.find(({ id }) => id === 'bob'));
    });
    const connection = connectionTo(northlight);
    assert.deepEqual(await chosen.state(connection), { kind: 'signedOut' });
    await chosen.signIn(connection, { signal: new AbortController().signal });
    assert.deepEqual(await chosen.state(connection), { kind: 'signedIn', account: BOB.label });
    assert.match(await token(chosen, connection), /account=bob/);
    await microsoft.renewTokens();
    assert.match(await token(chosen, connection), /account=bob/);
    assert.deepEqual(questions, [[ADA.label, BOB.label]]);
  });

  it('a connection stays signed out although VS Code keeps the session, until somebody signs in', async () => {
    await microsoft.setAccounts([ADA]);
    const connection = connectionTo(await tenant());
    const own = method();
    await token(own, connection);
    await own.signOut(connection);
    assert.deepEqual(await own.state(connection), { kind: 'signedOut' });
    assert.equal((await failureOf(token(own, connection))).reason, 'signInRequired');
    await own.signIn(connection, { signal: new AbortController().signal });
    assert.match(await token(own, connection), /account=ada/);
  });

  it('fires an event when the state of a connection changes', async () => {
    await microsoft.setAccounts([ADA]);
    const connection = connectionTo(await tenant());
    const own = method();
    const states: string[] = [];
    const changed = new Promise<void>((resolve) => {
      own.onDidChange(
        () => void own.state(connection).then(({ kind }) => (states.push(kind), kind === 'signedOut' && resolve())),
      );
    });
    await token(own, connection);
    await microsoft.removeSessions('ada');
    await changed;
    assert.equal(states.at(-1), 'signedOut');
  });

  it('a dialog that the host refuses is a failure, and is not requested again and again', async () => {
    await microsoft.setAccounts([{ ...ADA, signedIn: false }]);
    const connection = connectionTo(await tenant());
    const own = method();
    const waiting = Array.from({ length: 5 }, () =>
      failureOf(own.tokens(connection, true).getToken({ signal: new AbortController().signal })),
    );
    const errors = await Promise.all(waiting);
    assert.deepEqual([...new Set(errors.map(({ reason }) => reason))], ['signInFailed']);
    assert.equal((await microsoft.calls()).filter(({ kind }) => kind === 'create').length, 0);
  });

  describe('a provider that hangs', () => {
    it('becomes an error after a time, and works again when the provider answers', async () => {
      await microsoft.setAccounts([ADA]);
      const connection = connectionTo(await tenant());
      const own = method(undefined, { silentTimeoutSeconds: 0.3 });
      await microsoft.hang(true);
      const error = await failureOf(token(own, connection));
      assert.deepEqual([error.reason, error.details?.['problem']], ['signInFailed', 'providerSilent']);
      assert.deepEqual(await own.state(connection), { kind: 'signedOut' });
      await microsoft.hang(false);
      assert.match(await token(method(), connection), /account=ada/);
    });

    it('a canceled report ends at once, and nothing is sent', async () => {
      await microsoft.setAccounts([ADA]);
      const northlight = await tenant();
      await open(northlight);
      northlight.server.clearRequests();
      await microsoft.renewTokens();
      await microsoft.hang(true);
      const source = new vscode.CancellationTokenSource();
      const opening = api.getReport(
        { report: COUNTS, period: 'D7', connection: northlight.connection, fresh: true },
        source.token,
      );
      await microsoft.hung();
      source.cancel();
      assert.equal((await failureOf(opening)).name, 'AbortError');
      assert.equal(northlight.server.requests.length, 0);
    });
  });

  describe('sovereign clouds', () => {
    const AUTHORITY = 'https://login.airgap.example';

    it('does not sign in while VS Code’s setting names another cloud, or none', async () => {
      await microsoft.setAccounts([ADA]);
      await microsoft.setAccounts([BOB], SOVEREIGN);
      const gov = await tenant({ setting: { cloud: 'usgov', graphEndpoint: undefined } });
      const airgap = await tenant({ setting: { cloud: 'custom', authority: AUTHORITY } });
      for (const environment of [undefined, 'ChinaCloud']) {
        await setEnvironment(environment);
        for (const one of [gov, airgap]) {
          const error = await failureOf(open(one));
          assert.deepEqual([error.reason, error.details?.['problem']], ['signInFailed', 'wrongEnvironment']);
        }
      }
      assert.deepEqual(await microsoft.calls(), []);
      assert.equal(airgap.server.requests.length, 0);
    });

    it('uses the sovereign provider’s account if the setting names the connection’s cloud', async () => {
      await microsoft.setAccounts([ADA]);
      await microsoft.setAccounts([BOB], SOVEREIGN);
      const airgap = await tenant({ setting: { cloud: 'custom', authority: AUTHORITY } });
      await setEnvironment('custom', vscode.ConfigurationTarget.Global, `${AUTHORITY}/`);
      await open(airgap);
      assert.match(tokensAt(airgap).join(), /account=bob;scopes=http:/);
      assert.deepEqual([...new Set((await microsoft.calls()).map(({ provider }) => provider))], [SOVEREIGN]);

      airgap.server.clearRequests();
      await setEnvironment('custom', vscode.ConfigurationTarget.Global, 'https://login.elsewhere.example');
      assert.equal((await failureOf(open(airgap))).details?.['problem'], 'wrongEnvironment');
      assert.equal(airgap.server.requests.length, 0, 'nor is the session used that has been kept');
    });

    it('a workspace can neither name the cloud nor change it', async () => {
      await microsoft.setAccounts([BOB], SOVEREIGN);
      const airgap = await tenant({ setting: { cloud: 'custom', authority: AUTHORITY } });
      await setEnvironment('custom', vscode.ConfigurationTarget.Workspace, AUTHORITY);
      assert.equal((await failureOf(open(airgap))).details?.['problem'], 'wrongEnvironment');
      await setEnvironment('custom', vscode.ConfigurationTarget.Global, AUTHORITY);
      await setEnvironment('ChinaCloud', vscode.ConfigurationTarget.Workspace);
      assert.equal((await failureOf(open(airgap))).details?.['problem'], 'wrongEnvironment');
      assert.equal(airgap.server.requests.length, 0);
    });
  });

  describe('refusals', () => {
    const CLAIMS = Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}').toString('base64');

    it('VS Code’s provider meets a challenge, with our scopes and Graph’s claims', async () => {
      await microsoft.setAccounts([ADA]);
      const northlight = await tenant();
      await microsoft.meetChallenges('silently');
      northlight.server.addFault({ times: 1, effect: { kind: 'wantsClaims', claims: CLAIMS } });
      await open(northlight);
      assert.match(tokensAt(northlight).at(-1) ?? '', new RegExp(`;claims=${CLAIMS}$`));
      const asked = (await microsoft.calls()).filter(({ claims }) => claims !== undefined);
      assert.deepEqual(
        asked.map(({ kind, scopes, account }) => [kind, scopes, account]),
        [['get', [`${northlight.server.origin}/Reports.Read.All`], 'ada']],
      );
    });

    it('a challenge that cannot be met, or whose token is rejected, is Conditional Access', async () => {
      await microsoft.setAccounts([ADA]);
      const northlight = await tenant();
      northlight.server.addFault({ effect: { kind: 'wantsClaims', claims: CLAIMS } });
      for (const when of ['never', 'silently'] as const) {
        await microsoft.meetChallenges(when);
        const error = await failureOf(open(northlight));
        assert.deepEqual([error.reason, error.details?.['problem']], ['unauthorized', 'conditionalAccess'], when);
        assert.doesNotMatch(JSON.stringify([error.message, error.details]), /stand-in-token|acrs|eyJ/);
      }
      assert.equal((await microsoft.calls()).filter(({ kind }) => kind === 'create').length, 0);
    });

    it('a personal account is recognized before anything is sent', async () => {
      await microsoft.setAccounts([{ id: 'eve.9188040d-6c67-4c5b-b112-36a304b66dad', label: 'eve@outlook.example' }]);
      const northlight = await tenant();
      const error = await failureOf(open(northlight));
      assert.deepEqual([error.reason, error.details?.['problem']], ['signInFailed', 'personalAccount']);
      assert.equal(northlight.server.requests.length, 0);
    });

    const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
    const cases: [string, object, string, string | undefined][] = [
      ['no consent', { scp: 'User.Read' }, COUNTS, 'consentMissing'],
      [
        'a role for totals and a report about people',
        { scp: 'Reports.Read.All', wids: [GLOBAL_READER] },
        DETAIL,
        'summaryRole',
      ],
      [
        'a role for totals and a report of totals',
        { scp: 'Reports.Read.All', wids: [GLOBAL_READER] },
        COUNTS,
        undefined,
      ],
      ['no role', { scp: 'Reports.Read.All', wids: [] }, COUNTS, 'roleMissing'],
    ];
    for (const [what, claims, report, problem] of cases) {
      it(`a 403 for ${what} is ${problem ?? 'a 403'}`, async () => {
        await microsoft.setAccounts([{ ...ADA, claims: { ...claims } }]);
        const northlight = await tenant();
        northlight.server.addFault({
          effect: {
            kind: 'respond',
            status: 403,
            headers: { 'content-type': 'application/json' },
            body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
          },
        });
        const error = await failureOf(open(northlight, { report }));
        assert.deepEqual(
          [error.reason, error.details?.['problem'], error.details?.['code']],
          ['forbidden', problem, 'S2SUnauthorized'],
        );
        assert.doesNotMatch(JSON.stringify([error.message, error.details]), /eyJ|standin/);
      });
    }
  });
});

function connectionTo({ connection, server }: Tenant): Connection {
  return readConnections([{ id: connection, name: 'Test tenant', graphEndpoint: server.origin }]).connections[0]!;
}

function token(method: DelegatedSignIn, connection: Connection): Promise<string> {
  return method.tokens(connection, false).getToken({ signal: new AbortController().signal });
}

/** Headers of the requests to Graph, in their order. */
function tokensAt({ server }: Tenant): string[] {
  return server.requests.filter(({ port }) => port === 'graph').map(({ headers }) => headers['authorization'] ?? '');
}

function generationOf(header: string): string | undefined {
  return /generation=(\d+)/.exec(header)?.[1];
}

async function setEnvironment(
  environment: string | undefined,
  target = vscode.ConfigurationTarget.Global,
  authority?: string,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SOVEREIGN);
  await settings.update(
    'customEnvironment',
    authority === undefined ? undefined : { name: 'Airgap', activeDirectoryEndpointUrl: authority },
    target,
  );
  await settings.update('environment', environment, target);
}

function memory(): vscode.Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key) as never,
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}
