import assert from 'node:assert/strict';
import fc from 'fast-check';
import { collectSetText, parseCollectSet, reportsOf } from '../../../../src/services/collect/collectSet.js';
import { estimateSeconds } from '../../../../src/services/collect/estimate.js';
import { estimatePlan } from '../../../../src/services/collect/estimatePlan.js';
import { planCollection, type PlannedReport, type PlanOptions } from '../../../../src/services/collect/plan.js';
import { periods } from '../../../../src/core/catalog/period.js';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { planTexts } from '../../../../src/l10n/collectTexts.js';
import { catalog } from './support.js';

const archivedAt = (isFresh: boolean, checkedAt = '2026-11-20T06:00:00.000Z') => ({
  fetchedAt: checkedAt,
  checkedAt,
  refreshDate: '2026-11-18',
  isFresh,
});
const planOf = (options: Partial<PlanOptions> = {}) =>
  planCollection({
    set: { kind: 'daily' },
    catalog,
    connection: 'x',
    cloud: 'global',
    access: undefined,
    format: 'csv',
    archivedFacts: () => Promise.resolve(undefined),
    ...options,
  });

describe('the plan of a collection', () => {
  it('asks for the longest period of each daily series only, and says what that saves', async () => {
    const { requested, nested, unpublished } = await planOf();
    const series = reportsOf({ kind: 'daily' }, catalog);
    // What a period ALL holds is documented nowhere, so it is requested beside the longest one.
    const withAll = series.filter(({ periods }) => periods.includes('ALL'));
    assert.ok(series.length >= 57 && withAll.length > 0);
    assert.equal(requested.length, series.length + withAll.length);
    assert.deepEqual(new Set(requested.map(({ ref }) => ref.period)), new Set(['D180', 'D60', 'D30', 'ALL']));
    const shorter = series.flatMap(({ periods }) => periods.filter((period) => period !== 'ALL').slice(1));
    assert.equal(nested.length, shorter.length);
    assert.ok(
      nested.every(({ report, period }) =>
        requested.some(({ ref }) => ref.report === report && Number(ref.period?.slice(1)) > Number(period?.slice(1))),
      ),
    );
    assert.deepEqual(unpublished, []);
  });

  it('asks for every period of a detail report and a distribution: none holds another', async () => {
    const { requested, nested } = await planOf({
      set: parseCollectSet('getTeamsUserActivityUserDetail, GETMAILBOXUSAGEQUOTASTATUSMAILBOXCOUNTS', catalog),
    });
    const periodsOf = (report: string) =>
      requested.filter(({ ref }) => ref.report === report).map(({ ref }) => ref.period);
    assert.deepEqual(periodsOf('getTeamsUserActivityUserDetail'), ['D7', 'D30', 'D90', 'D180']);
    assert.equal(
      periodsOf('getMailboxUsageQuotaStatusMailboxCounts').length,
      catalog.find('getMailboxUsageQuotaStatusMailboxCounts')?.kind === 'daily-series' ? 1 : 4,
    );
    assert.ok(requested.length + nested.length === 8);
  });

  it('asks for the named periods of a report, and for all where it is named without', async () => {
    const reports = catalog.reports.filter(({ kind, periods }) => kind === 'detail' && periods.length > 0);
    const named = fc.uniqueArray(
      fc.constantFrom(...reports.flatMap(({ name, periods }) => [name, ...periods.map((one) => `${name}:${one}`)])),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(named, async (names) => {
        const { requested, nested } = await planOf({ set: parseCollectSet(names.join(' , ').toLowerCase(), catalog) });
        const expected = reports.flatMap(({ name, periods }) =>
          periods
            .filter((one) => names.includes(name) || names.includes(`${name}:${one}`))
            .map((one) => `${name}:${one}`),
        );
        assert.deepEqual(requested.map(({ ref }) => `${ref.report}:${ref.period}`).sort(), expected.sort());
        assert.deepEqual(nested, []);
      }),
    );
  });

  it('asks for the reports that all users are joined from once each, for the longest period', async () => {
    const { requested } = await planOf({ set: parseCollectSet('users', catalog) });
    const joined = JOINED_REPORTS.filter(({ isRetired }) => isRetired !== true).map(({ report }) => report);
    assert.deepEqual(requested.map(({ ref }) => ref.report).sort(), joined.sort());
    for (const { ref, definition } of requested) {
      const longest = definition.periods.includes('ALL') ? 'ALL' : definition.periods.at(-1);
      assert.equal(ref.period, longest, ref.report);
    }
    const text = collectSetText(parseCollectSet('users', catalog));
    assert.equal(collectSetText(parseCollectSet(text, catalog)), text);
  });

  it('asks for one period of every report that has it, or for the reports on the current state', async () => {
    for (const period of [...periods, undefined]) {
      const { requested, nested } = await planOf({ set: { kind: 'period', period } });
      const having = catalog.reports.filter(({ periods: published }) =>
        period === undefined ? published.length === 0 : published.includes(period),
      );
      assert.deepEqual(
        requested.map(({ ref }) => `${ref.report}/${ref.period}`).sort(),
        having.map(({ name }) => `${name}/${period}`).sort(),
      );
      assert.ok(having.length > 0);
      assert.deepEqual(nested, []);
    }
  });

  it('puts every report of a set into exactly one list, series first', async () => {
    const all = await planOf({ set: { kind: 'all' } });
    const ids = [...all.requested.map(({ ref }) => ref), ...all.nested].map(
      ({ report, period }) => `${report}/${period ?? ''}`,
    );
    const expected = catalog.reports.flatMap(({ name, periods }) =>
      periods.length === 0 ? [`${name}/`] : periods.map((period) => `${name}/${period}`),
    );
    assert.deepEqual([...ids].sort(), expected.sort());
    const kinds = all.requested.map(({ definition }) => definition.kind === 'daily-series');
    assert.equal(kinds.lastIndexOf(true), kinds.filter(Boolean).length - 1);
  });

  it('asks for nothing that is fresh, nor for what an interrupted run has done', async () => {
    const all = (await planOf()).requested.length;
    const fresh = await planOf({ archivedFacts: () => Promise.resolve(archivedAt(true)) });
    assert.deepEqual([fresh.requested.length, fresh.fresh.length], [0, all]);
    const run = { startedAt: '2026-11-20T05:00:00.000Z', now: new Date('2026-11-20T07:00:00.000Z') };
    const resumed = await planOf({
      resumed: { ...run, freshHours: 6 },
      archivedFacts: ({ report }) =>
        Promise.resolve(report.includes('Teams') ? archivedAt(false) : archivedAt(false, '2026-11-19T06:00:00.000Z')),
    });
    assert.ok(resumed.done.length > 0 && resumed.done.every(({ ref }) => ref.report.includes('Teams')));
    assert.equal(resumed.requested.length + resumed.done.length, all);
  });

  it('asks again for what an interrupted run has done longer ago than reports stay fresh, after the rest', async () => {
    const run = { startedAt: '2026-11-20T05:00:00.000Z', now: new Date('2026-11-20T12:30:00.000Z') };
    for (const [freshHours, isDone] of [
      [6, false],
      [7, true],
      [0, false],
    ] as const) {
      const plan = await planOf({
        set: { kind: 'all' },
        resumed: { ...run, freshHours },
        archivedFacts: ({ report }) => Promise.resolve(report.includes('Teams') ? archivedAt(false) : undefined),
      });
      const all = (await planOf({ set: { kind: 'all' } })).requested;
      const ofTeams = all.filter(({ ref }) => ref.report.includes('Teams')).length;
      assert.equal(plan.done.length, isDone ? ofTeams : 0);
      assert.equal(plan.requested.length, all.length - plan.done.length);
      const last = plan.requested.slice(all.length - ofTeams);
      assert.equal(last.length, isDone ? 0 : ofTeams);
      assert.ok(last.every(({ ref }) => ref.report.includes('Teams')));
    }
  });

  it('leaves out what the cloud does not publish, and says so', async () => {
    const { requested, unpublished } = await planOf({ cloud: 'usgov', set: { kind: 'product', product: 'skype' } });
    assert.deepEqual([requested.length, unpublished.length], [0, 15]);
  });

  it('claims no period that its reports do not have', async () => {
    const plan = await planOf({ set: { kind: 'product', product: 'apiUsage' } });
    assert.ok(plan.nested.length > 1);
    assert.match(planTexts(plan, 60).reasons, /requests saved: the longest period includes the shorter ones\./);
  });

  it('leaves out what this kind of connection never gets, and says so', async () => {
    const app = await planOf({ access: 'application', set: { kind: 'all' } });
    const user = await planOf({ access: 'delegated', set: { kind: 'all' } });
    const sample = await planOf({ set: { kind: 'all' } });
    const names = (plan: typeof app) => plan.unreadable.map(({ name }) => name);
    assert.ok(names(app).includes('getApiUsage'));
    assert.deepEqual(names(user), ['getSkypeForBusinessPeerToPeerActivityUserCounts']);
    assert.deepEqual(names(sample), []);
    for (const plan of [app, user]) {
      const left = new Set(names(plan));
      const planned = [...plan.requested.map(({ ref }) => ref), ...plan.nested];
      assert.ok(planned.every(({ report }) => !left.has(report)));
      assert.equal(new Set(planned.map(({ report }) => report)).size + left.size, catalog.reports.length);
    }
    assert.match(planTexts(app, 60).reasons, /[1-9] not available to an app without a user\./);
    assert.match(planTexts(user, 60).reasons, /1 not available to signed-in users\./);
    assert.doesNotMatch(planTexts(sample, 60).reasons, /not available to/);
  });

  it('reads sets as they are written, and back', () => {
    for (const text of [
      'daily',
      'all',
      'product:teams',
      'period:D30',
      'period:current',
      'getEmailActivityCounts,getMailboxUsageStorage',
      'getEmailActivityUserDetail:D180,getMailboxUsageDetail,getTeamsUserActivityUserDetail:D7,getTeamsUserActivityUserDetail:D30',
    ]) {
      assert.equal(collectSetText(parseCollectSet(text, catalog)), text);
    }
    assert.equal(
      collectSetText(parseCollectSet(' SkypeForBusinessPeerToPeerActivityUserCounts ', catalog)),
      'getSkypeForBusinessPeerToPeerActivityUserCounts',
    );
    const noSuchPeriod = ['D31', 'D28', '', 'D7:D30'].map((period) => `getTeamsUserActivityUserDetail:${period}`);
    for (const text of [
      '',
      ',',
      'weekly',
      'product:',
      'product:word',
      'period:',
      'period:D31',
      'getNothing',
      ...noSuchPeriod,
    ]) {
      assert.throws(
        () => parseCollectSet(text, catalog),
        (error) => error instanceof UsageReportsError && error.details.argument === 'set',
        text,
      );
    }
  });
});

describe('how long a collection takes', () => {
  const usage = { used: 0, limit: 40, endIn: [], pauseSeconds: 0 };

  it('is the requests’ own time while the limit holds, and windows of ten minutes beyond', () => {
    assert.equal(estimateSeconds(0, usage, 2), 0);
    assert.equal(estimateSeconds(36, usage, 2), 72);
    assert.equal(estimateSeconds(37, usage, 2), 632);
    assert.ok(estimateSeconds(109, usage, 2) > 1890);
  });

  it('minds what was asked before, and a pause', () => {
    assert.equal(estimateSeconds(1, { ...usage, endIn: Array.from({ length: 36 }, () => 100) }, 2), 102);
    assert.equal(
      estimateSeconds(1, { ...usage, endIn: Array.from({ length: 39 }, (_, index) => 100 + index) }, 2),
      105,
    );
    assert.equal(estimateSeconds(1, { ...usage, pauseSeconds: 300 }, 2), 302);
    assert.equal(estimateSeconds(0, { ...usage, pauseSeconds: 300 }, 2), 0);
  });

  it('counts what is asked of the directory with its pages, and not against the limit of reports', () => {
    const full = { limit: 14, used: 14, endIn: Array.from({ length: 14 }, (_, at) => 500 + 5 * at), pauseSeconds: 60 };
    const report = { ref: { connection: 'c', report: 'getX' }, format: 'csv' } as PlannedReport;
    const ofDirectory = { ...report, directory: { dataset: 'directoryUsers', pages: 3, isLeast: false } } as const;
    assert.equal(estimatePlan([ofDirectory], full, 2), 6);
    assert.equal(estimatePlan([], full, 2), 0);
    assert.equal(estimatePlan([report, ofDirectory], full, 2), estimateSeconds(1, full, 2) + 6);
  });
});
