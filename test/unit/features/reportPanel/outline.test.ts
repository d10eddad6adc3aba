import assert from 'node:assert/strict';
import { expectedCharts } from '../../../../src/features/reportPanel/expectedCharts.js';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { chartsOf } from '../../../../src/core/table/charts/charts.js';
import { catalog } from '../../../support/catalog.js';
import { addressOf, service } from '../../services/sample/support.js';

/** What the sample tenant's report really has. */
async function drawnOf(name: string): Promise<ReturnType<typeof chartsOf>> {
  const definition = catalog.find(name)!;
  const handler = service();
  const asked = await handler(
    new Request(addressOf(definition, { period: definition.periods[0] }), {
      headers: { authorization: 'Bearer token' },
    }),
  );
  const answer = asked.status === 302 ? await handler(new Request(asked.headers.get('location')!)) : asked;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return chartsOf(
    await decodeCsv(
      (async function* () {
        yield await Promise.resolve(bytes);
      })(),
      definition,
    ),
    definition,
  );
}

describe('places held while a report is loading', () => {
  for (const { name } of catalog.reports.filter(
    ({ kind, keys, versions }) => kind === 'daily-series' && keys.length === 1 && versions.includes('v1.0'),
  )) {
    it(`are as many as there will be cards: ${name}`, async () => {
      const drawn = await drawnOf(name);
      // A retired service has no rows, and so no charts.
      assert.ok(
        drawn.length === 0 || drawn.length === expectedCharts(catalog.find(name)!).count,
        `${drawn.length} are drawn`,
      );
    });
  }

  it('know the longest group of a detail report, and its cards', () => {
    assert.deepEqual(expectedCharts(catalog.find('getTeamsDeviceUsageUserDetail')!), {
      kind: 'spreads',
      bars: 8,
      count: 3,
    });
    assert.deepEqual(expectedCharts(catalog.find('getMailboxUsageDetail')!), { kind: 'spreads', count: 4 });
  });

  it('are rows of shares where services are active or not', async () => {
    const [chart] = await drawnOf('getOffice365ServicesUserCounts');
    assert.equal(chart!.kind, 'shares');
    const [copilot, prompts, ...averages] = await drawnOf('getMicrosoft365CopilotUserCountSummary');
    assert.deepEqual(expectedCharts(catalog.find('getMicrosoft365CopilotUserCountSummary')!), {
      kind: 'shares',
      count: copilot!.kind === 'shares' ? copilot!.shares.length : 0,
      bars: prompts!.kind === 'bars' ? prompts!.bars.length : 0,
      averages: averages.length,
    });
    assert.deepEqual(expectedCharts(catalog.find('getOffice365ServicesUserCounts')!), {
      kind: 'shares',
      count: chart!.kind === 'shares' ? chart!.shares.length : 0,
    });
  });
});
