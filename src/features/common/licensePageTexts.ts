import * as vscode from 'vscode';
import type { LicenseTexts } from '../../shared/pages/licenseTexts.js';

/** What the tables of licenses say in words, in the display language. */
export function licensePageTexts(): LicenseTexts {
  return {
    texts: {
      used: vscode.l10n.t('Used'),
      unused: vscode.l10n.t('Unused'),
      new: vscode.l10n.t('New'),
      deleted: vscode.l10n.t('User deleted'),
      notVisible: vscode.l10n.t('Use not visible'),
      notKnown: vscode.l10n.t('Not known'),
      visible: vscode.l10n.t('Visible'),
      noneVisible: vscode.l10n.t('Not visible'),
      high: vscode.l10n.t('High'),
      medium: vscode.l10n.t('Medium'),
      low: vscode.l10n.t('Low'),
      usedBy: vscode.l10n.t('Used: {0}; {1}'),
      noActivity: vscode.l10n.t('No activity in {0} for 90 days; {1}; reports complete to {2}'),
      neverSeen: vscode.l10n.t('never seen'),
      lastSeen: vscode.l10n.t('last seen {0}'),
      newlyAssigned: vscode.l10n.t('Assigned within the 30 days before {0}, and not used yet'),
      userDeleted: vscode.l10n.t('The user is deleted'),
      userDeletedOn: vscode.l10n.t('The user was deleted on {0}'),
      noReportShows: vscode.l10n.t('No report shows the use of this product'),
      noReportHasUser: vscode.l10n.t('No archived report of its services has the user'),
      reportsEnd: vscode.l10n.t('The reports that have the user go to {0}, so say nothing of the 90 days before {1}'),
      notFetched: vscode.l10n.t('Reports that are not fetched: {0}'),
      withoutUser: vscode.l10n.t('Reports without the user: {0}'),
      shortPeriod: vscode.l10n.t('Reports of fewer than 90 days: {0}'),
      older: vscode.l10n.t('Reports that are older than the others: {0}'),
      assignedUnknown: vscode.l10n.t('The day on which it was assigned, which no report says'),
      concealed: vscode.l10n.t('Names, which are concealed'),
      freeAlready: vscode.l10n.t('The license may be free already'),
    },
    anyOfServices: { other: vscode.l10n.t('any of {0} services') },
  };
}
