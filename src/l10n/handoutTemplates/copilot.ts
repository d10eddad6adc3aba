import * as l10n from '@vscode/l10n';
import { type HandoutTemplate, type TemplateAmount, TEMPLATE_VERSION } from '../../core/handout/template.js';
import { serviceColumn } from '../../core/users/joined/joinedColumns.js';
import { COPILOT_USAGE } from '../../core/users/joined/joinedReports.js';
import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import { plural } from '../plurals.js';
import { daysOf, isTrue, notDeleted, usersWith, within } from './parts.js';

const TREND = 'getMicrosoft365CopilotUserCountTrend';
const ACTIVE_DAYS = 'Active Usage Days for all apps';
const LICENSED = serviceColumn.licensed('Microsoft 365 Copilot');
const LAST_ACTIVITY = serviceColumn.lastActivity('Microsoft 365 Copilot');

/** From who has Copilot to who works with it every week. */
export function copilotTemplate(): HandoutTemplate {
  const enabled = [isTrue(LICENSED), notDeleted()];
  const active = within(LAST_ACTIVITY, '{from}', '{to}');
  return {
    version: TEMPLATE_VERSION,
    title: l10n.t('Copilot adoption'),
    blocks: [
      { kind: 'heading', text: l10n.t('From license to habit') },
      {
        kind: 'keyFigures',
        figures: [
          { label: l10n.t('Enabled users'), ...usersWith(...enabled) },
          {
            label: l10n.t('Active users'),
            ...usersWith(...enabled, active),
            of: { label: l10n.t('enabled'), ...usersWith(...enabled) },
          },
          {
            label: l10n.t('Prompts submitted'),
            ...daysOf(TREND, 'Prompts submitted'),
          },
          {
            label: l10n.t('Prompts per active user'),
            ...daysOf(TREND, 'Prompts submitted'),
            per: usersWith(...enabled, active),
          },
        ],
      },
      {
        kind: 'bars',
        title: l10n.t('Enabled users by the days on which they were active, within 28 days'),
        bars: [
          { label: l10n.t('Enabled'), ...activeDays() },
          { label: atLeast(1), ...activeDays(1) },
          { label: atLeast(4), ...activeDays(4) },
          { label: atLeast(8), ...activeDays(8) },
          { label: atLeast(15), ...activeDays(15) },
        ],
      },
      { kind: 'heading', text: l10n.t('Who is not active') },
      {
        kind: 'bars',
        title: l10n.t('Enabled users by their last activity'),
        bars: [
          { label: l10n.t('Active in this month'), ...usersWith(...enabled, active) },
          {
            label: l10n.t('Active in the month before only'),
            ...usersWith(...enabled, within(LAST_ACTIVITY, '{previousFrom}', '{previousTo}')),
          },
          {
            label: l10n.t('Active earlier only'),
            ...usersWith(...enabled, within(LAST_ACTIVITY, undefined, '{beforePrevious}')),
          },
          { label: l10n.t('Never active'), ...usersWith(...enabled, { column: LAST_ACTIVITY, kind: 'blank' }) },
        ],
      },
      { kind: 'heading', text: l10n.t('Day by day') },
      {
        kind: 'series',
        title: l10n.t('Active users, daily'),
        lines: [
          { report: TREND, column: 'Any App Active Users', label: l10n.t('Any app') },
          { report: TREND, column: 'Microsoft Teams Active Users', label: 'Microsoft Teams' },
          { report: TREND, column: 'Outlook Active Users', label: 'Outlook' },
          { report: TREND, column: 'Word Active Users', label: 'Word' },
        ],
        months: 3,
      },
      { kind: 'heading', text: l10n.t('What is missing, and why') },
      { kind: 'dataQuality' },
    ],
  };
}

function atLeast(days: number): string {
  return plural(days, { one: l10n.t('{0} day or more'), other: l10n.t('{0} days or more') });
}

/** Users who were active on so many days of the report's 28, which has all who have Copilot. */
function activeDays(from?: number): TemplateAmount {
  const filter: QueryFilter[] = from === undefined ? [] : [{ column: ACTIVE_DAYS, kind: 'range', from }];
  return {
    query: {
      version: QUERY_VERSION,
      source: { report: COPILOT_USAGE, period: 'D28' },
      filters: filter,
      aggregates: [{ kind: 'count', name: 'Count' }],
    },
  };
}
