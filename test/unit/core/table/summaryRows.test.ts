import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chartsOf } from '../../../../src/core/table/charts/charts.js';
import type { TableWarning } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { csv, json, texts } from './support.js';

const requests = catalog.find('getApiUsage')!;
const egress = catalog.find('getSharePointApiUsageEgress')!;
const OWN_APP = '00000000-0000-4000-8000-000000000001';
const GRAPH_EXPLORER = 'de8bc8b5-d9f9-48b1-a8ad-b748da725064';

const header = 'UsageDateTime,ServiceArea,TenantId,AppId,UsageMB,UsageRequests,ActiveApps';
const file = [
  header,
  '2026-11-18,,,,1000,90,2',
  `2026-11-18,SharePoint,,${GRAPH_EXPLORER},600,50,`,
  `2026-11-18,SharePoint,,${OWN_APP},250,30,`,
  `2026-11-17,SharePoint,,${OWN_APP},150,10,`,
  '',
].join('\r\n');

const summariesIn = (warnings: readonly TableWarning[]) =>
  warnings.flatMap((warning) => (warning.kind === 'summaryRows' ? warning.rows : []));
const valuesOf = (cells: readonly { readonly column: string; readonly value: number | string }[]) =>
  Object.fromEntries(cells.map(({ column, value }) => [column, value]));

describe('a row that sums up all others', () => {
  it('is no row of the table, and is told with its values', async () => {
    const table = await csv(file, egress);
    assert.equal(table.rowCount, 3);
    assert.deepEqual(summariesIn(table.warnings).map(valuesOf), [
      { UsageDateTime: '2026-11-18', UsageMB: 1000, UsageRequests: 90, ActiveApps: 2 },
    ]);
  });

  it('is told apart in the report of all requests likewise', async () => {
    const table = await csv(
      `Date,Service Area,Tenant ID,App ID,Usage,Active Apps\r\n2026-11-18,,t,,70,3\r\n2026-11-18,Mail,t,${OWN_APP},70,1\r\n`,
      requests,
    );
    assert.equal(table.rowCount, 1);
    // The tenant's ID is on screen nowhere else, either.
    assert.deepEqual(summariesIn(table.warnings).map(valuesOf), [{ Date: '2026-11-18', Usage: 70, 'Active Apps': 3 }]);
  });

  it('is drawn in no chart, while applications are, by name and largest first', async () => {
    const charts = chartsOf(await csv(file, egress), egress);
    assert.deepEqual(
      charts.flatMap((chart) => (chart.kind === 'bars' ? [[chart.label, chart.bars]] : [])),
      [
        [
          'Egress (MB)',
          [
            { label: 'Graph Explorer', value: 600 },
            { label: OWN_APP, value: 400 },
          ],
        ],
        [
          'Requests',
          [
            { label: 'Graph Explorer', value: 50 },
            { label: OWN_APP, value: 40 },
          ],
        ],
      ],
    );
    const series = charts.flatMap((chart) => (chart.kind === 'series' ? [chart] : []));
    assert.ok(series.some(({ key }) => key === 'SharePoint · Graph Explorer'));
    assert.ok(series.every(({ max }) => (max?.value ?? 0) < 1000));
  });

  it('says which column the bars of applications are from, so that each has a scale of its own', async () => {
    assert.deepEqual(
      chartsOf(await csv(file, egress), egress).flatMap((chart) => (chart.kind === 'bars' ? [chart.measure] : [])),
      ['UsageMB', 'UsageRequests'],
    );
  });

  it('has its day in one form, whatever form the service uses', async () => {
    const table = await csv(
      `${header}\r\n11/18/2026,,,,1000,90,2\r\n2026-11-17,SharePoint,,${OWN_APP},1,1,\r\n`,
      egress,
    );
    assert.equal(summariesIn(table.warnings).map(valuesOf)[0]?.['UsageDateTime'], '2026-11-18');
  });

  it('leaves a table without rows if it is alone', async () => {
    const table = await csv(`${header}\r\n2026-11-18,,,,0,0,0\r\n`, egress);
    assert.equal(table.rowCount, 0);
    assert.equal(summariesIn(table.warnings).length, 1);
  });

  it('is no row without an application whose count of apps is blank, too: such a row is kept', async () => {
    const table = await csv(`${header}\r\n2026-11-18,SharePoint,,,5,1,\r\n`, egress);
    assert.equal(table.rowCount, 1);
    assert.deepEqual(summariesIn(table.warnings), []);
  });

  it('comes as an object of its own in JSON, with or without an envelope', async () => {
    const cells = { usageDateTime: '2026-11-18', serviceArea: 'SharePoint', tenantId: 't' };
    const answer = {
      summary: { ...cells, serviceArea: null, appId: null, usageMB: 1000, usageRequests: 90, activeApps: 2 },
      details: [{ ...cells, appId: OWN_APP, usageMB: 1000, usageRequests: 90, activeApps: null }],
    };
    for (const page of [answer, { value: answer }, { ...answer, summary: null }, { details: answer.details }]) {
      const table = await json([page], egress);
      assert.equal(table.rowCount, 1);
      assert.deepEqual(
        summariesIn(table.warnings).map(valuesOf),
        'summary' in page && page.summary === null
          ? []
          : 'details' in page && !('summary' in page)
            ? []
            : [{ UsageDateTime: '2026-11-18', UsageMB: 1000, UsageRequests: 90, ActiveApps: 2 }],
      );
      assert.ok(!table.warnings.some(({ kind }) => kind === 'missingColumns' || kind === 'unknownColumns'));
    }
  });

  it('never takes a row of an application away, wherever it stands', async () => {
    const app = fc.record({ app: fc.uuid(), requests: fc.nat(), apps: fc.option(fc.nat({ max: 9 })) });
    const summary = fc.record({ app: fc.constant(''), requests: fc.nat(), apps: fc.nat({ max: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(app, summary), { maxLength: 30 }), async (rows) => {
        const lines = rows.map(
          ({ app: id, requests: count, apps }) => `2026-11-18,Files,,${id},1,${count},${apps ?? ''}`,
        );
        const table = await csv([header, ...lines, ''].join('\r\n'), egress);
        const kept = rows.filter(({ app: id }) => id !== '');
        assert.deepEqual(
          texts(table).map((row) => row[3]),
          kept.map(({ app: id }) => id),
        );
        assert.equal(summariesIn(table.warnings).length, rows.length - kept.length);
      }),
    );
  });
});
