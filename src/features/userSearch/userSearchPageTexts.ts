import * as vscode from 'vscode';
import type { PageTexts } from '../../shared/pages/texts.js';
import { commonPageTexts } from '../common/commonPageTexts.js';

/** What the page about one user says, in the display language. */
export function userSearchPageTexts(): PageTexts<'userSearch'> {
  return {
    common: commonPageTexts(),
    userSearch: {
      principalName: vscode.l10n.t('User principal name (UPN)'),
      id: vscode.l10n.t('Object ID'),
      lastActivity: vscode.l10n.t('Last activity'),
      lastActivityIn: vscode.l10n.t('{0}, {1}'),
      noActivity: vscode.l10n.t('No known activity'),
      storage: vscode.l10n.t('{0} storage'),
      products: vscode.l10n.t('Products'),
      licensedFor: vscode.l10n.t('Licensed for'),
      deleted: vscode.l10n.t('Deleted'),
      deletedOn: vscode.l10n.t('Deleted on {0}'),
      copyHint: vscode.l10n.t('Copy everything on this page as text'),
      findAnother: vscode.l10n.t('Find Another User…'),
      actions: vscode.l10n.t('Actions'),
      cards: vscode.l10n.t('Reports'),
      reports: { one: vscode.l10n.t('{0} report'), other: vscode.l10n.t('{0} reports') },
      owns: { one: vscode.l10n.t('Owns {0} item'), other: vscode.l10n.t('Owns {0} items') },
      more: vscode.l10n.t('and {0} more in the report'),
      used: vscode.l10n.t('Used'),
      zero: vscode.l10n.t('Zero'),
      notLicensedFor: vscode.l10n.t('Not licensed for'),
      openReport: vscode.l10n.t('Open Report'),
      openReportOf: vscode.l10n.t('Open Report: {0}, filtered to this user'),
      noDetails: vscode.l10n.t('The report has a row for this user, but no values.'),
      notInAnyReport: vscode.l10n.t('No archived report has data about this user'),
      gaps: vscode.l10n.t('Missing reports'),
      gapsHint: vscode.l10n.t('Only reports in the archive are searched.'),
      why: {
        notFetched: vscode.l10n.t('Never fetched'),
        notFound: vscode.l10n.t('Not in this report'),
        notActive: vscode.l10n.t('Only a single day is archived, and the user was not active on it'),
        noRows: vscode.l10n.t('The report has no rows'),
        concealed: vscode.l10n.t('Names are concealed in this report'),
        unreadable: vscode.l10n.t("The archived copy can't be read"),
      },
      fetch: vscode.l10n.t('Fetch'),
      fetchAll: vscode.l10n.t('Fetch Missing Reports'),
      shown: vscode.l10n.t('{0}: {1}'),
    },
  };
}
