import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { Archive } from '../../../src/archive/archive.js';
import { tenantKey } from '../../../src/auth/tenantKey.js';
import { parseCollectSet } from '../../../src/collect/collectSet.js';
import { addDays } from '../../../src/catalog/period.js';
import { createSampleService } from '../../../src/sample/service.js';
import type { ReportRef } from '../../../src/shared/report.js';
import { LimitCounter } from '../../support/limitCounter.js';
import { Bench, catalog, CONNECTION, temporaryFolder, VirtualTime } from './support.js';

/** One report with several rows a day, and the one this project began with. */
const SET = 'getOneDriveUsageStorage,getSkypeForBusinessPeerToPeerActivityUserCounts';
const START = '2025-11-20T05:00:00Z';
const DAYS = 365;
const LAG = 2;

describe('a year of daily collections', () => {
  it('has every day as the service had it, with as many requests as planned', async function () {
    this.timeout(60_000);
    const [folder, time, counter] = [temporaryFolder(this), new VirtualTime(START), new LimitCounter()];
    const bench = new Bench({ folder, time, counter });
    const set = parseCollectSet(SET, catalog);
    let planned = 0;
    for (let day = 0; day < DAYS; day++) {
      const plan = await bench.plan(set);
      planned += plan.asked.length;
      await bench.collect(plan);
      if (day % 50 === 0) {
        assert.equal((await bench.plan(set)).asked.length, 0, `day ${day}: nothing is asked twice`);
      }
      time.ms += 86_400_000;
    }
    assert.equal(counter.total, planned);
    assert.equal(planned, 2 * DAYS);
    assert.ok(counter.most.csvPerTenant <= 36);

    const first = addDays(START.slice(0, 10), -LAG - 179);
    const last = addDays(START.slice(0, 10), DAYS - 1 - LAG);
    for (const report of SET.split(',')) {
      const kept = await mergedDays(folder, tenantKey(CONNECTION), { report, period: 'D180' });
      assert.deepEqual([kept.firstDay, kept.lastDay], [first, last], report);
      assert.equal(kept.days.size, 180 + DAYS - 1, report);
      await equalsTruth(report, kept.days);
    }
  });
});

type Days = Map<string, string>;

/** The plainest way to merge: snapshots from old to new, a later one's row replaces an earlier one's of the same day and key. */
async function mergedDays(folder: string, tenant: string, { report, period }: Pick<ReportRef, 'report' | 'period'>): Promise<{ days: Days; firstDay: string; lastDay: string }> {
  const snapshots = [];
  for await (const snapshot of new Archive(folder).history({ tenant, report, ...(period === undefined ? {} : { period }) })) {
    snapshots.push(snapshot);
  }
  const rows: Days = new Map();
  for (const snapshot of snapshots.reverse()) {
    for (const [day, text] of rowsByDay(await bytesOf(snapshot.chunks()))) {
      rows.set(day, text);
    }
  }
  const sorted = [...rows.keys()].sort();
  return { days: rows, firstDay: sorted[0] ?? '', lastDay: sorted.at(-1) ?? '' };
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of chunks) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** What the service answers for windows that lie end to end over all the time. */
async function equalsTruth(report: string, kept: Days): Promise<void> {
  const seen = new Set<string>();
  for (const ahead of [0, 150, 300, DAYS - 1]) {
    const now = new Date(Date.parse(START) + ahead * 86_400_000);
    const sample = createSampleService({ catalog, now: () => now });
    const answer = await sample(new Request(`${CONNECTION.graphOrigin}/v1.0/reports/${report}(period='D180')`, { headers: { authorization: 'Bearer x' } }));
    const file = await sample(new Request(answer.headers.get('location') ?? ''));
    for (const [day, text] of rowsByDay(Buffer.from(await file.arrayBuffer()))) {
      assert.equal(kept.get(day), text, `${report} ${day}`);
      seen.add(day);
    }
  }
  assert.equal(seen.size, kept.size);
}

/** All rows of a day as one text, without what is about the file and not about the day. */
function rowsByDay(bytes: Buffer): Days {
  const records = parse<Record<string, string>>(bytes, { bom: true, columns: true });
  const days: Days = new Map();
  for (const record of records) {
    const day = record['Report Date'] ?? '';
    const row = Object.entries(record).filter(([name]) => name !== 'Report Refresh Date' && name !== 'Report Period');
    days.set(day, [days.get(day), JSON.stringify(row)].filter(Boolean).join('\n'));
  }
  return days;
}
