import assert from 'node:assert/strict';
import { aggregateOf } from '../../../../src/core/catalog/aggregates.js';
import { isNumeric } from '../../../../src/shared/measures.js';
import { catalog } from '../../../support/catalog.js';

const measures = catalog.reports
  .filter(({ kind }) => kind === 'daily-series')
  .flatMap((report) =>
    [...report.columns.filter(isNumeric), ...(report.totals ?? [])].map((measure) => ({
      name: `${report.name}: ${measure.name}`,
      column: measure,
      aggregate: aggregateOf(report, measure.name),
    })),
  );

describe('What the days of a measure come to', () => {
  it('is no sum of users, accounts, or anything else that is there on several days', () => {
    const counted = measures.filter(({ name }) =>
      /UserCounts: |Users$|Active|Enabled|: Total$|Teams: |Account|Edge|Storage|Limit|Prohibited|status/.test(name),
    );
    assert.ok(counted.length > 150, `${counted.length}`);
    const sums = counted.filter(({ aggregate }) => aggregate === 'sum');
    assert.deepEqual(
      sums.map(({ name }) => name),
      [],
    );
  });

  it('is the last day of storage and the sum of minutes and seconds', () => {
    for (const { name, column, aggregate } of measures) {
      const unit = 'unit' in column ? column.unit : undefined;
      const type = 'type' in column ? column.type : undefined;
      if (unit === 'bytes') {
        assert.equal(aggregate, 'last', name);
      }
      if (unit === 'minutes' || unit === 'seconds' || type === 'duration') {
        assert.equal(aggregate, 'sum', name);
      }
    }
  });

  it('is right for one measure of each kind, and the mean for a column that the catalog does not know', () => {
    const of = (report: string, column: string) => aggregateOf(catalog.find(report)!, column);
    assert.equal(of('getTeamsUserActivityCounts', 'Private Chat Messages'), 'sum');
    assert.equal(of('getOffice365ActiveUserCounts', 'Teams'), 'mean');
    assert.equal(of('getMailboxUsageMailboxCounts', 'Total'), 'last');
    assert.equal(of('getMailboxUsageMailboxCounts', 'Active'), 'mean');
    assert.equal(of('getMailboxUsageQuotaStatusMailboxCounts', 'Not in good status'), 'last');
    assert.equal(of('getApiUsage', 'Total requests'), 'sum');
    assert.equal(of('getMicrosoft365CopilotUserCountTrend', 'Word Enabled Users'), 'last');
    assert.equal(of('getTeamsUserActivityCounts', 'Something New'), 'mean');
  });

  it('is said by no other kind of report', () => {
    const others = catalog.reports.filter(({ kind }) => kind !== 'daily-series');
    assert.deepEqual(
      others.filter(({ aggregate, columns }) => aggregate !== undefined || columns.some((each) => each.aggregate)),
      [],
    );
  });
});
