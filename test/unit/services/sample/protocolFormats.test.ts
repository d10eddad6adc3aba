import assert from 'node:assert/strict';
import { ask, csvOf, type Handler, jsonOf, now, type Page, service } from './support.js';
import { graph, get, errorOf } from './requests.js';

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
