import assert from 'node:assert/strict';
import { startGraphServer, type GraphServer } from '../../../support/graphServer.js';
import { smallService } from './smallService.js';

describe('the Graph server of the tests', () => {
  let server: GraphServer;
  beforeEach(async () => void (server = await startGraphServer({ handler: smallService({ pages: [[1], [2]] }) })));
  afterEach(() => server.close());
  const headers = { authorization: 'Bearer t' };

  it('points download links and next pages to itself', async () => {
    const redirect = await fetch(`${server.origin}/v1.0/reports/getX(period='D7')`, { headers, redirect: 'manual' });
    assert.equal(
      redirect.headers.get('location'),
      `${server.downloadOrigin}/reportsweu.office.com/data/download/SECRETPATH?token=SECRETQUERY`,
    );
    const page = await fetch(`${server.origin}/beta/reports/getX(period='D7')?$format=application/json`, { headers });
    const body = (await page.json()) as Record<string, string>;
    assert.ok(body['@odata.nextLink']!.startsWith(`${server.origin}/beta/reports/getX`));
  });

  it('can be driven over HTTP', async () => {
    const faults = `${server.controlOrigin}/__faults`;
    const requests = `${server.controlOrigin}/__requests`;
    await fetch(faults, {
      method: 'POST',
      body: JSON.stringify([{ path: 'getX', times: 1, effect: { kind: 'throttle', retryAfter: '7' } }]),
    });
    const statuses: number[] = [];
    for (const name of ['getY', 'getX', 'getX']) {
      const response = await fetch(`${server.origin}/v1.0/reports/${name}`, { headers, redirect: 'manual' });
      statuses.push(response.status);
    }
    assert.deepEqual(statuses, [302, 429, 302]);
    const seen = (await (await fetch(requests)).json()) as { path: string }[];
    assert.deepEqual(
      seen.map(({ path }) => path),
      ['/v1.0/reports/getY', '/v1.0/reports/getX', '/v1.0/reports/getX'],
    );

    await fetch(faults, { method: 'POST', body: JSON.stringify({ effect: { kind: 'html', status: 503 } }) });
    await fetch(faults, { method: 'DELETE' });
    await fetch(requests, { method: 'DELETE' });
    assert.equal((await fetch(`${server.origin}/v1.0/reports/getX`, { headers, redirect: 'manual' })).status, 302);
    assert.equal(server.requests.length, 1);
  });

  it('holds an answer until the faults are cleared', async () => {
    server.addFault({ path: 'getX', effect: { kind: 'hold' } });
    const answered: string[] = [];
    const ask = async (name: string) => {
      await fetch(`${server.origin}/v1.0/reports/${name}`, { headers, redirect: 'manual' });
      answered.push(name);
    };
    const held = ask('getX');
    await server.requestArrived(({ path }) => path.includes('getX'));
    await ask('getY');
    server.clearFaults();
    await held;
    assert.deepEqual(answered, ['getY', 'getX']);
  });

  it('says so where its own handler fails', async () => {
    const broken = await startGraphServer({ handler: () => Promise.reject(new Error('oops')) });
    const response = await fetch(`${broken.origin}/v1.0/reports/getX`);
    assert.equal(response.status, 599);
    assert.match(await response.text(), /oops/);
    await broken.close();
  });
});
