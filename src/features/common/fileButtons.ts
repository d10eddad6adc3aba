import * as vscode from 'vscode';

/** A button of a message, by which a person looks at a file that was made. */
export interface FileButton {
  readonly label: string;
  readonly run: () => PromiseLike<unknown>;
}

/** Where a file is, as seen from the person. */
export interface FilePlace {
  /** Whether programs of the person's computer can open it: not where VS Code runs in a browser, or the extension on another computer. */
  readonly isHere: boolean;
  readonly isInWorkspace: boolean;
}

/** Files that VS Code would show as bytes, and that programs show. */
const BINARY = /\.(xlsx|parquet)$/i;
/** Of them and of others, those that a usual computer has a program for. */
const FOR_PROGRAMS = /\.(xlsx|html)$/i;

/** Ways to look at a file that was made: text in the editor, a workbook in Excel, a page in the browser; and where it is. */
export function fileButtons(target: vscode.Uri, place = placeOf(target)): readonly FileButton[] {
  const show = showButton(target, place);
  if (place.isHere && FOR_PROGRAMS.test(target.path)) {
    const label = /\.html$/i.test(target.path) ? vscode.l10n.t('Open in Browser') : vscode.l10n.t('Open File');
    // Where no program opens it, the person sees where it is.
    return [{ label, run: async () => (await vscode.env.openExternal(target)) || show.run() }, show];
  }
  const open = { label: vscode.l10n.t('Open File'), run: () => vscode.commands.executeCommand('vscode.open', target) };
  return BINARY.test(target.path) ? [show] : [open, show];
}

/** Runs the button that was chosen. */
export async function runFileButton(buttons: readonly FileButton[], chosen: string | undefined): Promise<void> {
  await buttons.find(({ label }) => label === chosen)?.run();
}

/** Where a file or a folder is. VS Code's Explorer has those of the workspace only. */
export function showButton(target: vscode.Uri, { isHere, isInWorkspace } = placeOf(target)): FileButton {
  if (isInWorkspace) {
    const run = () => vscode.commands.executeCommand('revealInExplorer', target);
    return { label: vscode.l10n.t('Show in Explorer'), run };
  }
  return isHere
    ? { label: vscode.l10n.t('Show Folder'), run: () => vscode.commands.executeCommand('revealFileInOS', target) }
    : { label: vscode.l10n.t('Copy Path'), run: () => vscode.env.clipboard.writeText(pathOf(target)) };
}

function pathOf(target: vscode.Uri): string {
  return target.scheme === 'file' ? target.fsPath : target.toString(true);
}

function placeOf(target: vscode.Uri): FilePlace {
  const { remoteName, uiKind } = vscode.env;
  return {
    isHere: target.scheme === 'file' && remoteName === undefined && uiKind === vscode.UIKind.Desktop,
    isInWorkspace: vscode.workspace.getWorkspaceFolder(target) !== undefined,
  };
}
