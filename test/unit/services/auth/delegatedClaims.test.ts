import assert from 'node:assert/strict';
import { DelegatedSignIn } from '../../../../src/services/auth/delegated/delegatedSignIn.js';
import { ADA, FakeVsCode, openHarness } from './delegatedHarness.js';
import { CLAIMS, token, failing } from './delegatedTokens.js';

describe('delegated sign-in', () => {
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
      assert.ok(vscode.asked.length > 0 && vscode.asked.every(({ challenge }) => challenge === undefined));
    });
  });
});
