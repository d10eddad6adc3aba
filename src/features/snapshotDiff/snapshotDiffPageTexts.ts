import * as vscode from 'vscode';
import type { PageTexts } from '../../shared/pages/texts.js';
import { commonPageTexts } from '../common/commonPageTexts.js';

/** What the page that compares two snapshots says, in the display language. */
export function snapshotDiffPageTexts(): PageTexts<'snapshotDiff'> {
  return {
    common: commonPageTexts(),
    snapshotDiff: {
      older: vscode.l10n.t('Older snapshot'),
      newer: vscode.l10n.t('Newer snapshot'),
      fetched: vscode.l10n.t('fetched {0}'),
      addedFrom: vscode.l10n.t('added from {0}'),
      open: vscode.l10n.t('Open as Text'),
      exportHint: vscode.l10n.t('Export the displayed rows or all differences to a file'),
      actions: vscode.l10n.t('Actions'),
      kinds: vscode.l10n.t('Changes'),
      unchanged: { one: vscode.l10n.t('{0} row unchanged'), other: vscode.l10n.t('{0} rows unchanged') },
      matchedBy: vscode.l10n.t('Matched by {0}'),
      notCompared: vscode.l10n.t('Not compared: {0}'),
      changedColumns: vscode.l10n.t('Changed columns'),
      changedRows: { one: vscode.l10n.t('in {0} row'), other: vscode.l10n.t('in {0} rows') },
      moreColumns: vscode.l10n.t('and {0} more'),
      noneTitle: {
        changed: vscode.l10n.t('No rows changed'),
        added: vscode.l10n.t('No rows added'),
        gone: vscode.l10n.t('No rows removed'),
      },
      noneAtAll: vscode.l10n.t('No differences between the two snapshots'),
      newerValues: vscode.l10n.t('Values of the newer snapshot'),
      notComparable: vscode.l10n.t("Individual rows can't be compared"),
      gridLabel: vscode.l10n.t('{0}: rows'),
      opened: vscode.l10n.t('Changes in {0}: {1}'),
    },
  };
}
