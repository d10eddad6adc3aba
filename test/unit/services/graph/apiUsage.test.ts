import assert from 'node:assert/strict';
import type { GraphRequest } from '../../../../src/services/graph/types.js';
import { catalog } from '../../../support/catalog.js';
import { failsWith, useHarness } from './harness.js';
import { jsonWebToken } from './jsonWebToken.js';

const request: GraphRequest = {
  definition: catalog.find('getSharePointApiUsageThrottling')!,
  version: 'beta',
  format: 'csv',
  period: 'D7',
};
const signal = new AbortController().signal;

describe('the client asks for the API usage', () => {
  const { open } = useHarness();

  it('and takes 204 for an answer: there is no data', async () => {
    const { client, server } = await open();
    server.addFault({ effect: { kind: 'respond', status: 204, headers: { 'request-id': 'abc-7' }, body: '' } });
    assert.deepEqual(await client.fetchReport(request, { signal }), { status: 'noData', requestId: 'abc-7' });
  });

  for (const claims of [{ scp: 'User.Read' }, { scp: 'Reports.Read.All', wids: [] }]) {
    it(`and tells a report that is turned off from a missing consent or role: ${JSON.stringify(claims)}`, async () => {
      const { client, server } = await open({}, { tokens: { getToken: () => Promise.resolve(jsonWebToken(claims)) } });
      const body = '{"error":{"code":"accessDenied","message":"Tenant is not enabled for this report type."}}';
      server.addFault({
        effect: { kind: 'respond', status: 403, headers: { 'content-type': 'application/json' }, body },
      });
      const { details } = await failsWith(client.fetchReport(request, { signal }), 'forbidden');
      assert.equal(details.problem, 'reportNotEnabled');
      assert.equal(
        details.enableRequest,
        `POST ${server.origin}/beta/admin/reportSettings/sharePoint/enableApiUsageReport\nContent-Type: application/json\n\n{"metric":"ThrottlingReport"}\n`,
      );
    });
  }

  it('and takes the same words about another report for what they are', async () => {
    const { client, server } = await open();
    const body = '{"error":{"code":"accessDenied","message":"Tenant is not enabled for this report type."}}';
    server.addFault({ effect: { kind: 'respond', status: 403, headers: {}, body } });
    const other = { ...request, definition: catalog.find('getTeamsUserActivityCounts')! };
    const { details } = await failsWith(client.fetchReport(other, { signal }), 'forbidden');
    assert.deepEqual([details.problem, details.enableRequest], [undefined, undefined]);
  });
});
