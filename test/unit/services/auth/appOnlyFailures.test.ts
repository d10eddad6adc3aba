import assert from 'node:assert/strict';
import { TRACE_ID } from '../../../support/tokenService.js';
import { failsWith, SECRET, TENANT, useHarness } from './appOnlyHarness.js';

describe('AppOnlySignIn with a client secret', () => {
  const { open, openWithSecret } = useHarness();

  describe('and what stands in the way', () => {
    it('a wrong secret, with the number, the sentence and the request id of the service', async () => {
      const { secrets, connection, token } = await open();
      await secrets.store(connection.id, 'SECRET-wrong');
      const { details, message } = await failsWith(token(), 'signInFailed', 'wrongSecret');
      assert.equal(details.code, 'AADSTS7000215');
      assert.equal(details.status, 401);
      assert.equal(details.host, '127.0.0.1');
      assert.equal(details.requestId, TRACE_ID);
      assert.match(
        details.serviceMessage ?? '',
        /^Invalid client secret provided\. Ensure .* for a secret added to app '[-\w]+'\.$/,
      );
      assert.match(message, /^127\.0\.0\.1 answered 401 \(AADSTS7000215\): Invalid client secret/);
    });

    it('an expired secret, an unknown application, an unknown tenant', async () => {
      const { service, secrets, over, token } = await openWithSecret();
      service.register({ tenantId: TENANT, clientId: 'expired-app', expiredSecret: 'SECRET-old' });
      await secrets.store('expired', 'SECRET-old');
      await failsWith(
        token({ connection: over({ id: 'expired', clientId: 'expired-app' }) }),
        'signInFailed',
        'secretExpired',
      );
      await failsWith(token({ connection: over({ clientId: 'no-such-app' }) }), 'signInFailed', 'appNotFound');
      await failsWith(token({ connection: over({ tenantId: 'nowhere.example' }) }), 'signInFailed', 'tenantNotFound');
    });

    for (const [code, problem] of [
      [7000229, 'consentMissing'],
      [53003, 'conditionalAccess'],
      [1000502, 'certificateExpired'],
      [123456, undefined],
    ] as const) {
      it(`AADSTS${code}: ${problem ?? 'only what the service says'}`, async () => {
        const { service, token } = await openWithSecret();
        service.fault = {
          kind: 'aadError',
          status: 400,
          error: 'invalid_client',
          code,
          description: 'Something is the matter.',
        };
        const { details } = await failsWith(token(), 'signInFailed', problem);
        assert.equal(details.code, `AADSTS${code}`);
        assert.equal(details.serviceMessage, 'Something is the matter.');
      });
    }

    it('an answer that repeats the secret, which is not repeated', async () => {
      const { service, token } = await openWithSecret();
      const description = `You sent ${SECRET} or ${encodeURIComponent(SECRET)} in Bearer eyJabc.def.ghi`;
      service.fault = { kind: 'aadError', status: 400, error: 'invalid_client', code: 1, description };
      const { details } = await failsWith(token(), 'signInFailed');
      assert.equal(details.serviceMessage, 'You sent … or … in Bearer …');
    });

    it('a service that is not there', async () => {
      const { service, token } = await openWithSecret();
      await service.close();
      const { details } = await failsWith(token(), 'network');
      assert.deepEqual([details.host, details.code], ['127.0.0.1', 'ECONNREFUSED']);
    });

    it('a connection that breaks', async () => {
      const { service, token } = await openWithSecret();
      service.fault = { kind: 'reset' };
      assert.equal((await failsWith(token(), 'network')).details.host, '127.0.0.1');
    });

    it('a service that never answers', async () => {
      const { service, token } = await openWithSecret({ timeoutSeconds: 0.05 });
      service.fault = { kind: 'hang' };
      assert.equal((await failsWith(token(), 'network')).details.code, 'timeout');
    });

    it('a proxy that wants a sign-in', async () => {
      const { service, token } = await openWithSecret();
      service.fault = { kind: 'status', status: 407 };
      assert.equal((await failsWith(token(), 'network', 'proxySignIn')).details.host, '127.0.0.1');
    });

    it('a proxy that refuses the tunnel', async () => {
      const { token } = await openWithSecret({
        fetch: () =>
          Promise.reject(
            new TypeError('fetch failed', { cause: new Error('Proxy response (407) !== 200 when HTTP Tunneling') }),
          ),
      });
      await failsWith(token(), 'network', 'proxySignIn');
    });

    for (const status of [200, 302, 403]) {
      it(`somebody’s page with status ${status}`, async () => {
        const { service, token } = await openWithSecret();
        service.fault = { kind: 'status', status };
        assert.equal((await failsWith(token(), 'network', 'proxySignIn')).details.status, status);
      });
    }

    it('an outage, and a service that wants to be left alone', async () => {
      const { service, token } = await openWithSecret();
      service.fault = { kind: 'status', status: 503 };
      await failsWith(token(), 'serviceUnavailable');
      service.fault = {
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '17', 'content-type': 'application/json' },
        body: '{}',
      };
      assert.equal((await failsWith(token(), 'throttled')).details.retryAfterSeconds, 17);
      service.fault = undefined;
      await token();
    });

    it('an answer without a token', async () => {
      const { service, token } = await openWithSecret();
      service.fault = {
        kind: 'status',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"token_type":"Bearer"}',
      };
      await failsWith(token(), 'signInFailed');
    });
  });
});
