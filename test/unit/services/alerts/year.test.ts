import assert from 'node:assert/strict';
import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import type { AlertRule } from '../../../../src/core/alerts/rule.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { createSampleService } from '../../../../src/services/sample/sampleService.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { temporaryFolder } from '../collect/support.js';
import { checkArchive } from './support.js';

const START = '2025-11-20';
const DAYS = 365;
const DAILY = 'getTeamsUserActivityCounts';
const MAILBOXES = 'getMailboxUsageDetail';
const QUOTA = 'Prohibit Send/Receive Quota (Byte)';

/** A week with one holiday more than the one before. */
const FALLS_BY = 15;

const RULES: readonly AlertRule[] = [
  {
    ...{ id: 'fell', title: 'Fell', sentence: '{change}', severity: 'warning' },
    query: { version: 1, source: { report: DAILY, history: true }, columns: ['Report Date', 'Team Chat Messages'] },
    compare: { kind: 'earlierDays', days: 7, fallsBy: FALLS_BY },
  },
  {
    ...{ id: 'full', title: 'Full', sentence: '{value}', severity: 'error', worseBy: 10 },
    query: {
      version: 1,
      source: { report: MAILBOXES, period: 'D7' },
      filters: [{ kind: 'share', column: 'Storage Used (Byte)', of: [QUOTA], above: 0.95 }],
      aggregates: [{ kind: 'count' }],
    },
    compare: { kind: 'number', above: 2 },
  },
];

/** Every third day is enough for reports of 7 days. Nobody collects in two spans of two weeks, so that days are lost. */
const isCollected = (day: number) => day % 3 === 0 && (day < 42 || day > 57) && (day < 200 || day > 215);
/** Checks come oftener than collections. */
const isChecked = (day: number) => day % 3 < 2;
const isMailboxDay = (day: number) => day % 9 === 0;

describe('a year of collections and checks', () => {
  it('raises and clears alerts on the days that plain code names from what the service sends', async function () {
    this.timeout(300_000);
    const folder = temporaryFolder(this);
    const told: string[] = [];
    const expected: string[] = [];
    const model = { known: new Map<IsoDate, number>(), fell: false, full: undefined as number | undefined };
    const unjudged = { checks: 0, expected: 0 };
    for (let day = 0; day < DAYS; day++) {
      const at = new Date(`${addDays(START, day)}T05:00:00Z`);
      if (isCollected(day)) {
        const reports = isMailboxDay(day) ? [DAILY, MAILBOXES] : [DAILY];
        await seedArchive(folder, [{ at, period: 'D7', reports }]);
      }
      if (!isChecked(day)) {
        continue;
      }
      const { news, alerts } = await checkArchive(folder, RULES, at.toISOString());
      const today = addDays(START, day);
      told.push(...news.map(({ kind, alert }) => `${today} ${alert.rule} ${kind}`).sort());
      unjudged.checks += alerts.filter(({ notJudged }) => notJudged !== undefined).length;
      const step = isCollected(day) ? await collected(model.known, day, at) : undefined;
      const news2 = [...fellNews(model, today), ...fullNews(model, step, today)];
      expected.push(...news2.sort());
      unjudged.expected += model.fell && changeOf(model.known) === undefined ? 1 : 0;
    }
    assert.deepEqual(told, expected);
    // The year has what the rules are for: holidays, and alerts over days that are missing.
    assert.ok(told.filter((text) => text.endsWith('fell raised')).length >= 3, told.join('\n'));
    assert.ok(
      told.some((text) => text.endsWith('full raised')),
      told.join('\n'),
    );
    assert.ok(unjudged.expected > 0);
    assert.equal(unjudged.checks, unjudged.expected);
  });
});

interface Model {
  readonly known: ReadonlyMap<IsoDate, number>;
  fell: boolean;
  full: number | undefined;
}

/** Cells of a report as the service sends it. */
async function columnsOf(report: string, at: Date, names: readonly string[]): Promise<readonly (readonly string[])[]> {
  const sample = createSampleService({ catalog, now: () => at });
  const url = `${SAMPLE_CONNECTION.graphOrigin}/v1.0/reports/${report}(period='D7')`;
  const headers = { authorization: 'Bearer token' };
  let response = await sample(new Request(url, { headers, redirect: 'manual' }));
  const location = response.headers.get('location');
  response = location === null ? response : await sample(new Request(location));
  const [header = '', ...lines] = (await response.text()).replace('\uFEFF', '').trim().split(/\r?\n/);
  const all = header.split(',');
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)]
      .map(([, quoted, plain]) => quoted ?? plain ?? '')
      .slice(0, all.length);
    assert.equal(cells.length, all.length, line);
    return names.map((name) => cells[all.indexOf(name)] ?? '');
  });
}

/** @returns mailboxes that are nearly full, where they were collected */
async function collected(known: Map<IsoDate, number>, day: number, at: Date): Promise<number | undefined> {
  for (const [date = '', users = ''] of await columnsOf(DAILY, at, ['Report Date', 'Team Chat Messages'])) {
    // Blank is not zero.
    if (users !== '') {
      known.set(date, Number(users));
    }
  }
  const mailboxes = isMailboxDay(day) ? await columnsOf(MAILBOXES, at, ['Storage Used (Byte)', QUOTA]) : undefined;
  return mailboxes?.filter(([used, quota]) => quota !== '' && Number(used) / Number(quota) > 0.95).length;
}

/** By how many percent the last 7 known days fell; `undefined` where any of the 14 is missing. */
function changeOf(known: ReadonlyMap<IsoDate, number>): number | undefined {
  const last = [...known.keys()].sort().at(-1) ?? START;
  const sum = (from: number) =>
    [0, 1, 2, 3, 4, 5, 6].reduce((total, day) => total + (known.get(addDays(last, from + day)) ?? NaN), 0);
  const [before, after] = [sum(-13), sum(-6)];
  return Number.isNaN(before + after) ? undefined : 100 - (100 * after) / before;
}

/** Falls worsen, too; a fall that is told is taken from the check before. */
function fellNews(model: Model & { said?: number }, today: IsoDate): readonly string[] {
  const change = changeOf(model.known);
  if (change === undefined || (!model.fell && change <= FALLS_BY)) {
    return [];
  }
  if (change <= FALLS_BY) {
    model.fell = false;
    return [`${today} fell cleared`];
  }
  if (!model.fell) {
    model.fell = true;
    model.said = change;
    return [`${today} fell raised`];
  }
  const said = model.said ?? 0;
  if (change - said >= 0.25 * Math.max(said, FALLS_BY)) {
    model.said = change;
    return [`${today} fell worsened`];
  }
  return [];
}

function fullNews(model: Model, count: number | undefined, today: IsoDate): readonly string[] {
  if (count === undefined || (model.full === undefined && count <= 2)) {
    return [];
  }
  if (count <= 2) {
    model.full = undefined;
    return [`${today} full cleared`];
  }
  const { full } = model;
  if (full === undefined || count - full >= 0.1 * Math.max(full, 2)) {
    const worse = full === undefined ? count : count > full ? count : full;
    const news = full === undefined ? ['raised'] : count > full ? ['worsened'] : [];
    model.full = worse;
    return news.map((kind) => `${today} full ${kind}`);
  }
  return [];
}
