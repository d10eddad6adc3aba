import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { showInput, showPick } from '../common/quickInput.js';

/** A longer selection, or one of several lines, is no name. */
const MAX_NAME_LENGTH = 120;

/** Asks for a name; what is selected in the editor is proposed. @returns `undefined` when the person pressed Escape */
export async function askUserName(): Promise<string | undefined> {
  return showInput({
    title: vscode.l10n.t('Find a User'),
    prompt: vscode.l10n.t("Searches the reports archived on this computer. Searches aren't saved."),
    placeHolder: vscode.l10n.t('Name, user principal name (UPN), object ID, or concealed name (32 letters and digits)'),
    value: selectedText(),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim().length === 1 ? vscode.l10n.t('Enter at least two characters') : undefined),
  });
}

/** Asks whether to search one tenant or all, where several have archived reports. */
export async function pickTenants(
  active: Connection,
  withReports: readonly Connection[],
): Promise<readonly Connection[] | undefined> {
  const others = withReports.filter(({ id }) => id !== active.id);
  if (others.length === 0) {
    return [active];
  }
  const items = [
    { label: active.name, description: vscode.l10n.t('the tenant in the sidebar'), tenants: [active] },
    {
      label: vscode.l10n.t('All tenants'),
      description: [active, ...others].map(({ name }) => name).join(', '),
      tenants: [active, ...others],
    },
    ...others.map((connection) => ({ label: connection.name, description: '', tenants: [connection] })),
  ];
  const picked = await showPick(items, {
    title: vscode.l10n.t('Find a User'),
    placeHolder: vscode.l10n.t('Which tenant?'),
  });
  return picked?.tenants;
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  const text = editor === undefined ? '' : editor.document.getText(editor.selection).trim();
  return text.length <= MAX_NAME_LENGTH && !/[\r\n]/.test(text) ? text : '';
}
