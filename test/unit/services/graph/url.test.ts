import assert from 'node:assert/strict';
import type { Format, GraphVersion } from '../../../../src/core/catalog/definition.js';
import { reportUrl } from '../../../../src/services/graph/url.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { catalog } from '../../../support/catalog.js';
import { definition } from './reportDefinitions.js';

const graph = 'https://graph.microsoft.com';

describe('reportUrl', () => {
  const asWritten: readonly (readonly [string, GraphVersion, Format, string])[] = [
    [
      'getSkypeForBusinessPeerToPeerActivityUserCounts',
      'beta',
      'json',
      `${graph}/beta/reports/getSkypeForBusinessPeerToPeerActivityUserCounts(period='D7')?$format=application/json`,
    ],
    [
      'getSkypeForBusinessPeerToPeerActivityMinuteCounts',
      'v1.0',
      'csv',
      `${graph}/v1.0/reports/getSkypeForBusinessPeerToPeerActivityMinuteCounts(period='D7')`,
    ],
    [
      'getSkypeForBusinessActivityCounts',
      'v1.0',
      'csv',
      `${graph}/v1.0/reports/getSkypeForBusinessActivityCounts(period='D7')`,
    ],
    [
      'getSkypeForBusinessOrganizerActivityUserCounts',
      'beta',
      'csv',
      `${graph}/beta/reports/getSkypeForBusinessOrganizerActivityUserCounts(period='D7')?$format=text/csv`,
    ],
    [
      'getSkypeForBusinessOrganizerActivityUserCounts',
      'beta',
      'json',
      `${graph}/beta/reports/getSkypeForBusinessOrganizerActivityUserCounts(period='D7')?$format=application/json`,
    ],
    [
      'getOffice365ServicesUserCounts',
      'v1.0',
      'csv',
      `${graph}/v1.0/reports/getOffice365ServicesUserCounts(period='D7')`,
    ],
  ];
  for (const [name, version, format, expected] of asWritten) {
    it(`asks ${version} for ${name} in ${format} as the service wants it`, () => {
      assert.equal(reportUrl(graph, { definition: definition(name), version, format, period: 'D7' }), expected);
    });
    it(`is not respelled by URL in ${version} ${name} ${format}`, () => {
      assert.equal(new URL(expected).href, expected);
    });
  }

  it('has the fixed arguments of a report after its period or day', () => {
    const egress = {
      definition: catalog.find('getSharePointApiUsageEgress')!,
      version: 'beta',
      format: 'csv',
    } as const;
    assert.equal(
      reportUrl(graph, { ...egress, period: 'D1' }),
      `${graph}/beta/reports/getSharePointApiUsage(period='D1',reportType='egressReport')?$format=text/csv`,
    );
    assert.equal(
      reportUrl(graph, { ...egress, date: '2026-11-18' }),
      `${graph}/beta/reports/getSharePointApiUsage(date=2026-11-18,reportType='egressReport')?$format=text/csv`,
    );
    const throttling = {
      ...egress,
      definition: catalog.find('getSharePointApiUsageThrottling')!,
      format: 'json',
    } as const;
    assert.equal(
      reportUrl(graph, { ...throttling, period: 'D30' }),
      `${graph}/beta/reports/getSharePointApiUsage(period='D30',reportType='throttlingReport')?$format=application/json`,
    );
  });

  it('names the version of the function if one is wanted, and refuses a period that this version does not have', () => {
    const trend = {
      definition: catalog.find('getMicrosoft365CopilotUserCountTrend')!,
      version: 'v1.0',
      format: 'csv',
    } as const;
    const address = `${graph}/v1.0/copilot/reports/getMicrosoft365CopilotUserCountTrend`;
    assert.equal(
      reportUrl(graph, { ...trend, period: 'D28', functionVersion: 'v2' }),
      `${address}(period='D28',version='v2')`,
    );
    assert.equal(reportUrl(graph, { ...trend, period: 'D30' }), `${address}(period='D30')`);
    assert.throws(() => reportUrl(graph, { ...trend, period: 'D30', functionVersion: 'v2' }), UsageReportsError);
    assert.throws(() => reportUrl(graph, { ...trend, period: 'D28', functionVersion: "v2'" }), UsageReportsError);
  });

  it('does not quote a date', () => {
    const detail = definition('getTeamsUserActivityUserDetail', { acceptsDate: true });
    const url = reportUrl(graph, { definition: detail, version: 'v1.0', format: 'csv', date: '2026-11-18' });
    assert.equal(url, `${graph}/v1.0/reports/getTeamsUserActivityUserDetail(date=2026-11-18)`);
  });

  it('has no brackets for a function without parameters', () => {
    const activations = definition('getOffice365ActivationCounts', { periods: [] });
    assert.equal(
      reportUrl(graph, { definition: activations, version: 'v1.0', format: 'csv' }),
      `${graph}/v1.0/reports/getOffice365ActivationCounts`,
    );
    assert.equal(
      reportUrl(graph, { definition: activations, version: 'beta', format: 'json' }),
      `${graph}/beta/reports/getOffice365ActivationCounts?$format=application/json`,
    );
  });

  it('takes the path and the host of the definition and the cloud', () => {
    const name = 'getMicrosoft365CopilotUsageUserDetail';
    const copilot = definition(name, { path: `/copilot/reports/${name}`, periods: ['D7', 'ALL'] });
    const url = reportUrl('https://graph.microsoft.us', {
      definition: copilot,
      version: 'beta',
      format: 'csv',
      period: 'ALL',
    });
    assert.equal(url, `https://graph.microsoft.us/beta/copilot/reports/${name}(period='ALL')?$format=text/csv`);
  });

  it('sends $format in v1.0 only where the function takes it there', () => {
    const apps = definition('getM365AppUserCounts', { formatOption: ['v1.0', 'beta'] });
    assert.match(
      reportUrl(graph, { definition: apps, version: 'v1.0', format: 'csv', period: 'D7' }),
      /\?\$format=text\/csv$/,
    );
  });

  const report = definition('getEmailActivityCounts', { versions: ['v1.0'], formats: { 'v1.0': ['csv'] } });
  const base = { definition: report, version: 'v1.0', format: 'csv' } as const;
  const refused = {
    'both a period and a date': [{ ...base, period: 'D7', date: '2026-11-18' }, 'date'],
    'neither of them': [base, 'period'],
    'a period that is not published': [{ ...base, period: 'D60' }, 'period'],
    'a period that would change the address': [{ ...base, period: "D7')?x=('" }, 'period'],
    'a date where none is taken': [{ ...base, date: '2026-11-18' }, 'date'],
    'a date that would change the address': [
      { ...base, definition: definition('getX', { acceptsDate: true }), date: '2026-11-18)/../users(' },
      'date',
    ],
    'an unpublished version': [{ ...base, version: 'beta', period: 'D7' }, 'version'],
    'JSON where there is none': [{ ...base, format: 'json', period: 'D7' }, 'format'],
  } as const;
  for (const [what, [request, argument]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.throws(() => reportUrl(graph, request), { reason: 'invalidRequest', details: { argument } });
    });
  }
});
