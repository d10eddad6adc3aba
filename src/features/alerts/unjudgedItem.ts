import * as vscode from 'vscode';
import { type CommandArgument, commandId } from '../../commandIds.js';
import { notJudgedText } from '../../l10n/alertTexts.js';
import { plural } from '../../l10n/plurals.js';
import { viewItem } from '../common/contextKeys.js';
import { plainText } from '../common/plainText.js';
import { tooltip } from '../common/tooltip.js';
import type { UnjudgedRule } from './lastChecks.js';

/** Says of a rule that it could not be judged, and why. A click opens the rule. */
export function unjudgedItem({ rule, reason }: UnjudgedRule): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(rule.title));
  const why = vscode.l10n.t('Not judged: {0}', notJudgedText(reason));
  item.description = why;
  item.iconPath = new vscode.ThemeIcon('question');
  item.tooltip = tooltip([{ bold: rule.title }], [why], [vscode.l10n.t('Rule {0}', rule.id)]);
  item.contextValue = viewItem('unjudgedRule');
  item.command = {
    title: vscode.l10n.t('Edit Rule'),
    command: commandId('editRule'),
    arguments: [{ rule: { id: rule.id } } satisfies CommandArgument<'editRule'>],
  };
  return item;
}

/** Says that there are rules which no check has judged yet. A click checks them. */
export function uncheckedItem(count: number, connection: string): vscode.TreeItem {
  const item = new vscode.TreeItem(
    plural(count, {
      one: vscode.l10n.t('{0} rule not checked yet'),
      other: vscode.l10n.t('{0} rules not checked yet'),
    }),
  );
  item.description = vscode.l10n.t('Check Alert Rules');
  item.iconPath = new vscode.ThemeIcon('play');
  item.command = {
    title: vscode.l10n.t('Check Alert Rules'),
    command: commandId('checkRules'),
    arguments: [{ connection } satisfies CommandArgument<'checkRules'>],
  };
  return item;
}
