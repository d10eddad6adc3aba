import assert from 'node:assert/strict';
import { GraphClient } from '../../../../src/services/graph/client.js';
import { defaultLimits } from '../../../../src/services/graph/limits.js';
import type { Fetch } from '../../../../src/services/graph/fetch.js';
import type { FaultEffect } from '../../../support/graphFaults.js';
import { csvRequest, failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';
import { csvBytes } from './smallService.js';

describe('GraphClient before a service with faults', () => {
  const { open, graphRequests } = useHarness();

  describe('links', () => {
    it('asks Graph once more for an expired link', async () => {
      const { client, server } = await open();
      server.addFault({ at: 'download', times: 1, effect: { kind: 'expiredLink' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      assert.equal(graphRequests(), 2);
    });

    it('gives up where the second link is refused too', async () => {
      const { client, server } = await open();
      server.addFault({ at: 'download', effect: { kind: 'expiredLink' } });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'linkExpired');
      assert.deepEqual(details, { status: 403, host: '127.0.0.1' });
      assert.equal(graphRequests(), 2);
    });

    it('does the same for a link in the body', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'linkInBody' } });
      server.addFault({ at: 'download', times: 1, effect: { kind: 'expiredLink' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      server.addFault({ at: 'download', effect: { kind: 'expiredLink' } });
      await failsWith(fetchAll(client, csvRequest), 'linkExpired');
    });

    for (const location of ['http://reports.office.com/SECRET', 'ftp://127.0.0.1/SECRET']) {
      it(`does not follow ${location}`, async () => {
        const { client, server } = await open();
        server.addFault({ effect: { kind: 'redirect', location } });
        await failsWith(fetchAll(client, csvRequest), 'insecureRedirect');
        assert.equal(server.requests.length, 1);
      });

      it(`does not follow ${location} from a download host or a body either`, async () => {
        const { client, server } = await open();
        server.addFault({ at: 'download', effect: { kind: 'redirect', location } });
        await failsWith(fetchAll(client, csvRequest), 'insecureRedirect');
      });
    }

    it('does not fetch an http link of a body', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'respond', status: 200, body: 'http://reports.office.com/SECRET\r\n' } });
      await failsWith(fetchAll(client, csvRequest), 'insecureRedirect');
      assert.equal(server.requests.length, 1);
    });

    it('takes a redirect without a place for a broken answer', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'respond', status: 302 } });
      await failsWith(fetchAll(client, csvRequest), 'brokenAnswer');
    });

    it('notices redirects in circles, and links that lead to links', async () => {
      const { client, server } = await open();
      server.addFault({
        at: 'download',
        times: 5,
        effect: { kind: 'redirect', location: '/reports.office.com/SECRET' },
      });
      await failsWith(fetchAll(client, csvRequest), 'brokenAnswer');
      server.addFault({
        at: 'download',
        effect: { kind: 'respond', status: 200, body: 'https://reports.office.com/SECRET' },
      });
      await failsWith(fetchAll(client, csvRequest), 'notAReport');
    });

    it('says so where a browser hides the redirect', async () => {
      await open();
      const opaque = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null } as Response;
      const client = withFetch(() => Promise.resolve(opaque));
      assert.equal((await failsWith(fetchAll(client, csvRequest), 'network')).details.code, 'opaqueRedirect');
    });
  });

  describe('next pages', () => {
    const page = (nextLink: string): FaultEffect => ({
      kind: 'respond',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value: [1], '@odata.nextLink': nextLink }),
    });

    it('does not take the token to another host', async () => {
      const { client, server } = await open();
      for (const elsewhere of [
        `${server.downloadOrigin}/graph.microsoft.com/x`,
        'https://graph.microsoft.com/x',
        server.origin.replace('127.0.0.1', 'localhost'),
        'https://SECRET@[',
      ]) {
        server.addFault({ times: 1, effect: page(elsewhere) });
        await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      }
      assert.equal(server.requests.length, 4);
    });

    it('notices a page that leads back to itself or to an earlier one', async () => {
      const { client, server } = await open();
      server.addFault({
        effect: page("/beta/reports/getTeamsUserActivityCounts(period='D7')?$format=application/json&$skiptoken=1"),
      });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(server.requests.length, 2);
      server.clearFaults();
      server.addFault({
        effect: page("/beta/reports/getTeamsUserActivityCounts(period='D7')?$format=application/json"),
      });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(server.requests.length, 3);
    });

    it('does not follow pages for ever', async () => {
      const { client } = await open(
        { pages: Array.from({ length: 50 }, (_, page) => [page]) },
        { limits: { ...defaultLimits, pages: 7 } },
      );
      const { details } = await failsWith(fetchAll(client, jsonRequest), 'tooLarge');
      assert.deepEqual(details.exceeded, { amount: 'pages', most: 7 });
      assert.equal(graphRequests(), 7);
    });
  });

  it('takes the host of a link and of a next page in any case', async () => {
    await open();
    const seen: [url: string, withToken: boolean][] = [];
    const answers = [
      new Response(null, { status: 302, headers: { location: 'HTTPS://ReportsWEU.Office.COM/x' } }),
      new Response(csvBytes),
      Response.json({
        value: [1],
        '@odata.nextLink':
          "HTTPS://GRAPH.Microsoft.com/beta/reports/getTeamsUserActivityCounts(period='D7')?$skiptoken=1",
      }),
      Response.json({ value: [2] }),
    ];
    const client = withFetch((url, { headers }) => {
      seen.push([url, new Headers(headers).has('authorization')]);
      return Promise.resolve(answers.shift()!);
    });
    assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
    assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 2);
    assert.deepEqual(
      seen.filter((_, index) => index % 2 === 1),
      [
        ['https://reportsweu.office.com/x', false],
        ["https://graph.microsoft.com/beta/reports/getTeamsUserActivityCounts(period='D7')?$skiptoken=1", true],
      ],
    );
  });

  function withFetch(fetch: Fetch): GraphClient {
    return new GraphClient({
      origin: 'https://graph.microsoft.com',
      tokens: { getToken: () => Promise.resolve('SECRETTOKEN') },
      fetch,
      sleep: () => Promise.resolve(),
    });
  }
});
