import * as vscode from 'vscode';
import { commandId, type CommandArgument } from '../../commandIds.js';
import { parameterLabel, shortParameterLabel } from '../../l10n/periodTexts.js';
import { ON_COMPUTER } from '../../shared/views/savedView.js';
import { viewItem } from '../common/contextKeys.js';
import type { ViewNode } from './nodes.js';

/** The item of a saved view. A click opens its report with it. */
export function savedViewItem(node: ViewNode, isByProduct: boolean): vscode.TreeItem {
  const { view, place, report, period, definition } = node;
  const isShared = place !== ON_COMPUTER;
  const item = new vscode.TreeItem(view, vscode.TreeItemCollapsibleState.None);
  const shared = isShared ? vscode.l10n.t('in the workspace') : undefined;
  // Where the report's periods are beside it, it says which one it opens.
  const opens = isByProduct && period !== undefined ? shortParameterLabel(node) : undefined;
  item.description = [opens, shared].filter(Boolean).join(' · ');
  item.iconPath = new vscode.ThemeIcon('bookmark');
  item.contextValue = viewItem('savedView', !isShared && 'canShare');
  item.tooltip = vscode.l10n.t('{0}: a saved view of {1}', view, definition.title);
  item.accessibilityInformation = {
    label: [view, vscode.l10n.t('saved view of {0}', definition.title), parameterLabel(node), shared]
      .filter(Boolean)
      .join(', '),
  };
  // Without a connection, as the items of reports.
  const opened: CommandArgument<'openView'> = { report, period, view, place };
  item.command = { command: commandId('openView'), title: vscode.l10n.t('Open View'), arguments: [opened] };
  return item;
}
