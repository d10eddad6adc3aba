import assert from 'node:assert/strict';
import { ask, csvOf, type ErrorBody, fileOf, type Handler, jsonOf, now, type Page, service } from './support.js';

const bearer = { authorization: 'Bearer token' };
const graph = 'https://graph.microsoft.com';

async function get(handler: Handler, url: string, headers: Record<string, string> = bearer): Promise<Response> {
  return handler(new Request(url, { headers }));
}

async function errorOf(response: Response, status: number): Promise<ErrorBody['error']> {
  assert.equal(response.status, status);
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  const { error } = (await response.json()) as ErrorBody;
  assert.equal(error.innerError['request-id'], response.headers.get('request-id'));
  return error;
}

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

describe('The sample service and ETags', () => {
  it('answers 304 while nothing has changed, and the file again when a new day is counted', async () => {
    let time = now;
    const handler = service({ now: () => time });
    const first = await ask(handler, 'getMailboxUsageStorage', { period: 'D7' });
    const etag = first.headers.get('etag')!;
    assert.match(etag, /^"[0-9A-F]+"$/);
    const file = await handler(new Request(first.headers.get('location')!));
    assert.equal(file.headers.get('etag'), etag);
    const again = await ask(handler, 'getMailboxUsageStorage', { period: 'D7', headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get('etag'), etag);
    assert.equal(again.headers.get('location'), null);
    time = new Date(now.getTime() + 86_400_000);
    assert.equal(
      (await ask(handler, 'getMailboxUsageStorage', { period: 'D7', headers: { 'if-none-match': etag } })).status,
      302,
    );
  });

  it('takes a list of tags, weak ones too', async () => {
    const handler = service();
    const etag = (await ask(handler, 'getMailboxUsageStorage', { period: 'D7' })).headers.get('etag')!;
    for (const tags of [`"other", ${etag}`, `W/${etag}`, '*']) {
      assert.equal(
        (await ask(handler, 'getMailboxUsageStorage', { period: 'D7', headers: { 'if-none-match': tags } })).status,
        304,
        tags,
      );
    }
    assert.equal(
      (await ask(handler, 'getMailboxUsageStorage', { period: 'D7', headers: { 'if-none-match': '"other"' } })).status,
      302,
    );
  });

  it('tells periods, reports and concealed names apart', async () => {
    const tag = async (handler: Handler, name: string, period: string): Promise<string | null> =>
      (await ask(handler, name, { period })).headers.get('etag');
    const tags = [
      await tag(service(), 'getMailboxUsageDetail', 'D7'),
      await tag(service(), 'getMailboxUsageDetail', 'D30'),
      await tag(service(), 'getMailboxUsageStorage', 'D7'),
      await tag(service({ concealed: true }), 'getMailboxUsageDetail', 'D7'),
    ];
    assert.equal(new Set(tags).size, 4);
  });

  it('ignores If-None-Match where no page promises it; the file has a tag all the same', async () => {
    const handler = service();
    const response = await ask(handler, 'getTeamsUserActivityCounts', { period: 'D7' });
    assert.equal(response.headers.get('etag'), null);
    const etag = (await handler(new Request(response.headers.get('location')!))).headers.get('etag')!;
    assert.equal(
      (await ask(handler, 'getTeamsUserActivityCounts', { period: 'D7', headers: { 'if-none-match': etag } })).status,
      302,
    );
    const beta = await ask(handler, 'getMailboxUsageStorage', {
      version: 'beta',
      period: 'D7',
      headers: { 'if-none-match': '*' },
    });
    assert.equal(beta.status, 302);
  });
});

describe('The sample service and $format', () => {
  const handler = service();
  const status = async (path: string): Promise<number> => (await get(handler, `${graph}/${path}`)).status;

  it('refuses JSON in v1.0', async () => {
    await errorOf(
      await get(handler, `${graph}/v1.0/reports/getMailboxUsageStorage(period='D7')?$format=application/json`),
      400,
    );
    assert.equal(await status("v1.0/reports/getM365AppUserCounts(period='D7')?$format=application/json"), 400);
    assert.equal(await status("v1.0/reports/getM365AppUserCounts(period='D7')?$format=text/csv"), 302);
  });

  it('gives CSV in beta without it, and takes it in any case', async () => {
    assert.equal(await status("beta/reports/getMailboxUsageStorage(period='D7')"), 302);
    assert.equal(await status("beta/reports/getMailboxUsageStorage(period='D7')?$Format=text/csv"), 302);
    assert.equal(await status("beta/reports/getMailboxUsageStorage(period='D7')?%24format=application%2Fjson"), 200);
    assert.equal(await status("beta/reports/getMailboxUsageStorage(period='D7')?$format=application/xml"), 400);
  });

  it('gives JSON for Copilot in beta without it, by both paths', async () => {
    for (const path of ['copilot/reports', 'reports']) {
      const response = await get(handler, `${graph}/beta/${path}/getMicrosoft365CopilotUserCountSummary(period='D7')`);
      assert.match(response.headers.get('content-type')!, /^application\/json/);
      assert.equal(
        await status(`beta/${path}/getMicrosoft365CopilotUserCountSummary(period='D7')?$format=text/csv`),
        302,
      );
    }
    assert.equal(await status("v1.0/reports/getMicrosoft365CopilotUserCountSummary(period='D7')"), 404);
    assert.equal(await status("v1.0/copilot/reports/getMailboxUsageStorage(period='D7')"), 404);
  });

  it('does not know it for the API usage', async () => {
    assert.equal(await status("beta/reports/getApiUsage(period='D7')?$format=application/json"), 400);
    assert.equal(await status("beta/reports/getApiUsage(period='D7')"), 200);
  });
});

describe('The sample service pages JSON', () => {
  const handler = service({ users: 1000 });

  it('200 items at a time, and the links lead through all of them', async () => {
    let page = await jsonOf(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    assert.equal(page['@odata.context'], `${graph}/beta/$metadata#Collection(microsoft.graph.emailActivityUserDetail)`);
    const names: unknown[] = [];
    let pages = 0;
    for (;;) {
      pages++;
      names.push(...page.value.map((item) => item['userPrincipalName']));
      const next = page['@odata.nextLink'];
      if (next === undefined) {
        break;
      }
      assert.equal(page.value.length, 200);
      assert.ok(
        next.startsWith(
          `${graph}/beta/reports/getEmailActivityUserDetail(period='D7')?$format=application/json&$skiptoken=`,
        ),
        next,
      );
      page = (await (await get(handler, next)).json()) as Page;
    }
    const { rows } = await csvOf(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    assert.equal(pages, Math.ceil(rows.length / 200));
    assert.deepEqual(
      names,
      rows.map((row) => row['User Principal Name']),
    );
  });

  it('2000 at a time for the two Teams details', async () => {
    const page = await jsonOf(handler, 'getTeamsUserActivityUserDetail', { period: 'D7' });
    assert.ok(page.value.length > 900);
    assert.equal(page['@odata.nextLink'], undefined);
  });

  it('as many at a time as $top says, and remembers that in the link', async () => {
    const page = await jsonOf(handler, 'getEmailActivityUserDetail', {
      period: 'D7',
      query: '?$format=application/json&$top=3',
    });
    assert.equal(page.value.length, 3);
    const next = (await (await get(handler, page['@odata.nextLink']!)).json()) as Page;
    assert.equal(next.value.length, 3);
    assert.notDeepEqual(next.value[0], page.value[0]);
  });

  it('with the old spelling in the link, if it was asked by it', async () => {
    const response = await get(
      handler,
      `${graph}/beta/reports/emailActivityUserDetail(period='D7')?$format=application/json&$top=1`,
    );
    assert.match(((await response.json()) as Page)['@odata.nextLink']!, /\/reports\/emailActivityUserDetail\(/);
  });

  it('but not by a token it never gave', async () => {
    for (const query of ['&$skipToken=2', '&$skiptoken=abc-z', '&$top=0', '&$top=-1', '&$top=many']) {
      const response = await ask(handler, 'getEmailActivityUserDetail', {
        version: 'beta',
        period: 'D7',
        query: `?$format=application/json${query}`,
      });
      await errorOf(response, 400);
    }
  });

  it('needs a token for every page', async () => {
    const page = await jsonOf(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    await errorOf(await get(handler, page['@odata.nextLink']!, {}), 401);
  });
});

describe('The sample service refuses', () => {
  const handler = service();
  const refused = async (path: string, status: number): Promise<ErrorBody['error']> =>
    errorOf(await get(handler, `${graph}/${path}`), status);

  it('a call without a bearer token, and one with a bad one', async () => {
    const url = `${graph}/v1.0/reports/getMailboxUsageStorage(period='D7')`;
    for (const headers of [{}, { authorization: 'Basic abc' }, { authorization: 'Bearer ' }] as Record<
      string,
      string
    >[]) {
      const response = await get(handler, url, headers);
      assert.match(response.headers.get('www-authenticate')!, /^Bearer/);
      assert.equal((await errorOf(response, 401)).code, 'InvalidAuthenticationToken');
    }
    const picky = service({ acceptsToken: (token) => token === 'good' });
    assert.equal((await get(picky, url, { authorization: 'Bearer bad' })).status, 401);
    assert.equal((await get(picky, url, { authorization: 'bearer good' })).status, 302);
  });

  it('a function that there is not, in that version', async () => {
    assert.match((await refused("v1.0/reports/getCoffeeUsage(period='D7')", 404)).message, /getCoffeeUsage/);
    await refused("v1.0/reports/getTeamsUserActivityTotalCounts(period='D7')", 404);
    await refused("v1.0/reports/SkypeForBusinessPeerToPeerActivityUserCounts(period='D7')", 404);
    await refused("v2.0/reports/getMailboxUsageStorage(period='D7')", 404);
    await refused('v1.0/me', 404);
  });

  it('a period that the function does not have, or none', async () => {
    for (const inside of ["(period='D8')", "(period='ALL')", '', '()']) {
      assert.equal(
        (await refused(`v1.0/reports/getMailboxUsageStorage${inside}`, 400)).code,
        'InvalidArgument',
        inside,
      );
    }
    assert.equal(
      (await refused("v1.0/reports/getOffice365ActivationCounts(period='D7')", 400)).code,
      'InvalidArgument',
    );
  });

  it('a period without quotes and a date with them', async () => {
    await refused('v1.0/reports/getMailboxUsageStorage(period=D7)', 400);
    await refused("v1.0/reports/getM365AppUserDetail(date='2026-11-18')", 400);
    await refused("v1.0/reports/getM365AppUserDetail(period='D7',date=2026-11-18)", 400);
  });

  it('a date beyond 28 days, in the future, or where none is taken', async () => {
    const dated = async (date: string): Promise<number> =>
      (await ask(handler, 'getTeamsUserActivityUserDetail', { date })).status;
    assert.equal(await dated('2026-10-24'), 302);
    assert.equal(await dated('2026-10-23'), 400);
    assert.equal(await dated('2026-11-21'), 302);
    assert.equal(await dated('2026-11-22'), 400);
    assert.equal(
      (await refused('v1.0/reports/getTeamsUserActivityUserDetail(date=2026-10-23)', 400)).code,
      'InvalidArgument',
    );
    assert.equal(
      (await refused('v1.0/reports/getTeamsUserActivityCounts(date=2026-11-18)', 400)).code,
      'InvalidArgument',
    );
  });

  it('anything but reading, and other addresses', async () => {
    const response = await handler(
      new Request(`${graph}/v1.0/reports/getMailboxUsageStorage(period='D7')`, { method: 'POST', headers: bearer }),
    );
    await errorOf(response, 405);
    await errorOf(await get(handler, 'https://example.com/'), 404);
    await errorOf(await get(handler, `${graph}/v1.0/reports/%E0%A4%A`), 404);
  });

  it('v1.0 and unpublished functions outside the global cloud', async () => {
    const government = service({ cloud: 'usgov', graphOrigin: 'https://graph.microsoft.us' });
    const status = async (path: string): Promise<number> =>
      (await get(government, `https://graph.microsoft.us/${path}`)).status;
    assert.equal(await status("v1.0/reports/getMailboxUsageStorage(period='D7')"), 404);
    assert.equal(await status("beta/reports/getMailboxUsageStorage(period='D7')"), 302);
    assert.equal(await status("beta/reports/getYammerActivityCounts(period='D7')"), 404);
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
