import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { type CollectSet, longestPeriods } from '../../../../src/services/collect/collectSet.js';
import { fillSample } from '../../../../src/services/collect/fillSample.js';
import { CONNECTION, ReportServiceHarness } from '../reports/reportServiceHarness.js';
import { catalog } from '../../../support/catalog.js';

const daily = catalog.reports.filter(({ kind }) => kind === 'daily-series');

describe('filling the archive of a sample tenant', () => {
  let folder: string;
  let harness: ReportServiceHarness;
  let progress: { readonly done: number; readonly total: number }[];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-fill-'));
    harness = new ReportServiceHarness(folder);
    progress = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const fill = (signal = new AbortController().signal, set?: CollectSet) =>
    fillSample({
      connection: CONNECTION.id,
      catalog,
      service: harness.service,
      signal,
      ...(set === undefined ? {} : { set }),
      onProgress: ({ done, total }) => progress.push({ done, total }),
    });
  const archived = async () =>
    (await harness.service.history.reportsWithHistory(CONNECTION.id)).map(({ name }) => name).sort();

  it('makes every daily report once, and then none', async () => {
    await fill();
    assert.deepEqual(await archived(), daily.map(({ name }) => name).sort());
    const { length } = harness.asked;
    const { done = 0, total } = progress.at(-1) ?? {};
    assert.ok(done === total && done >= daily.length, `${done} of ${total}`);
    await fill();
    assert.equal(harness.asked.length, length);
  });

  it('makes only those of which nothing is archived, also weeks later', async () => {
    await harness.open({ connection: CONNECTION.id, report: 'getEmailActivityCounts', period: 'D7' });
    harness.now = new Date(harness.now.getTime() + 30 * 86_400_000);
    await fill();
    assert.equal(harness.asked.filter(({ url }) => url.includes('getEmailActivityCounts(')).length, 1);
    assert.equal((await archived()).length, daily.length);
  });

  it('makes only those that are named', async () => {
    const named = ['getEmailActivityCounts', 'getTeamsUserActivityCounts'];
    await fill(undefined, { kind: 'reports', reports: named });
    assert.deepEqual(await archived(), named);
  });

  it('makes reports about users, too, and no second time weeks later', async () => {
    const set = longestPeriods(['getTeamsUserActivityUserDetail', 'getMailboxUsageDetail'], catalog);
    await fill(undefined, set);
    // Several are asked at once, in any order.
    assert.deepEqual(harness.asked.flatMap(({ url }) => /get\w+\(period='D180'\)/.exec(url) ?? []).sort(), [
      "getMailboxUsageDetail(period='D180')",
      "getTeamsUserActivityUserDetail(period='D180')",
    ]);
    harness.now = new Date(harness.now.getTime() + 30 * 86_400_000);
    const { length } = harness.asked;
    await fill(undefined, set);
    assert.equal(harness.asked.length, length);
  });

  it('ends early when it is canceled, and keeps what is made', async () => {
    const canceling = new AbortController();
    harness.onAsked = () => harness.asked.length === 5 && canceling.abort();
    await fill(canceling.signal);
    const made = await archived();
    assert.ok(made.length > 0 && made.length < daily.length, `${made.length}`);
    assert.ok(harness.asked.length < daily.length);
  });

  it('tells what would make all further ones fail', async () => {
    // Where the folder was there is a file.
    harness.onAsked = () => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    };
    await assert.rejects(fill(), (error) => error instanceof UsageReportsError && error.reason === 'storage');
    assert.ok(harness.asked.length < 5, `${harness.asked.length}`);
  });
});
