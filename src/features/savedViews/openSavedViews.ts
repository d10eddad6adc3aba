import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { COMPUTER_FILE, computerViews } from '../../services/views/computerViews.js';
import { SavedViews } from '../../services/views/savedViews.js';
import { ViewProblems } from './viewProblems.js';
import { WORKSPACE_FILE, workspaceViews } from './workspaceViews.js';

export interface OpenSavedViewsOptions {
  /** Folder of the extension's own data. */
  readonly storage: vscode.Uri;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
}

export interface OpenSavedViews extends Disposable {
  readonly views: SavedViews;
}

/** The views of this computer and of the workspace's folders, read again whenever one of the files changes. */
export function openSavedViews({ storage, log }: OpenSavedViewsOptions): OpenSavedViews {
  const computer = computerViews(storage.fsPath);
  const problems = new ViewProblems({ storage, log });
  const folders = () => vscode.workspace.workspaceFolders ?? [];
  const views = new SavedViews({
    sources: () => [computer, ...folders().map(workspaceViews)],
    onRead: (place, found) => problems.tell(place, found),
  });
  let watchers: readonly vscode.Disposable[] = [];
  const watch = () => {
    vscode.Disposable.from(...watchers).dispose();
    watchers = [
      watcherOf(storage, COMPUTER_FILE, () => void views.load()),
      ...folders().map(({ uri }) => watcherOf(uri, WORKSPACE_FILE, () => void views.load())),
    ];
  };
  watch();
  const moved = vscode.workspace.onDidChangeWorkspaceFolders(() => {
    watch();
    void views.load();
  });
  return {
    views,
    dispose: () => {
      vscode.Disposable.from(moved, ...watchers).dispose();
      views.dispose();
    },
  };
}

function watcherOf(folder: vscode.Uri, file: string, changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, file));
  const subscriptions = [watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed)];
  return vscode.Disposable.from(watcher, ...subscriptions);
}
