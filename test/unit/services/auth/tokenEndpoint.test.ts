import assert from 'node:assert/strict';
import { sendToTokenEndpoint } from '../../../../src/services/auth/appOnly/tokenEndpoint.js';
import { UsageReportsError } from '../../../../src/base/errors.js';

describe('sendTokenRequest', () => {
  const authority = 'https://login.microsoftonline.com';

  for (const url of [
    'https://login.example/tenant/oauth2/v2.0/token',
    'http://login.microsoftonline.com/tenant/oauth2/v2.0/token',
    'https://login.microsoftonline.com.example/tenant/oauth2/v2.0/token',
    'https://login.microsoftonline.com:8443/tenant/oauth2/v2.0/token',
  ]) {
    it(`sends nothing to ${url}`, async () => {
      const sent: string[] = [];
      const request = { url, headers: {}, body: 'client_secret=SECRET', signal: new AbortController().signal };
      const fetch = (address: string) => {
        sent.push(address);
        return Promise.resolve(Response.json({ access_token: 'token' }));
      };
      const options = { fetch, authority, now: () => new Date(), timeoutSeconds: 30 };
      await assert.rejects(
        sendToTokenEndpoint(request, options),
        (error) => error instanceof UsageReportsError && error.reason === 'signInFailed',
      );
      assert.deepEqual(sent, []);
      await sendToTokenEndpoint({ ...request, url: `${authority}/tenant/oauth2/v2.0/token` }, options);
      assert.equal(sent.length, 1);
    });
  }
});
