import assert from 'node:assert/strict';
import { builtInRules, newRulesFile } from '../../../../src/l10n/builtInRules.js';
import { alertSentence } from '../../../../src/l10n/alertTexts.js';
import { checkRule } from '../../../../src/core/alerts/checkRule.js';
import { readRules } from '../../../../src/core/alerts/rulesFile.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { MADE_TABLES } from '../../../../src/services/archiveQueries/madeTables.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { temporaryFolder } from '../collect/support.js';
import { checkArchive } from './support.js';

const AT = new Date('2026-11-20T05:00:00Z');
const DETAILS = [
  'getMailboxUsageDetail',
  'getOneDriveUsageAccountDetail',
  'getSharePointSiteUsageDetail',
  'getOffice365ActiveUserDetail',
  'getTeamsUserActivityUserDetail',
];

describe('checking rules', () => {
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
        reports: ['getOffice365ActiveUserCounts', ...DETAILS, 'getMicrosoft365CopilotUsageUserDetail'],
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
      'Mailboxes that have used more than 95% of their quota: 4',
      'MICROSOFT 365 COPILOT: 15 licenses are unused.',
    ]);
    const again = await checkArchive(folder, rules, new Date(AT.getTime() + 1).toISOString());
    assert.deepEqual(again.news, []);
    assert.equal(again.alerts.length, alerts.length);
  });

  it('keeps alerts when their data are gone, and stops at no rule that fails', async function () {
    this.timeout(60_000);
    const folder = temporaryFolder(this);
    await seedArchive(folder, [{ at: AT, period: 'D7', reports: ['getMailboxUsageDetail'] }]);
    const rules = builtInRules().filter(({ id }) => id === 'mailboxes-nearly-full' || id === 'storage-days-left');
    const first = await checkArchive(folder, rules, AT.toISOString());
    assert.equal(first.alerts.length, 1);
    const failing = await checkArchive(
      folder,
      rules,
      '2026-11-21T05:00:00.000Z',
      (queries) => (query) =>
        query.filters?.length === 2
          ? Promise.reject(new UsageReportsError('notFound', 'Gone.', { code: 'notArchived' }))
          : queries.ask(query),
    );
    assert.deepEqual(failing.news, []);
    assert.deepEqual(
      failing.alerts.map(({ notJudged }) => notJudged),
      [{ since: '2026-11-21T05:00:00.000Z', reason: { kind: 'notArchived' } }],
    );
    assert.deepEqual(
      failing.notJudged.map(({ rule, reason }) => [rule.id, reason.kind]),
      [['mailboxes-nearly-full', 'notArchived']],
    );
  });
});
