import assert from 'node:assert/strict';
import { ask, type ErrorBody, service } from './support.js';
import { bearer, graph, get, errorOf } from './requests.js';

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
