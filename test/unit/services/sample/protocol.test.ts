import assert from 'node:assert/strict';
import { ask, fileOf, now, type Page, service } from './support.js';
import { bearer, graph, get, errorOf } from './requests.js';

describe('The five requests of Microsoft’s pages, at the sample service', () => {
  const handler = service();

  it('beta, old spelling without get, JSON', async () => {
    const response = await get(
      handler,
      `${graph}/beta/reports/SkypeForBusinessPeerToPeerActivityUserCounts(period='D7')?$format=application/json`,
    );
    assert.equal(response.status, 200);
    const page = (await response.json()) as Page;
    assert.equal(page.value.length, 7);
    assert.deepEqual(Object.keys(page.value[0]!).sort(), [
      'appSharing',
      'audio',
      'fileTransfer',
      'im',
      'reportDate',
      'reportPeriod',
      'reportRefreshDate',
      'video',
    ]);
    assert.equal(page.value[0]!['reportPeriod'], '7');
    assert.equal(typeof page.value[3]!['im'], 'number');
  });

  for (const path of [
    "v1.0/reports/getSkypeForBusinessPeerToPeerActivityMinuteCounts(period='D7')",
    "v1.0/reports/getSkypeForBusinessActivityCounts(period='D7')",
    "beta/reports/getSkypeForBusinessOrganizerActivityUserCounts(period='D7')?$format=text/csv",
    "v1.0/reports/getOffice365ServicesUserCounts(period='D7')",
  ]) {
    it(path, async () => {
      const response = await get(handler, `${graph}/${path}`);
      assert.equal(response.status, 302);
      const file = await handler(new Request(response.headers.get('location')!));
      assert.equal(file.status, 200);
      assert.equal(file.headers.get('content-type'), 'application/octet-stream');
      const bytes = new Uint8Array(await file.arrayBuffer());
      assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
      assert.equal(file.headers.get('content-length'), String(bytes.length));
    });
  }

  it('beta with $format=application/json', async () => {
    const response = await get(
      handler,
      `${graph}/beta/reports/getSkypeForBusinessOrganizerActivityUserCounts(period='D7')?$format=application/json`,
    );
    assert.equal(((await response.json()) as Page).value.length, 7);
  });
});

describe('The sample service redirects', () => {
  it('to a host of the files, with an id that says nothing and is never given twice', async () => {
    const handler = service();
    const links = await Promise.all(
      [1, 2, 3].map(async () =>
        (await ask(handler, 'getMailboxUsageStorage', { period: 'D7' })).headers.get('location')!,
      ),
    );
    for (const link of links) {
      assert.match(link, /^https:\/\/reportsweu\.office\.com\/data\/download\/[0-9A-F]{40}\?/);
    }
    assert.equal(new Set(links).size, 3);
    assert.equal(await (await ask(handler, 'getMailboxUsageStorage', { period: 'D7' })).text(), '');
  });

  it('to another host if told so', async () => {
    const handler = service({ downloadOrigin: 'http://127.0.0.1:4711', graphOrigin: 'http://127.0.0.1:4710' });
    const response = await get(handler, "http://127.0.0.1:4710/v1.0/reports/getMailboxUsageStorage(period='D7')");
    assert.match(response.headers.get('location')!, /^http:\/\/127\.0\.0\.1:4711\/data\/download\//);
    assert.equal((await get(handler, response.headers.get('location')!, {})).status, 200);
    assert.equal((await get(handler, `${graph}/v1.0/reports/getMailboxUsageStorage(period='D7')`)).status, 404);
  });

  it('and refuses a token at the download', async () => {
    const handler = service();
    const link = (await ask(handler, 'getMailboxUsageStorage', { period: 'D7' })).headers.get('location')!;
    await errorOf(await get(handler, link, bearer), 401);
    assert.equal((await get(handler, link, {})).status, 200, 'the link itself is still good');
  });

  it('and lets a link expire', async () => {
    let time = now.getTime();
    const handler = service({ now: () => new Date(time), linkLifetimeMs: 60_000 });
    const link = (await ask(handler, 'getMailboxUsageStorage', { period: 'D7' })).headers.get('location')!;
    time += 59_999;
    assert.equal((await get(handler, link, {})).status, 200);
    time += 1;
    await errorOf(await get(handler, link, {}), 403);
    const again = (await ask(handler, 'getMailboxUsageStorage', { period: 'D7' })).headers.get('location')!;
    assert.equal((await get(handler, again, {})).status, 200);
  });

  it('and refuses an id that was never given', async () => {
    await errorOf(await get(service(), `https://reportsweu.office.com/data/download/${'0'.repeat(40)}`, {}), 403);
  });

  it('not at Copilot’s v1.0 and not for the API usage: they answer with the file itself', async () => {
    const handler = service();
    for (const [name, period] of [
      ['getMicrosoft365CopilotUsageUserDetail', 'ALL'],
      ['getMicrosoft365CopilotUserCountTrend', 'D7'],
      ['getApiUsage', 'D60'],
    ] as const) {
      const response = await ask(handler, name, { period });
      assert.equal(response.status, 200, name);
      assert.equal(response.headers.get('content-type'), 'text/csv');
      assert.deepEqual([...new Uint8Array(await response.arrayBuffer()).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    }
  });
});

describe('The sample service names its answers', () => {
  it('with a request-id that is never the same, and the client’s own', async () => {
    const handler = service();
    const first = await ask(handler, 'getMailboxUsageStorage', { period: 'D7' });
    const second = await ask(handler, 'getMailboxUsageStorage', {
      period: 'D7',
      headers: { 'client-request-id': 'mine' },
    });
    assert.match(first.headers.get('request-id')!, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.notEqual(first.headers.get('request-id'), second.headers.get('request-id'));
    assert.equal(second.headers.get('client-request-id'), 'mine');
  });

  it('and can be asked for a period with the address encoded', async () => {
    const response = await get(service(), `${graph}/v1.0/reports/getMailboxUsageStorage(period%3D%27D7%27)`);
    assert.equal(response.status, 302);
  });
});

describe('A big file of the sample service', () => {
  it('streams: no length beforehand, and the reader may stop', async () => {
    const handler = service({ users: 3000 });
    const { headers } = await ask(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    const response = await handler(new Request(headers.get('location')!));
    assert.equal(response.headers.get('content-length'), null);
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    assert.ok(value!.length < 100_000);
    await reader.cancel();
    const whole = await fileOf(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    assert.ok(whole.split('\r\n').length > 2500);
    assert.ok(whole.endsWith('\r\n'));
  });
});
