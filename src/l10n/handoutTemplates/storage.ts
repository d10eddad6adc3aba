import * as l10n from '@vscode/l10n';
import { type HandoutTemplate, type TemplateFigure, TEMPLATE_VERSION } from '../../core/handout/template.js';
import { STORAGE } from '../../core/storage/storageColumns.js';
import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';

const USED = 'Storage Used (Byte)';
const [MAILBOXES, ONEDRIVE, SITES] = [
  'getMailboxUsageStorage',
  'getOneDriveUsageStorage',
  'getSharePointSiteUsageStorage',
];

/** What mailboxes, OneDrive accounts, and sites use, and how fast that grows. */
export function storageTemplate(): HandoutTemplate {
  const full: QueryFilter = { column: STORAGE.share, kind: 'range', from: 90 };
  const soon: QueryFilter = { column: STORAGE.daysLeft, kind: 'range', to: 60 };
  const rows = (label: string, ...filters: readonly QueryFilter[]): TemplateFigure => ({
    label,
    query: {
      version: QUERY_VERSION,
      source: { report: 'storage' },
      filters,
      aggregates: [{ kind: 'count', name: 'Count' }],
    },
  });
  return {
    version: TEMPLATE_VERSION,
    title: l10n.t('Storage'),
    blocks: [
      { kind: 'heading', text: l10n.t('Storage used') },
      { kind: 'keyFigures', figures: storageFigures() },
      { kind: 'series', title: l10n.t('Mailboxes'), lines: [{ report: MAILBOXES, column: USED }], months: 6 },
      { kind: 'series', title: l10n.t('OneDrive accounts'), lines: [{ report: ONEDRIVE, column: USED }], months: 6 },
      { kind: 'series', title: l10n.t('SharePoint sites'), lines: [{ report: SITES, column: USED }], months: 6 },
      { kind: 'heading', text: l10n.t('By kind') },
      {
        kind: 'text',
        paragraphs: [
          l10n.t(
            'These sums add up what the detail reports list one by one, deleted accounts and sites as well. The numbers above are of the daily reports, so both can differ.',
          ),
        ],
      },
      {
        kind: 'table',
        query: {
          version: QUERY_VERSION,
          source: { report: 'storage' },
          groupBy: [{ column: STORAGE.kind }],
          aggregates: [
            { kind: 'count', name: 'Count' },
            { kind: 'sum', column: STORAGE.used, name: 'Used' },
            { kind: 'sum', column: STORAGE.growth, name: 'Growth' },
          ],
          sort: [{ column: 'Used', descending: true }],
        },
        columns: [
          { column: STORAGE.kind, label: l10n.t('Kind') },
          { column: 'Count', label: l10n.t('Number') },
          { column: 'Used', label: l10n.t('Storage used') },
          { column: 'Growth', label: l10n.t('Growth per month') },
        ],
      },
      { kind: 'heading', text: l10n.t('Running out of space') },
      {
        kind: 'keyFigures',
        figures: [
          rows(l10n.t('Use 90% of their quota or more'), full),
          rows(l10n.t('Are full within 60 days at this pace'), soon),
        ],
      },
      { kind: 'heading', text: l10n.t('What is missing, and why') },
      { kind: 'dataQuality' },
    ],
  };
}

/** How much is used at the end of the month, with the growth since the month before. */
export function storageFigures(): readonly TemplateFigure[] {
  return [
    { label: l10n.t('Mailboxes'), days: { report: MAILBOXES, column: USED } },
    { label: l10n.t('OneDrive accounts'), days: { report: ONEDRIVE, column: USED } },
    { label: l10n.t('SharePoint sites'), days: { report: SITES, column: USED } },
  ];
}
