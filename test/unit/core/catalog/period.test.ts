import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, dayOf, isIsoDate } from '../../../../src/base/dates.js';
import {
  validateParameter,
  comparePeriods,
  daysOf,
  selectableDates,
  isPeriod,
  oldestDate,
  periods,
  periodsToOffer,
} from '../../../../src/core/catalog/period.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { catalog } from '../../../support/catalog.js';

const now = new Date('2026-11-20T00:30:00Z');

describe('Periods and days', () => {
  it('knows the periods and their length', () => {
    assert.ok(['D7', 'D30', 'D60', 'D90', 'D180', 'ALL'].every(isPeriod));
    assert.ok(!['D8', 'd7', '', '7', 'toString'].some(isPeriod));
    assert.equal(daysOf('D180'), 180);
    assert.equal(daysOf('ALL'), Infinity);
  });

  it('orders the periods by length', () => {
    assert.deepEqual((['ALL', 'D180', 'D30', 'D7', 'D90', 'D60'] as const).toSorted(comparePeriods), [
      'D7',
      'D30',
      'D60',
      'D90',
      'D180',
      'ALL',
    ]);
  });

  it('counts days in UTC, across the ends of months and years', () => {
    assert.equal(dayOf(new Date('2026-11-19T23:59:59-05:00')), '2026-11-20');
    assert.equal(addDays('2026-03-01', -1), '2026-02-28');
    assert.equal(addDays('2026-12-31', 1), '2027-01-01');
    assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  });

  it('offers 28 days, newest first, which are all valid', () => {
    const days = selectableDates(now);
    assert.equal(days.length, 28);
    assert.equal(days[0], '2026-11-19');
    assert.equal(days.at(-1), oldestDate(now));
    assert.equal(oldestDate(now), '2026-10-23');
    for (const date of days) {
      validateParameter(catalog.find('getTeamsUserActivityUserDetail')!, { date }, now);
    }
  });

  it('recognizes calendar days, and nothing else', () => {
    assert.ok(isIsoDate('2028-02-29'));
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '20.11.2026', '2026-11-20T00:00:00Z', '', 'today']) {
      assert.ok(!isIsoDate(text), text);
    }
  });
});

describe('validateParameter', () => {
  const check = (name: string, parameter: { period?: string; date?: string }): void =>
    validateParameter(catalog.find(name)!, parameter, now);
  const refuses = (
    name: string,
    parameter: { period?: string; date?: string },
    argument: string,
    words: RegExp,
  ): void =>
    assert.throws(
      () => check(name, parameter),
      (error) => {
        assert.ok(error instanceof UsageReportsError);
        assert.equal(error.reason, 'invalidRequest');
        assert.equal(error.details.argument, argument);
        assert.match(error.message, words);
        return true;
      },
    );

  it('accepts what each function publishes', () => {
    for (const report of catalog.reports) {
      for (const period of report.periods) {
        check(report.name, { period });
      }
      if (report.acceptsDate) {
        check(report.name, { date: '2026-11-18' });
      }
      if (report.periods.length === 0) {
        check(report.name, {});
      }
    }
  });

  it('requires exactly one of period and date', () => {
    refuses('getTeamsUserActivityUserDetail', { period: 'D7', date: '2026-11-18' }, 'date', /not both/);
    refuses('getTeamsUserActivityUserDetail', {}, 'period', /needs a period .* or a date/);
    refuses('getTeamsUserActivityCounts', {}, 'period', /needs a period \(D7, D30, D90, D180\)\.$/);
  });

  it('refuses a period that the function does not publish', () => {
    refuses('getTeamsUserActivityCounts', { period: 'D60' }, 'period', /only D7, D30, D90, D180/);
    refuses('getApiUsage', { period: 'D180' }, 'period', /only D7, D30, D60/);
    refuses('getTeamsUserActivityCounts', { period: 'd7' }, 'period', /"d7"/);
    refuses('getTeamsUserActivityCounts', { period: 'ALL' }, 'period', /"ALL"/);
  });

  it('refuses a parameter for a function that takes none', () => {
    refuses('getOffice365ActivationCounts', { period: 'D7' }, 'period', /takes no period/);
    refuses('getOffice365ActivationCounts', { date: '2026-11-18' }, 'date', /takes no single date/);
  });

  it('refuses a date for a function that takes only periods', () => {
    refuses('getTeamsUserActivityCounts', { date: '2026-11-18' }, 'date', /takes no single date/);
    refuses('getMailboxUsageDetail', { date: '2026-11-18' }, 'date', /takes no single date/);
  });

  it('refuses what is not a date', () => {
    refuses('getTeamsUserActivityUserDetail', { date: '2026-02-30' }, 'date', /YYYY-MM-DD/);
    refuses('getTeamsUserActivityUserDetail', { date: "'2026-11-18'" }, 'date', /YYYY-MM-DD/);
  });

  it('accepts 28 days back, not 29, and no future day, in UTC', () => {
    check('getTeamsUserActivityUserDetail', { date: '2026-10-23' });
    refuses('getTeamsUserActivityUserDetail', { date: '2026-10-22' }, 'date', /28 days, to 2026-10-23/);
    check('getTeamsUserActivityUserDetail', { date: '2026-11-20' });
    refuses('getTeamsUserActivityUserDetail', { date: '2026-11-21' }, 'date', /not come yet/);
  });
});

describe('the periods to choose from', () => {
  it('begin with those that most reports have, and each part is from short to long', () => {
    assert.deepEqual(periodsToOffer(catalog.reports, catalog.reports), {
      common: ['D7', 'D30', 'D90', 'D180'],
      others: periods.filter((period) => !['D7', 'D30', 'D90', 'D180'].includes(period)),
    });
  });

  it('are those that the reports publish, each once', () => {
    const choice = fc.subarray([...catalog.reports]);
    fc.assert(
      fc.property(choice, (reports) => {
        const { common, others } = periodsToOffer(reports, catalog.reports);
        assert.deepEqual(
          [...common, ...others].sort(),
          [...new Set(reports.flatMap(({ periods: published }) => published))].sort(),
        );
        assert.deepEqual([...common], common.toSorted(comparePeriods));
        assert.deepEqual([...others], others.toSorted(comparePeriods));
      }),
    );
  });
});
