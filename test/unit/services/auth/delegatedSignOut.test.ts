import assert from 'node:assert/strict';
import type { AuthenticationSession } from 'vscode';
import { ADA, later, openHarness } from './delegatedHarness.js';
import { CONNECTION, forever, token, failing } from './delegatedTokens.js';

describe('delegated sign-in', () => {
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
});
