import assert from 'node:assert/strict';
import { isCancelled } from '../../../../src/base/errors.js';
import { failsWith, SECRET, TENANT, useHarness } from './appOnlyHarness.js';

describe('AppOnlySignIn with a client secret', () => {
  const { open, openWithSecret } = useHarness();

  describe('and a person', () => {
    it('asks nobody unless allowed to', async () => {
      const { service, token } = await open();
      await failsWith(token(), 'signInRequired', 'secretMissing');
      assert.equal(service.requests.length, 0);
    });

    it('asks once for many, and keeps what was entered once it was taken', async () => {
      const { service, secrets, connection, token, asked, answers } = await open();
      answers.push(SECRET);
      const tokens = await Promise.all([
        token({ interactive: true }),
        token({ interactive: true }),
        token({ interactive: true }),
      ]);
      assert.equal(new Set(tokens).size, 1);
      assert.deepEqual(asked, ['secretMissing']);
      assert.equal(await secrets.get(connection.id), SECRET);
      assert.equal(service.requests.length, 1);
    });

    it('asks again with the reason, and never keeps a wrong one', async () => {
      const { secrets, connection, token, asked, answers } = await open();
      answers.push('SECRET-wrong', undefined);
      await failsWith(token({ interactive: true }), 'signInFailed', 'declined');
      assert.deepEqual(asked, ['secretMissing', 'wrongSecret']);
      assert.equal(await secrets.get(connection.id), undefined);
    });

    it('keeps a secret that could not be tried', async () => {
      const { service, secrets, connection, token, answers } = await open();
      service.fault = { kind: 'reset' };
      answers.push(SECRET);
      await failsWith(token({ interactive: true }), 'network');
      assert.equal(await secrets.get(connection.id), SECRET);
    });

    it('does not ask in place of a wrong secret until the person signs in', async () => {
      const { service, secrets, signIn, connection, token, asked, answers } = await open();
      const { signal } = new AbortController();
      await secrets.store(connection.id, 'SECRET-wrong');
      await failsWith(token({ interactive: true }), 'signInFailed', 'wrongSecret');
      assert.deepEqual(asked, []);
      answers.push(SECRET);
      await signIn.signIn(connection, { signal });
      assert.deepEqual(asked, ['wrongSecret']);
      assert.equal(service.requests.length, 2);
      await signIn.signIn(connection, { signal });
      assert.equal(asked.length, 1, 'nothing is missing any more');
    });

    it('asks at sign-in where nothing is stored, and for another secret when told to', async () => {
      const { service, signIn, secrets, connection, asked, answers } = await open();
      const { signal } = new AbortController();
      answers.push(SECRET);
      await signIn.signIn(connection, { signal });
      service.register({ tenantId: TENANT, clientId: 'second', secret: 'SECRET-2' });
      answers.push('SECRET-2');
      await signIn.signIn({ ...connection, clientId: 'second' }, { signal, chooseAccount: true });
      assert.deepEqual(asked, ['secretMissing', undefined]);
      assert.equal(await secrets.get(connection.id), 'SECRET-2');
    });

    it('needs no service to sign in where a secret is stored', async () => {
      const { service, signIn, connection } = await openWithSecret();
      await signIn.signIn(connection, { signal: new AbortController().signal });
      assert.equal(service.requests.length, 0);
    });

    it('closes the question when nobody waits for it any more, and asks anew', async () => {
      const { token, asked, answers, nextQuestion } = await open();
      answers.push(new Promise(() => undefined), SECRET);
      const impatient = new AbortController();
      const question = nextQuestion();
      const waiting = token({ interactive: true, signal: impatient.signal });
      const shown = await question;
      impatient.abort();
      await assert.rejects(waiting, isCancelled);
      assert.ok(shown.aborted);
      await token({ interactive: true });
      assert.equal(asked.length, 2);
    });

    it('keeps nothing for a connection that is gone', async () => {
      const { signIn, secrets, connection, token, answers, nextQuestion } = await open();
      let enter: (secret: string) => void = () => undefined;
      answers.push(new Promise<string>((resolve) => (enter = resolve)));
      const question = nextQuestion();
      const gone = assert.rejects(token({ interactive: true }), isCancelled);
      await question;
      await signIn.forget(connection);
      enter(SECRET);
      await gone;
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(await secrets.get(connection.id), undefined);
    });
  });
});
