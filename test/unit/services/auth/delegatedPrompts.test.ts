import assert from 'node:assert/strict';
import type { AuthenticationSession } from 'vscode';
import { ADA, later, openHarness } from './delegatedHarness.js';
import { CONNECTION, silence, token, failing } from './delegatedTokens.js';

describe('delegated sign-in', () => {
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
});
