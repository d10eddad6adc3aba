import * as vscode from 'vscode';
import { ON_COMPUTER, MAX_VIEW_NAME, type PlacedView } from '../../shared/views/savedView.js';
import { showInput, showPick } from '../common/quickInput.js';
import { WORKSPACE_FILE } from './workspaceViews.js';

/** Asks what a view is called. @returns `undefined` when the person pressed Escape */
export async function askName(title: string, value: string): Promise<string | undefined> {
  const name = await showInput({
    title,
    prompt: vscode.l10n.t('Name of the view'),
    value,
    validateInput: (text) => problemOf(text.trim()),
  });
  return name?.trim();
}

function problemOf(name: string): string | undefined {
  if (name === '') {
    return vscode.l10n.t('Enter a name.');
  }
  if (name.length > MAX_VIEW_NAME) {
    return vscode.l10n.t('This name is too long.');
  }
  return /[\p{Cc}\u2028\u2029]/u.test(name) ? vscode.l10n.t('A name is on one line.') : undefined;
}

/** Asks where a view is kept; does not ask where no folder is open. @returns `undefined` when the person pressed Escape */
export async function askPlace(title: string): Promise<string | undefined> {
  const folders = folderItems();
  if (folders.length === 0) {
    return ON_COMPUTER;
  }
  const items = [
    {
      label: vscode.l10n.t('This Computer'),
      description: vscode.l10n.t('Only you see it'),
      place: ON_COMPUTER,
    },
    ...folders,
  ];
  const picked = await showPick(items, { title, placeHolder: vscode.l10n.t('Where is the view saved?') });
  return picked?.place;
}

/** Asks which folder of the workspace, where there are several. @returns `undefined` for none */
export async function askFolder(title: string): Promise<string | undefined> {
  const folders = folderItems();
  const [only] = folders;
  return folders.length < 2
    ? only?.place
    : (await showPick(folders, { title, placeHolder: vscode.l10n.t('In which folder is the view shared?') }))?.place;
}

/** What a place is called. */
export function placeLabel(place: string): string {
  return place === ON_COMPUTER
    ? vscode.l10n.t('This Computer')
    : (folderItems().find((folder) => folder.place === place)?.label ?? place);
}

/** Asks for one of the views. @returns `undefined` when the person pressed Escape */
export async function askView(
  title: string,
  views: readonly PlacedView[],
  titleOf: (report: string) => string,
): Promise<PlacedView | undefined> {
  const items = views.map((placed) => ({
    label: placed.view.name,
    description: titleOf(placed.view.report),
    ...(placed.place === ON_COMPUTER ? {} : { detail: placeLabel(placed.place) }),
    placed,
  }));
  const picked = await showPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which view?'),
    matchOnDescription: true,
  });
  return picked?.placed;
}

function folderItems() {
  return (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
    label: name,
    description: vscode.l10n.t('Shared in {0}', WORKSPACE_FILE),
    place: uri.toString(),
  }));
}
