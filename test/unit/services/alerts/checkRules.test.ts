import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtInRules, newRulesFile } from '../../../../src/l10n/builtInRules.js';
import { alertSentence } from '../../../../src/l10n/alertTexts.js';
import { checkRule } from '../../../../src/core/alerts/checkRule.js';
import { licensePricesOf } from '../../../../src/core/licenses/prices.js';
import type { LicensePrices } from '../../../../src/core/licenses/productTable.js';
import { type AlertRule, COMPARISON_KINDS } from '../../../../src/core/alerts/rule.js';
import { STORAGE_REPORTS } from '../../../../src/core/storage/storageReports.js';
import { parseCollectSet, reportsOf, USER_REPORTS } from '../../../../src/services/collect/collectSet.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import type { Query } from '../../../../src/shared/query/query.js';
import { readRules } from '../../../../src/core/alerts/rulesFile.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { MADE_TABLES } from '../../../../src/services/archiveQueries/madeTables.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { temporaryFolder } from '../collect/support.js';
import { archiveQueries } from '../archiveQueries/support.js';
import { checkArchive } from './support.js';

const AT = new Date('2026-11-20T05:00:00Z');
const DETAILS = [
  'getMailboxUsageDetail',
  'getOneDriveUsageAccountDetail',
  'getSharePointSiteUsageDetail',
  'getOffice365ActiveUserDetail',
  'getTeamsUserActivityUserDetail',
];

/** The rules that the page about alerts shows. */
function documentedRules(): readonly AlertRule[] {
  const page = readFileSync(path.join(checkoutRoot(), 'docs/alerts.md'), 'utf8');
  const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
    ([, text = '']) => JSON.parse(text) as { readonly rules?: readonly object[] },
  );
  const all = examples.flatMap((example) => example.rules ?? [example]);
  const { rules, problems } = readRules(JSON.stringify({ version: 1, rules: all }), (rule, at) =>
    checkRule(rule, at, catalog, new Map(Object.entries(MADE_TABLES))),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    COMPARISON_KINDS.filter((kind) => !rules.some(({ compare }) => compare.kind === kind)),
    ['late'],
  );
  return rules;
}

describe('checking rules', () => {
  it('needs what the page about alerts collects, for every rule of a new file', () => {
    const page = readFileSync(path.join(checkoutRoot(), 'docs/alerts.md'), 'utf8');
    const [, sets = ''] = /for set in (.+); do/.exec(page) ?? [];
    const collected = new Set(
      sets
        .split(' ')
        .flatMap((set) => reportsOf(parseCollectSet(set, catalog), catalog))
        .map(({ name }) => name),
    );
    const read = builtInRules().flatMap(({ query: { source = { report: '' } } }) =>
      source.report === 'storage'
        ? STORAGE_REPORTS.map(({ report }) => report)
        : source.report === 'licenses'
          ? USER_REPORTS
          : [source.report],
    );
    assert.deepEqual(
      read.filter((report) => !collected.has(report)),
      [],
    );
  });

  it('judges every rule of a new file by what is archived of the sample tenant', async function () {
    this.timeout(120_000);
    const folder = temporaryFolder(this);
    const before = (days: number) => new Date(AT.getTime() - days * 86_400_000);
    await seedArchive(folder, [
      ...[4, 3, 2, 1].map((days) => ({ at: before(days), period: 'D7', reports: ['getOffice365ActiveUserCounts'] })),
      { at: before(30), period: 'D180', reports: DETAILS.slice(0, 3) },
      {
        at: AT,
        period: 'D180',
        reports: [
          'getOffice365ActiveUserCounts',
          'getTeamsUserActivityCounts',
          ...DETAILS,
          'getMicrosoft365CopilotUsageUserDetail',
        ],
      },
      { at: AT, period: 'D28', reports: ['getMicrosoft365CopilotUserCountSummary'] },
    ]);
    const { rules, problems } = readRules(newRulesFile(), (rule, path) =>
      checkRule(rule, path, catalog, new Map(Object.entries(MADE_TABLES))),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(rules, builtInRules());
    const { notJudged, alerts, news } = await checkArchive(folder, rules, AT.toISOString());
    assert.deepEqual(notJudged, []);
    assert.equal(news.length, alerts.length);
    const sentences = alerts.map((alert) =>
      alertSentence(rules.find(({ id }) => id === alert.rule) ?? { sentence: '' }, alert),
    );
    assert.deepEqual(sentences, [
      'Mailboxes that have used 95% of their quota or more: 4',
      'MICROSOFT 365 COPILOT: 15 licenses are unused.',
    ]);
    const documented = await checkArchive(
      folder,
      documentedRules(),
      AT.toISOString(),
      undefined,
      licensePricesOf({ 'MICROSOFT 365 COPILOT': 30 }, 'EUR'),
    );
    assert.deepEqual(
      documented.notJudged.map(({ rule, reason }) => [rule.id, reason.kind]),
      // Not all products have a price here.
      [['unused-licenses-cost', 'noPrice']],
    );
    const again = await checkArchive(folder, rules, new Date(AT.getTime() + 1).toISOString());
    assert.deepEqual(again.news, []);
    // Those of the documented rules, which aren't in this file, stay.
    const own = again.alerts.filter(({ rule }) => rules.some(({ id }) => id === rule));
    assert.deepEqual(
      own.map(({ rule, group }) => [rule, group]),
      alerts.map(({ rule, group }) => [rule, group]),
    );
  });

  it('keeps alerts when their data are gone, and stops at no rule that fails', async function () {
    this.timeout(60_000);
    const folder = temporaryFolder(this);
    await seedArchive(folder, [{ at: AT, period: 'D7', reports: ['getMailboxUsageDetail'] }]);
    const rules = builtInRules().filter(({ id }) => id === 'mailboxes-nearly-full' || id === 'storage-days-left');
    const first = await checkArchive(folder, rules, AT.toISOString());
    assert.equal(first.alerts.length, 1);
    // Of one snapshot nobody knows how fast anything grows.
    assert.deepEqual(
      first.notJudged.map(({ rule, reason }) => [rule.id, reason.kind]),
      [['storage-days-left', 'noEarlierSnapshot']],
    );
    const failing = await checkArchive(folder, rules, '2026-11-21T05:00:00.000Z', (queries) => ({
      use: (...use) => queries.use(...use),
      firstRow: (...row) => queries.firstRow(...row),
      ask: (query) =>
        query.filters?.[1]?.kind === 'range'
          ? Promise.reject(new UsageReportsError('notFound', 'Gone.', { code: 'notArchived' }))
          : queries.ask(query),
    }));
    assert.deepEqual(failing.news, []);
    assert.deepEqual(
      failing.alerts.map(({ notJudged }) => notJudged),
      [{ since: '2026-11-21T05:00:00.000Z', reason: { kind: 'notArchived' } }],
    );
    assert.deepEqual(
      failing.notJudged.map(({ rule, reason }) => [rule.id, reason.kind]),
      [
        ['mailboxes-nearly-full', 'notArchived'],
        ['storage-days-left', 'noEarlierSnapshot'],
      ],
    );
  });

  it('judges what unused licenses cost, and a missing price is unknown: it clears nothing', async function () {
    this.timeout(60_000);
    const folder = temporaryFolder(this);
    await seedArchive(folder, [{ at: AT, period: 'D180', reports: DETAILS.slice(3) }]);
    const asked = { version: 1, source: { report: 'licenses' } } as const;
    const cost = { kind: 'sum', column: 'Unused Cost per Month' } as const;
    const rule = (id: string, query: Partial<Query>, above: number): AlertRule => ({
      ...{ id, title: id, sentence: '{value}', severity: 'warning' },
      ...{ query: { ...asked, ...query }, compare: { kind: 'number', above } },
    });
    const unused = new Map<string, number>();
    const products = archiveQueries(folder);
    const answer = await products.ask({ ...asked, columns: ['Product', 'Unused'] });
    for (const [product, count] of (await answer.rows({}, 0, answer.rowCount)).rows) {
      unused.set(String(product), Number(count ?? 0));
    }
    answer.dispose();
    products.dispose();
    const counted = [...unused].filter(([, count]) => count > 0).map(([product]) => product);
    assert.ok(counted.length >= 2, counted.join());
    const pricesOf = (names: readonly string[], price: number) =>
      licensePricesOf(Object.fromEntries(names.map((name) => [name, price])), 'EUR');
    const total = counted.reduce((sum, product) => sum + 10 * (unused.get(product) ?? 0), 0);
    const [first = '', ...others] = counted;
    const part = total - 10 * (unused.get(first) ?? 0);
    const rules = [
      rule('all', { aggregates: [cost] }, total - 1),
      rule('sure', { aggregates: [cost] }, part - 1),
      rule('each', { groupBy: [{ column: 'Product' }], aggregates: [cost] }, 0),
      rule('dear', { filters: [{ kind: 'range', column: cost.column, from: 1 }], aggregates: [{ kind: 'count' }] }, 0),
    ];
    let day = 0;
    const check = async (prices: LicensePrices) => {
      const now = new Date(AT.getTime() + day++ * 86_400_000).toISOString();
      const { alerts, news, notJudged } = await checkArchive(folder, rules, now, undefined, prices);
      const named = ({ rule: id, label }: { readonly rule: string; readonly label: string }) =>
        label === '' ? id : `${id}: ${label}`;
      return {
        there: alerts
          .filter((alert) => alert.notJudged === undefined)
          .map(named)
          .sort(),
        unknown: alerts
          .filter(({ notJudged: why }) => why?.reason.kind === 'noPrice')
          .map(named)
          .sort(),
        cleared: news
          .filter(({ kind }) => kind === 'cleared')
          .map(({ alert }) => named(alert))
          .sort(),
        notJudged: notJudged.map(({ rule: { id }, reason }) => `${id}: ${reason.kind}`),
      };
    };
    const none = { there: [], unknown: [], cleared: [], notJudged: [] };
    const each = (names: readonly string[]) => names.map((name) => `each: ${name}`);
    const everything = [...each(counted), 'all', 'dear', 'sure'].sort();

    // Without any price nothing is known, and nothing is raised.
    const priceless = await check(pricesOf([], 0));
    assert.deepEqual(priceless, { ...none, notJudged: ['all', 'sure', 'each', 'dear'].map((id) => `${id}: noPrice`) });
    assert.deepEqual(await check(pricesOf(counted, 10)), { ...none, there: everything });
    // The price of one product is gone. What the others cost is enough for one rule.
    assert.deepEqual(await check(pricesOf(others, 10)), {
      ...none,
      there: [...each(others), 'dear', 'sure'].sort(),
      unknown: [...each([first]), 'all'].sort(),
      notJudged: ['all: noPrice'],
    });
    // All prices are known, and low.
    assert.deepEqual(await check(pricesOf(counted, 0)), { ...none, cleared: everything });
  });
});
