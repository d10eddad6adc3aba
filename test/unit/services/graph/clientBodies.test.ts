import assert from 'node:assert/strict';
import { type ErrorReason } from '../../../../src/base/errors.js';
import { csvRequest, failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';

describe('GraphClient before a service with faults', () => {
  const { open, graphRequests } = useHarness();

  describe('bodies that are no report', () => {
    for (const at of ['graph', 'download'] as const) {
      it(`says so at a web page from ${at}`, async () => {
        const { client, server } = await open();
        server.addFault({ at, effect: { kind: 'html', status: 200 } });
        await failsWith(fetchAll(client, csvRequest), 'notAReport');
      });
    }

    it('says so at a web page in place of a JSON page', async () => {
      const { client, server } = await open({ pages: [[1], [2]] });
      server.addFault({ path: '$skiptoken=1', effect: { kind: 'html', status: 200 } });
      await failsWith(fetchAll(client, jsonRequest), 'notAReport');
    });

    for (const body of ['', '[1,2]', 'null', 'Service is fine']) {
      it(`does not take "${body}" for a JSON report`, async () => {
        const { client, server } = await open();
        server.addFault({
          effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
        });
        await failsWith(fetchAll(client, jsonRequest), 'notAReport');
      });
    }

    for (const body of [
      '{"values":[]}',
      '{"value":{}}',
      '{"value":[]',
      '{"value":["\u0000"]}',
      '{"value":[],"@odata.nextLink":7}',
    ]) {
      it(`takes ${JSON.stringify(body)} for a broken answer`, async () => {
        const { client, server } = await open();
        server.addFault({
          effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
        });
        await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      });
    }

    it('stops at a broken page and never passes for the shorter report', async () => {
      const { client, server } = await open({ pages: [[1], [2], [3]] });
      server.addFault({ skip: 1, times: 1, effect: { kind: 'brokenJson' } });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(graphRequests(), 2);
    });

    const inside: Record<string, ErrorReason> = {
      S2SUnauthorized: 'forbidden',
      TooManyRequests: 'throttled',
      InvalidArgument: 'badRequest',
      ResourceNotFound: 'notFound',
      InvalidAuthenticationToken: 'unauthorized',
      UnknownError: 'serviceUnavailable',
      SomethingNew: 'brokenAnswer',
    };
    for (const [code, reason] of Object.entries(inside)) {
      it(`says ${reason} at ${code} in a 200, from either host`, async () => {
        const { client, server } = await open();
        const body = JSON.stringify({ error: { code, message: 'No.' } });
        for (const at of ['graph', 'download'] as const) {
          server.clearFaults();
          server.addFault({
            at,
            effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
          });
          const { details } = await failsWith(fetchAll(client, csvRequest), reason);
          assert.equal(details.code, code);
          assert.equal(details.serviceMessage, 'No.');
        }
      });
    }
  });
});
