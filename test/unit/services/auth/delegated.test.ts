import assert from 'node:assert/strict';
import { ADA, BOB, connectionOf, openHarness, PRIVATE } from './delegatedHarness.js';
import { CONNECTION, GOV, forever, token, failing } from './delegatedTokens.js';

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

    it("takes either host of China's sign-in service for the connection's cloud", async () => {
      const hosts = ['https://login.chinacloudapi.cn', 'https://login.partner.microsoftonline.cn'];
      for (const authority of hosts) {
        for (const configured of hosts) {
          const connection = connectionOf({ cloud: 'china', authority });
          const { vscode, signIn } = openHarness();
          vscode.accounts = [ADA];
          vscode.authority = configured;
          assert.match(await token(signIn, { connection }), /^microsoft-sovereign-cloud/);
          vscode.authority = 'https://login.microsoftonline.us';
          await failing(token(signIn, { connection }), 'signInFailed', 'wrongEnvironment');
        }
      }
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
      await failing(token(signIn, { rejected: fresh, interactive: true }), 'unauthorized');
      assert.equal(vscode.prompts.length, 0, 'nobody is asked before it was sent twice');
      const renewed = await signIn.tokens(CONNECTION, true).signInAgain?.({ signal: forever, rejected: fresh });
      assert.notEqual(renewed, fresh);
      assert.equal(renewed, await token(signIn));
      assert.equal(signIn.tokens(CONNECTION, false).signInAgain, undefined, 'in the background, nobody is asked');
      assert.deepEqual(vscode.prompts.at(-1)?.options, {
        account: ADA,
        forceNewSession: { detail: 'again: Northlight' },
      });
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
});
