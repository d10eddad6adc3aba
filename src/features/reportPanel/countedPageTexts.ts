import * as vscode from 'vscode';
import type { RowNoun } from '../../shared/report.js';

/** What groups count, by what each row is. */
export function countedPageTexts(): Readonly<Record<RowNoun, Counted>> {
  return {
    users: {
      count: vscode.l10n.t('Users'),
      share: vscode.l10n.t('Percent of users'),
      number: { one: vscode.l10n.t('{0} user'), other: vscode.l10n.t('{0} users') },
      heading: { one: vscode.l10n.t('Users by {1}, {0} group'), other: vscode.l10n.t('Users by {1}, {0} groups') },
    },
    licenses: {
      count: vscode.l10n.t('Licenses'),
      share: vscode.l10n.t('Percent of licenses'),
      number: { one: vscode.l10n.t('{0} license'), other: vscode.l10n.t('{0} licenses') },
      heading: {
        one: vscode.l10n.t('Licenses by {1}, {0} group'),
        other: vscode.l10n.t('Licenses by {1}, {0} groups'),
      },
    },
    rows: {
      count: vscode.l10n.t('Rows'),
      share: vscode.l10n.t('Percent of rows'),
      number: { one: vscode.l10n.t('{0} row'), other: vscode.l10n.t('{0} rows') },
      heading: { one: vscode.l10n.t('Rows by {1}, {0} group'), other: vscode.l10n.t('Rows by {1}, {0} groups') },
    },
  };
}

interface Forms {
  readonly one: string;
  readonly other: string;
}

interface Counted {
  readonly count: string;
  readonly share: string;
  readonly number: Forms;
  readonly heading: Forms;
}
