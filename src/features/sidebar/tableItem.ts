import * as vscode from 'vscode';
import { commandId } from '../../commandIds.js';
import { viewItem } from '../common/contextKeys.js';
import type { TableNode } from './nodes.js';

/** The item of a table that is put together from several reports. A click opens it. */
export function tableItem({ kind }: TableNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Users'));
  item.iconPath = new vscode.ThemeIcon('account');
  item.contextValue = viewItem(kind);
  item.tooltip = vscode.l10n.t('One row for each user, joined from the archived reports about users.');
  item.accessibilityInformation = { label: vscode.l10n.t('Users, joined from all reports') };
  // Without a connection, as the items of reports.
  item.command = { command: commandId('openUsers'), title: vscode.l10n.t('Show Users') };
  return item;
}
