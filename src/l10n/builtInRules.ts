import * as l10n from '@vscode/l10n';
import { type AlertRule, RULES_VERSION } from '../core/alerts/rule.js';
import { QUERY_VERSION } from '../shared/query/query.js';

const version = QUERY_VERSION;

/**
 * The rules that a new file begins with, in the display language. Each can be judged of the sample tenant, and names nobody; whoever has the
 * file changes the limits to those of their tenant.
 */
export function builtInRules(): readonly AlertRule[] {
  return [
    {
      id: 'active-users-fell',
      title: l10n.t('Active users fell'),
      sentence: l10n.t(
        'Active users fell by {0}: {1} a day in the last 7 days, {2} in the 7 days before.',
        '{change}',
        '{value}',
        '{before}',
      ),
      description: l10n.t('A sudden fall is mostly a holiday, an outage, or a report that is incomplete.'),
      severity: 'warning',
      query: {
        version,
        source: { report: 'getOffice365ActiveUserCounts', history: true },
        columns: ['Report Date', 'Office 365'],
      },
      compare: { kind: 'earlierDays', days: 7, fallsBy: 20 },
    },
    {
      id: 'report-late',
      title: l10n.t('Reports are late'),
      sentence: l10n.t('The newest data are of {0}, {1} later than usual.', '{day}', '{value}'),
      description: l10n.t('Late data are mostly a delay at Microsoft: see the service health in the admin center.'),
      severity: 'info',
      query: { version, source: { report: 'getOffice365ActiveUserCounts', history: true } },
      compare: { kind: 'late', days: 2 },
    },
    {
      id: 'mailboxes-nearly-full',
      title: l10n.t('Mailboxes are nearly full'),
      sentence: l10n.t('Mailboxes that have used 95% of their quota or more: {0}', '{value}'),
      description: l10n.t('A full mailbox receives no mail. Show Storage lists them.'),
      severity: 'error',
      query: {
        version,
        source: { report: 'storage' },
        filters: [
          { kind: 'values', column: 'Kind', values: ['Mailbox'] },
          { kind: 'range', column: 'Quota Used (%)', from: 95 },
        ],
        aggregates: [{ kind: 'count' }],
      },
      compare: { kind: 'number', above: 0 },
    },
    {
      id: 'storage-days-left',
      title: l10n.t('Storage will be full soon'),
      sentence: l10n.t(
        'Mailboxes, OneDrive accounts, and sites that will be full in less than 60 days: {0}',
        '{value}',
      ),
      description: l10n.t(
        'At the pace at which each of them grew lately. Show Storage lists them, with the days that are left.',
      ),
      severity: 'warning',
      query: {
        version,
        source: { report: 'storage' },
        filters: [{ kind: 'range', column: 'Days Left', to: 59 }],
        aggregates: [{ kind: 'count' }],
      },
      compare: { kind: 'number', above: 0 },
    },
    {
      id: 'unused-licenses',
      title: l10n.t('Many licenses are unused'),
      sentence: l10n.t('{0}: {1} licenses are unused.', '{group}', '{value}'),
      description: l10n.t(
        'As Show Licenses counts them: no activity in 90 days. Show Unused Licenses lists their users.',
      ),
      severity: 'warning',
      query: {
        version,
        source: { report: 'licenses' },
        groupBy: [{ column: 'Product' }],
        aggregates: [{ kind: 'sum', column: 'Unused' }],
      },
      compare: { kind: 'number', above: 10 },
    },
    {
      id: 'copilot-not-used',
      title: l10n.t('Copilot is hardly used'),
      sentence: l10n.t(
        'Microsoft 365 Copilot, active in 28 days of enabled: {0} of {1} ({2})',
        '{part}',
        '{whole}',
        '{value}',
      ),
      description: l10n.t('Users who have a license and never tried it need training, or no license.'),
      severity: 'info',
      query: {
        version,
        source: { report: 'getMicrosoft365CopilotUserCountSummary', period: 'D28' },
        columns: ['Any App Active Users', 'Any App Enabled Users'],
      },
      compare: { kind: 'percent', part: 'Any App Active Users', whole: 'Any App Enabled Users', below: 60 },
    },
  ];
}

/** The text of a new file with rules. */
export function newRulesFile(): string {
  return `${JSON.stringify({ version: RULES_VERSION, rules: builtInRules() }, undefined, 2)}\n`;
}
