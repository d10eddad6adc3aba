import * as vscode from 'vscode';
import { DEFAULT_EXPORT_FOLDER, exportFolder as folderSettingOf } from '../../settings.js';

/**
 * Where exports go: the folder of the setting inside the workspace or, without a workspace, a folder that the person picks.
 * @returns `undefined` when the person picked none
 */
export async function exportFolder(): Promise<vscode.Uri | undefined> {
  const workspace = await workspaceFolder();
  if (workspace !== undefined) {
    return vscode.Uri.joinPath(workspace.uri, folderSetting(workspace));
  }
  if ((vscode.workspace.workspaceFolders?.length ?? 0) > 0) {
    return undefined;
  }
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Export Folder'),
      openLabel: vscode.l10n.t('Export to Folder'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder;
}

async function workspaceFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1
    ? vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Which workspace folder?') })
    : folders[0];
}

/** The setting if it stays inside the workspace folder; the default otherwise. */
function folderSetting(scope: vscode.WorkspaceFolder): string {
  const folder = folderSettingOf(scope);
  const parts = folder.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  const inside = !/^([A-Za-z]:|[\\/])/.test(folder) && parts.length > 0 && !parts.includes('..');
  return inside ? parts.join('/') : DEFAULT_EXPORT_FOLDER;
}
