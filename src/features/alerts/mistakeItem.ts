import * as vscode from 'vscode';
import { UsageReportsError } from '../../base/errors.js';
import { placedRuleErrorText } from '../../l10n/ruleErrorTexts.js';
import { tooltip } from '../common/tooltip.js';
import type { RulesMistake } from './rulesFiles.js';

/** Says in the list of alerts that a file of rules has a mistake. A click opens the file at the mistake. */
export function mistakeItem({ file, error }: RulesMistake): vscode.TreeItem {
  const name = vscode.workspace.asRelativePath(file);
  const reason = placedRuleErrorText(error);
  const item = new vscode.TreeItem(vscode.l10n.t('Mistake in Rules File'));
  item.description = reason;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.tooltip = tooltip([vscode.l10n.t('Not all rules in {0} can be read. {1}', name, reason)]);
  item.command = {
    title: vscode.l10n.t('Open File'),
    command: 'vscode.open',
    arguments: [file, { selection: mistakeRange(error) } satisfies vscode.TextDocumentShowOptions],
  };
  return item;
}

/** Where a mistake begins. */
export function mistakeRange(error: unknown): vscode.Range {
  const { line = 1, column = 1 } = (error instanceof UsageReportsError ? error.details.place : undefined) ?? {};
  const at = new vscode.Position(line - 1, column - 1);
  return new vscode.Range(at, at);
}
