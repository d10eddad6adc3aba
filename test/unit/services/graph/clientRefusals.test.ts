import assert from 'node:assert/strict';
import { isCancelled, UsageReportsError, type ErrorReason } from '../../../../src/base/errors.js';
import type { TokenSource } from '../../../../src/services/graph/types.js';
import { csvRequest, failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';
import { csvBytes } from './smallService.js';

describe('GraphClient before a service with faults', () => {
  const { open, graphRequests } = useHarness();

  describe('refusals', () => {
    const refusals: Record<string, [status: number, reason: ErrorReason]> = {
      'a request it does not understand': [400, 'badRequest'],
      'a missing consent or role': [403, 'forbidden'],
      'an unknown function': [404, 'notFound'],
      'another client error': [418, 'badRequest'],
      'an internal error': [500, 'serviceUnavailable'],
      'a status nobody asked for': [206, 'brokenAnswer'],
    };
    for (const [what, [status, reason]] of Object.entries(refusals)) {
      it(`says ${reason} at ${what}, and asks once`, async () => {
        const { client, server } = await open();
        const body = JSON.stringify({
          error: {
            code: 'SomeCode',
            message: 'See https://x.example/SECRET',
            innerError: { 'request-id': 'inner-id' },
          },
        });
        server.addFault({ effect: { kind: 'respond', status, body } });
        const error = await failsWith(fetchAll(client, csvRequest), reason);
        assert.deepEqual(error.details, {
          status,
          code: 'SomeCode',
          serviceMessage: 'See https://x.example/…',
          requestId: 'inner-id',
          host: '127.0.0.1',
        });
        assert.equal(graphRequests(), 1);
      });
    }

    it('unwraps a wrapped 403', async () => {
      const { client, server } = await open();
      const wrapped = JSON.stringify({ error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } });
      server.addFault({
        effect: {
          kind: 'respond',
          status: 403,
          headers: { 'request-id': 'abc-1' },
          body: JSON.stringify({ error: { code: 'UnknownError', message: wrapped } }),
        },
      });
      const { details, message } = await failsWith(fetchAll(client, csvRequest), 'forbidden');
      assert.deepEqual(details, {
        status: 403,
        code: 'S2SUnauthorized',
        serviceMessage: 'Invalid permission.',
        requestId: 'abc-1',
        host: '127.0.0.1',
      });
      assert.match(message, /S2SUnauthorized.*Invalid permission/);
    });

    it('lives with a 403 that has an empty code, a web page or no body', async () => {
      const { client, server } = await open();
      for (const body of ['{"error":{"code":"","message":""}}', '<html></html>', '']) {
        server.addFault({ times: 1, effect: { kind: 'respond', status: 403, body } });
        const { details } = await failsWith(fetchAll(client, csvRequest), 'forbidden');
        assert.deepEqual(details, { status: 403, host: '127.0.0.1' });
      }
    });

    it('refuses a 304 that was not asked for', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'respond', status: 304 } });
      await failsWith(fetchAll(client, csvRequest), 'brokenAnswer');
    });
  });

  describe('tokens', () => {
    it('gets one fresh token at a 401', async () => {
      const { client, server, asked } = await open();
      server.addFault({ tokens: ['SECRETTOKEN'], effect: { kind: 'unauthorized' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      assert.deepEqual(asked, [undefined, 'SECRETTOKEN']);
    });

    it('gives up at the second 401', async () => {
      const { client, server, asked, challenges } = await open();
      server.addFault({ effect: { kind: 'unauthorized' } });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
      assert.equal(details.code, 'InvalidAuthenticationToken');
      assert.equal(details.problem, undefined);
      assert.deepEqual(asked, [undefined, 'SECRETTOKEN']);
      assert.deepEqual(challenges, [undefined, undefined], 'no claims, no challenge');
      assert.equal(graphRequests(), 2);
    });

    describe('of a source that can ask somebody', () => {
      const signedIn = (again: () => Promise<string>) => {
        const rejected: string[] = [];
        const tokens: TokenSource = {
          getToken: () => Promise.resolve('SECRETTOKEN'),
          signInAgain: (options) => {
            rejected.push(options.rejected);
            return again();
          },
        };
        return { tokens, rejected };
      };

      it('are sent twice before anybody is asked', async () => {
        const { tokens, rejected } = signedIn(() => assert.fail('nobody is asked'));
        const { client, server, waits } = await open({}, { tokens });
        server.addFault({ times: 1, effect: { kind: 'unauthorized' } });
        assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
        assert.deepEqual([waits, rejected, graphRequests()], [[2], [], 2]);
      });

      it('are replaced when they are rejected twice', async () => {
        const { tokens, rejected } = signedIn(() => Promise.resolve('SECRETFRESH'));
        const { client, server, waits } = await open({}, { tokens });
        server.addFault({ tokens: ['SECRETTOKEN'], effect: { kind: 'unauthorized' } });
        assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
        assert.deepEqual([waits, rejected, graphRequests()], [[2], ['SECRETTOKEN'], 3]);
      });

      for (const [what, again, requests] of [
        ['another one is rejected, too', () => Promise.resolve('SECRETFRESH'), 3],
        ['the sign-in gives the same one', () => Promise.resolve('SECRETTOKEN'), 2],
      ] as const) {
        it(`end in Graph's words where ${what}`, async () => {
          const { tokens, rejected } = signedIn(again);
          const { client, server } = await open({}, { tokens });
          server.addFault({ effect: { kind: 'unauthorized' } });
          const { details } = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
          assert.equal(details.code, 'InvalidAuthenticationToken');
          assert.deepEqual([rejected.length, graphRequests()], [1, requests]);
        });
      }

      it('end in what was answered where somebody declines', async () => {
        const declined = new UsageReportsError('signInFailed', 'No.', { problem: 'declined' });
        const { tokens } = signedIn(() => Promise.reject(declined));
        const { client, server } = await open({}, { tokens });
        server.addFault({ effect: { kind: 'unauthorized' } });
        assert.equal(await failsWith(fetchAll(client, csvRequest), 'signInFailed'), declined);
        assert.equal(graphRequests(), 2);
      });
    });

    const noNewer = new UsageReportsError('unauthorized', 'VS Code has no newer one.', { status: 401 });
    const sources: readonly (readonly [string, TokenSource])[] = [
      ['hands out the same token again', { getToken: () => Promise.resolve('SECRETTOKEN') }],
      [
        'says that it has no other token',
        {
          getToken: ({ rejected }) =>
            rejected === undefined ? Promise.resolve('SECRETTOKEN') : Promise.reject(noNewer),
        },
      ],
    ];
    for (const [what, tokens] of sources) {
      it(`survives a 401 that comes once where the source ${what}`, async () => {
        const { client, server, waits } = await open({}, { tokens });
        server.addFault({ times: 1, effect: { kind: 'unauthorized' } });
        assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
        assert.deepEqual(waits, [2]);
        assert.equal(graphRequests(), 2);
      });

      it(`gives up at the second 401 with Graph's words where the source ${what}`, async () => {
        const { client, server, waits } = await open({}, { tokens });
        server.addFault({ effect: { kind: 'unauthorized' } });
        const { details } = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
        assert.equal(details.code, 'InvalidAuthenticationToken');
        assert.deepEqual(waits, [2]);
        assert.equal(graphRequests(), 2);
      });

      it(`survives a 401 between two pages where the source ${what}`, async () => {
        const { client, server } = await open({ pages: [[1], [2], [3]] }, { tokens });
        server.addFault({ path: '$skiptoken', skip: 1, times: 1, effect: { kind: 'unauthorized' } });
        assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 3);
        assert.equal(graphRequests(), 4);
      });

      it(`can be canceled in the pause where the source ${what}`, async () => {
        const controller = new AbortController();
        const sleep = () => {
          controller.abort();
          return new Promise<void>(() => undefined);
        };
        const { client, server } = await open({}, { tokens, sleep });
        server.addFault({ effect: { kind: 'unauthorized' } });
        const work = fetchAll(client, csvRequest, { signal: controller.signal });
        await assert.rejects(work, (error: Error) => isCancelled(error));
        assert.equal(graphRequests(), 1);
      });
    }

    it('does not pause before a new token', async () => {
      const { client, server, waits } = await open();
      server.addFault({ tokens: ['SECRETTOKEN'], effect: { kind: 'unauthorized' } });
      await fetchAll(client, csvRequest);
      assert.deepEqual(waits, []);
    });

    it('hands on a challenge that asks for claims, and names the policy where the answer is refused, too', async () => {
      const { client, server, challenges, log } = await open();
      server.addFault({ tokens: ['SECRETTOKEN'], effect: { kind: 'wantsClaims', claims: 'U0VDUkVU' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      assert.equal(challenges[0], undefined);
      assert.match(challenges[1] ?? '', /^Bearer .*claims="U0VDUkVU"$/);

      server.addFault({ effect: { kind: 'wantsClaims', claims: 'U0VDUkVU' } });
      const error = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
      assert.equal(error.details.problem, 'conditionalAccess');
      assert.doesNotMatch(JSON.stringify([error.message, error.details, log]), /U0VDUkVU/);
    });

    it('takes the code of a challenge where the body has none', async () => {
      const { client, server } = await open();
      server.addFault({
        effect: {
          kind: 'respond',
          status: 401,
          headers: { 'www-authenticate': 'Bearer error="insufficient_claims", claims="SECRET"' },
        },
      });
      assert.equal((await failsWith(fetchAll(client, csvRequest), 'unauthorized')).details.code, 'insufficient_claims');
    });

    it('gets a fresh token between two pages', async () => {
      const { client, server } = await open({ pages: [[1], [2], [3]] });
      server.addFault({ path: '$skiptoken=2', tokens: ['SECRETTOKEN'], effect: { kind: 'unauthorized' } });
      assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 3);
    });

    it('hands on what the token source throws', async () => {
      const refused = new UsageReportsError('signInRequired', 'Nobody is signed in.');
      const { client, server } = await open({}, { tokens: { getToken: () => Promise.reject(refused) } });
      await assert.rejects(fetchAll(client, csvRequest), refused);
      assert.equal(server.requests.length, 0);
    });
  });
});
