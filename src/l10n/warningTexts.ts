import * as vscode from 'vscode';
import type { Notice } from '../shared/pages/report.js';
import type { TableWarning } from '../shared/report.js';

/** What was noticed while decoding, in one sentence. */
export function warningText(warning: TableWarning): string {
  switch (warning.kind) {
    case 'noRows':
      return vscode.l10n.t('The service sent this report without any rows.');
    case 'raggedRows':
      return warning.count === 1
        ? vscode.l10n.t('Row {0} has more or fewer cells than the header.', warning.firstRow + 1)
        : vscode.l10n.t(
            '{0} rows have more or fewer cells than the header, the first is row {1}.',
            warning.count,
            warning.firstRow + 1,
          );
    case 'missingColumns':
      return vscode.l10n.t('The service left out columns it usually sends: {0}.', list(warning.names));
    case 'unknownColumns':
      return vscode.l10n.t(
        'The service sent columns that are new to this extension: {0}. They are shown as they came.',
        list(warning.names),
      );
    case 'irregularValues':
      return warning.count === 1
        ? vscode.l10n.t(
            'A value of “{0}” is of an unexpected form and shown as it came: {1}',
            warning.column,
            clip(warning.example),
          )
        : vscode.l10n.t(
            '{0} values of “{1}” are of an unexpected form and shown as they came, for example {2}',
            warning.count,
            warning.column,
            clip(warning.example),
          );
    case 'duplicateColumns':
      return vscode.l10n.t(
        'Columns of the same name occur more than once and were numbered: {0}.',
        list(warning.names),
      );
    case 'noFinalLineBreak':
      return vscode.l10n.t(
        'The file does not end with a line break as these files do: its last row may be incomplete.',
      );
    case 'concealedNames':
      return vscode.l10n.t('Names are concealed by a privacy setting of the tenant: {0}.', list(warning.columns));
  }
}

/** The same as a notice of the panel, with an explanation where people take it for a fault otherwise. */
export function warningNotice(warning: TableWarning, retired: string | undefined): Notice {
  const text = warningText(warning);
  switch (warning.kind) {
    case 'concealedNames':
      return {
        severity: 'info',
        text,
        detail: vscode.l10n.t(
          'Microsoft 365 conceals the names of users, groups and sites in reports unless an administrator says otherwise. To see names: Microsoft 365 admin center, Settings, Org settings, Services, Reports, clear “Display concealed user, group, and site names in all reports”. A Global Administrator can change it; reports fetched afterwards carry names.',
        ),
        actions: [],
      };
    case 'noRows':
      return {
        severity: 'info',
        text,
        detail:
          retired ??
          vscode.l10n.t(
            'The call itself worked: for this period the tenant has no such activity, or none has been counted yet.',
          ),
        actions: [],
      };
    case 'unknownColumns':
    case 'missingColumns':
    case 'duplicateColumns':
      return { severity: 'info', text, actions: [] };
    case 'raggedRows':
    case 'irregularValues':
    case 'noFinalLineBreak':
      return { severity: 'warning', text, actions: [] };
  }
}

function list(names: readonly string[]): string {
  return names.map((name) => `“${clip(name)}”`).join(', ');
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
