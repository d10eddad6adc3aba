import * as vscode from 'vscode';
import type { PageTexts } from '../../shared/pages/texts.js';
import { commonPageTexts } from '../common/commonPageTexts.js';

/** What the page of all tenants says, in the display language. */
export function tenantsPageTexts(): PageTexts<'tenants'> {
  return {
    common: commonPageTexts(),
    tenants: {
      title: vscode.l10n.t('All Tenants'),
      tenants: { one: vscode.l10n.t('{0} tenant'), other: vscode.l10n.t('{0} tenants') },
      reading: vscode.l10n.t('Reading the archive…'),
      read: { one: vscode.l10n.t('{1} of {0} tenant read'), other: vscode.l10n.t('{1} of {0} tenants read') },
      canceled: vscode.l10n.t('Reading was canceled. Refresh reads the rest.'),
      differentDays: vscode.l10n.t('Data up to different days: {0} to {1}'),
      refreshHint: vscode.l10n.t('Read the archive again, without fetching anything'),
      chooseMeasures: vscode.l10n.t('Choose Measures…'),
      copyAs: vscode.l10n.t('Copy Table'),
      copyTable: vscode.l10n.t('Copy for a Spreadsheet'),
      copyMarkdown: vscode.l10n.t('Copy as Markdown'),
      tableLabel: vscode.l10n.t('Measures of all tenants'),
      tableHint: vscode.l10n.t(
        "Use the arrow keys to move. Enter on a column header sorts, on a tenant opens its overview, and on a value opens its report. Shift+F10 opens a row's menu.",
      ),
      trend: vscode.l10n.t('Trend'),
      latest: vscode.l10n.t('Latest'),
      change: vscode.l10n.t('Change'),
      changeHint: vscode.l10n.t('Daily average of the newest 28, 14, or 7 days vs. that of the days before'),
      sortBy: vscode.l10n.t('Sort by {0}'),
      columnOf: vscode.l10n.t('{0}: {1}'),
      openOverview: vscode.l10n.t('Open the overview of {0}'),
      openReport: vscode.l10n.t('Open {0} of {1}'),
      sameTenant: vscode.l10n.t('Same tenant as {0}'),
      fetch: vscode.l10n.t('Fetch'),
      fetchOf: {
        one: vscode.l10n.t('Fetch {0} report of {1} that is missing or has newer data'),
        other: vscode.l10n.t('Fetch {0} reports of {1} that are missing or have newer data'),
      },
      missing: {
        notFetched: vscode.l10n.t('Not fetched'),
        denied: vscode.l10n.t('Permission denied'),
        failed: vscode.l10n.t('Failed'),
        notAvailable: vscode.l10n.t('Not available'),
        noValues: vscode.l10n.t('No values'),
        unreadable: vscode.l10n.t('Archive unreadable'),
      },
      notAvailableHint: vscode.l10n.t(
        "Microsoft Graph doesn't give this report to this cloud or to this kind of connection.",
      ),
      failedWith: vscode.l10n.t('Failed: {0}'),
      notRead: vscode.l10n.t('Not read'),
      onlyUpTo: vscode.l10n.t('Only up to {0}'),
      onlyUpToHint: vscode.l10n.t("This tenant's newest day is {0}. Others have data up to {1}."),
      lastRequestFailed: vscode.l10n.t('The last request failed: {0}'),
      tooSmall: vscode.l10n.t('Values are too small for a trend.'),
      total: { one: vscode.l10n.t('Total of {0} tenant'), other: vscode.l10n.t('Total of {0} tenants') },
      withoutSamples: vscode.l10n.t('Without sample data'),
      noTotal: {
        counts: vscode.l10n.t('No total: a daily number of active users or items is not added up across tenants.'),
        days: vscode.l10n.t('No total: the values are of different days.'),
        missing: {
          one: vscode.l10n.t('No total: {0} tenant has no value.'),
          other: vscode.l10n.t('No total: {0} tenants have no value.'),
        },
      },
      sorted: {
        ascending: vscode.l10n.t('Sorted by {0}, ascending'),
        descending: vscode.l10n.t('Sorted by {0}, descending'),
        none: vscode.l10n.t('In the order of the connections'),
      },
    },
  };
}
