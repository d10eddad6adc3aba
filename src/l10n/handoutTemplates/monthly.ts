import * as l10n from '@vscode/l10n';
import { type HandoutTemplate, type TemplateFigure, TEMPLATE_VERSION } from '../../core/handout/template.js';
import { PRODUCT } from '../../core/licenses/licenseColumns.js';
import { hasLicenses, serviceColumn } from '../../core/users/joined/joinedColumns.js';
import type { JoinedService } from '../../core/users/joined/joinedReports.js';
import { QUERY_VERSION } from '../../shared/query/query.js';
import { daysOf, isTrue, notDeleted, usersWith, within } from './parts.js';
import { storageFigures } from './storage.js';

const SERVICES: readonly JoinedService[] = [
  'Teams',
  'Exchange',
  'OneDrive',
  'SharePoint',
  'Viva Engage',
  'Microsoft 365 Apps',
  'Microsoft 365 Copilot',
];
const ACTIVE_USERS = 'getOffice365ActiveUserCounts';
/** The daily reports whose measures say most of how a tenant works. */
const LEADING = [
  ACTIVE_USERS,
  'getTeamsUserActivityCounts',
  'getEmailActivityCounts',
  'getOneDriveActivityFileCounts',
  'getSharePointActivityFileCounts',
  'getYammerActivityCounts',
  'getM365AppUserCounts',
  'getMicrosoft365CopilotUserCountTrend',
  'getMailboxUsageStorage',
  'getOneDriveUsageStorage',
  'getSharePointSiteUsageStorage',
];

/** Everything of a month on a page or two. */
export function monthlyTemplate(): HandoutTemplate {
  return {
    version: TEMPLATE_VERSION,
    title: l10n.t('Monthly summary'),
    blocks: [
      { kind: 'heading', text: l10n.t('What stands out') },
      { kind: 'standsOut', reports: LEADING },
      { kind: 'heading', text: l10n.t('Adoption') },
      {
        kind: 'text',
        paragraphs: [
          l10n.t('How many users were active in each service during the month, of those who have a license for it.'),
        ],
      },
      { kind: 'keyFigures', figures: SERVICES.map(activeOf) },
      {
        kind: 'series',
        title: l10n.t('Active users, daily'),
        lines: [
          ...['Teams', 'Exchange', 'OneDrive', 'SharePoint'].map((column) => ({ report: ACTIVE_USERS, column })),
          { report: ACTIVE_USERS, column: 'Yammer', label: 'Viva Engage' },
        ],
      },
      {
        kind: 'bars',
        title: l10n.t('Active users on an average day, by month'),
        days: { report: ACTIVE_USERS, column: 'Office 365' },
        months: 6,
      },
      { kind: 'heading', text: l10n.t('Microsoft 365 Copilot') },
      {
        kind: 'keyFigures',
        figures: [
          {
            label: l10n.t('Prompts submitted'),
            ...daysOf('getMicrosoft365CopilotUserCountTrend', 'Prompts submitted'),
          },
          {
            label: l10n.t('Active users on an average day'),
            ...daysOf('getMicrosoft365CopilotUserCountTrend', 'Any App Active Users'),
            of: {
              label: l10n.t('enabled'),
              ...daysOf('getMicrosoft365CopilotUserCountTrend', 'Any App Enabled Users'),
            },
          },
        ],
      },
      { kind: 'heading', text: l10n.t('Storage') },
      { kind: 'keyFigures', figures: storageFigures() },
      { kind: 'heading', text: l10n.t('Licenses') },
      {
        kind: 'text',
        paragraphs: [
          l10n.t(
            'Each assigned license was active within 90 days, is unused, is new (assigned within 30 days and not used yet), is of a deleted user, or it is not known who uses it. Of some products, no report shows the use.',
          ),
        ],
      },
      {
        kind: 'table',
        query: {
          version: QUERY_VERSION,
          source: { report: 'licenses' },
          columns: [
            ...[PRODUCT.product, PRODUCT.bought, PRODUCT.assigned, PRODUCT.active90, PRODUCT.unused, PRODUCT.newUnused],
            ...[PRODUCT.deleted, PRODUCT.notKnown, PRODUCT.notVisible, PRODUCT.unusedCost],
          ],
          sort: [{ column: PRODUCT.assigned, descending: true }],
          limit: 15,
        },
        columns: [
          { column: PRODUCT.product, label: l10n.t('Product') },
          { column: PRODUCT.bought, label: l10n.t('Bought'), ifKnown: true },
          { column: PRODUCT.assigned, label: l10n.t('Assigned') },
          { column: PRODUCT.active90, label: l10n.t('Active in 90 days') },
          { column: PRODUCT.unused, label: l10n.t('Unused') },
          { column: PRODUCT.newUnused, label: l10n.t('New') },
          { column: PRODUCT.deleted, label: l10n.t('Of deleted users') },
          { column: PRODUCT.notKnown, label: l10n.t('Not known') },
          { column: PRODUCT.notVisible, label: l10n.t('Use not visible') },
          { column: PRODUCT.unusedCost, label: l10n.t('Cost of unused per month'), ifKnown: true },
        ],
      },
      { kind: 'heading', text: l10n.t('What is missing, and why') },
      { kind: 'dataQuality' },
    ],
  };
}

/** Names of services are what Microsoft calls them in every language. */
function activeOf(service: JoinedService): TemplateFigure {
  const active = within(serviceColumn.lastActivity(service), '{from}', '{to}');
  if (!hasLicenses(service)) {
    return { label: l10n.t('{0}: active users', service), ...usersWith(active, notDeleted()) };
  }
  const licensed = [isTrue(serviceColumn.licensed(service)), notDeleted()];
  return {
    label: l10n.t('{0}: active licensed users', service),
    ...usersWith(active, ...licensed),
    of: { label: l10n.t('licensed'), ...usersWith(...licensed) },
  };
}
