import * as vscode from 'vscode';
import type { FileProblem } from '../../base/errors.js';
import { tooManyBytes } from '../../services/reports/fileText.js';
import { unreadableFile } from '../../services/reports/unreadableFile.js';
import { MAX_FILE_BYTES } from '../../shared/sizeLimits.js';

/** Reads a file of any file system that VS Code knows, such as that of a virtual workspace. */
export async function readFile(uri: vscode.Uri): Promise<{ readonly bytes: Uint8Array; readonly changedAt: string }> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_FILE_BYTES) {
      throw tooManyBytes(size);
    }
    return { bytes: await vscode.workspace.fs.readFile(uri), changedAt: new Date(mtime).toISOString() };
  } catch (error) {
    throw error instanceof vscode.FileSystemError ? unreadableFile(problemOf(error), error) : error;
  }
}

function problemOf({ code }: vscode.FileSystemError): FileProblem {
  switch (code) {
    case 'FileNotFound':
    case 'FileNotADirectory':
      return 'missing';
    case 'NoPermissions':
      return 'denied';
    default:
      return 'unavailable';
  }
}

/**
 * Tells of each change of a file: written, deleted, or there again. Its name is not used as a pattern, in which some characters mean others.
 */
export function watchFile(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  const folder = vscode.Uri.joinPath(uri, '..');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  const tell = (of: vscode.Uri) => {
    if (of.toString() === uri.toString()) {
      changed();
    }
  };
  const subscriptions = [watcher.onDidChange(tell), watcher.onDidCreate(tell), watcher.onDidDelete(tell)];
  return vscode.Disposable.from(watcher, ...subscriptions);
}
