import assert from 'node:assert/strict';
import { Collector } from '../../../../src/services/collect/collector.js';
import { parseCollectSet } from '../../../../src/services/collect/collectSet.js';
import { addDays } from '../../../../src/base/dates.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { LimitCounter } from '../../../support/limitCounter.js';
import { CollectorHarness, catalog, CONNECTION, temporaryFolder, VirtualTime } from './support.js';

/** One report with several rows a day, and the one this project began with. */
const SET = 'getOneDriveUsageStorage,getSkypeForBusinessPeerToPeerActivityUserCounts';
const START = '2025-11-20T05:00:00Z';
const DAYS = 365;
const LAG = 2;

describe('a year of daily collections', () => {
  it('has every day as the service had it, with as many requests as planned', async function () {
    this.timeout(240_000);
    const [folder, time, counter] = [temporaryFolder(this), new VirtualTime(START), new LimitCounter()];
    const harness = new CollectorHarness({ folder, time, counter });
    const set = parseCollectSet(SET, catalog);
    let planned = 0;
    for (let day = 0; day < DAYS; day++) {
      const plan = await harness.plan(set);
      planned += plan.requested.length;
      await new Collector({ plan, service: harness.service }).run(new AbortController().signal);
      if (day % 50 === 0) {
        assert.equal((await harness.plan(set)).requested.length, 0, `day ${day}: nothing is asked twice`);
      }
      time.ms += 86_400_000;
    }
    assert.equal(counter.total, planned);
    assert.equal(planned, 2 * DAYS);
    assert.ok(counter.most.csvPerTenant <= 36);

    const first = addDays(START.slice(0, 10), -LAG - 179);
    const last = addDays(START.slice(0, 10), DAYS - 1 - LAG);
    for (const report of SET.split(',')) {
      const kept = await rowsByDay(harness, { connection: CONNECTION.id, report, history: true });
      const days = [...kept.keys()].sort();
      assert.deepEqual([days[0], days.at(-1), days.length], [first, last, 180 + DAYS - 1], report);
      assert.equal(await comparedWithTruth(this, report, kept), kept.size);
    }
  });
});

type Days = Map<string, string>;

/** Compares with what the service answers for windows that cover all the time, lying end to end; gives the number of days. */
async function comparedWithTruth(context: Mocha.Context, report: string, kept: Days): Promise<number> {
  const seen = new Set<string>();
  for (const ahead of [0, 150, 300, DAYS - 1]) {
    const time = new VirtualTime(START);
    time.ms += ahead * 86_400_000;
    const harness = new CollectorHarness({ folder: temporaryFolder(context), time, counter: new LimitCounter() });
    for (const [day, text] of await rowsByDay(harness, { connection: CONNECTION.id, report, period: 'D180' })) {
      assert.equal(kept.get(day), text, `${report} ${day}`);
      seen.add(day);
    }
  }
  return seen.size;
}

/** All rows of a day as one text, without what is about the file and not about the day. */
function rowsByDay({ service }: CollectorHarness, ref: ReportRef): Promise<Days> {
  return service.use(ref, { signal: new AbortController().signal }, async ({ table }) => {
    const days = new Map<string, string[]>();
    const { rows } = await table.rows({}, 0, table.rowCount);
    const names = table.columns.map(({ name }) => name);
    for (const cells of rows) {
      const day = String(cells[names.indexOf('Report Date')]);
      const row = names
        .map((name, index) => [name, cells[index]])
        .filter(([name]) => name !== 'Report Refresh Date' && name !== 'Report Period');
      days.set(day, [...(days.get(day) ?? []), JSON.stringify(row.sort())]);
    }
    return new Map([...days].map(([day, texts]) => [day, texts.sort().join('\n')]));
  });
}
