import * as vscode from 'vscode';
import { commandId, type CommandName } from '../../commandIds.js';
import { viewItem } from '../common/contextKeys.js';
import type { TableNode } from './nodes.js';

interface TableTexts {
  readonly label: string;
  readonly icon: string;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly command: CommandName;
  /** Title of the command. */
  readonly title: string;
}

const TEXTS: Readonly<Record<TableNode['kind'], () => TableTexts>> = {
  users: usersTexts,
  licenses: licensesTexts,
  storage: storageTexts,
};

/** The item of a table that is put together from several reports. A click opens it. */
export function tableItem({ kind }: TableNode): vscode.TreeItem {
  const { label, icon, tooltip, spoken, command, title } = TEXTS[kind]();
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = viewItem(kind);
  item.tooltip = tooltip;
  item.accessibilityInformation = { label: spoken };
  // Without a connection, as the items of reports.
  item.command = { command: commandId(command), title };
  return item;
}

function usersTexts(): TableTexts {
  return {
    label: vscode.l10n.t('Users'),
    icon: 'account',
    tooltip: vscode.l10n.t('One row for each user, joined from the archived reports about users.'),
    spoken: vscode.l10n.t('Users, joined from all reports'),
    command: 'openUsers',
    title: vscode.l10n.t('Show Users'),
  };
}

function licensesTexts(): TableTexts {
  return {
    label: vscode.l10n.t('Licenses'),
    icon: 'key',
    tooltip: vscode.l10n.t('One row for each product: how many users have it, use it, and do not.'),
    spoken: vscode.l10n.t('Licenses, by product'),
    command: 'openLicenses',
    title: vscode.l10n.t('Show Licenses'),
  };
}

function storageTexts(): TableTexts {
  return {
    label: vscode.l10n.t('Storage'),
    icon: 'database',
    tooltip: vscode.l10n.t(
      'One row for each mailbox, OneDrive account, and SharePoint site, with its quota and its growth.',
    ),
    spoken: vscode.l10n.t('Storage of mailboxes, OneDrive, and sites'),
    command: 'openStorage',
    title: vscode.l10n.t('Show Storage'),
  };
}
