import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { ExportFileSystem } from '../../core/export/saveFile.js';
import { UsageReportsError, messageOf } from '../../base/errors.js';
import { codeOf } from '../../services/files/storageErrors.js';

/**
 * The file system for an export. On the disks of the computer that the extension runs on, a file about individuals is made for this
 * account only: mode 0600 whatever the umask, also where it replaces a file that others could read. A file with the same content stays as it
 * is. Virtual workspaces have rules of their own, and so does Windows, where the folder's permissions hold.
 */
export function exportFiles({ personal }: Pick<ExportFacts, 'personal'>): ExportFileSystem<vscode.Uri> {
  return personal ? { ...workspaceFiles, writeFile: writePrivately } : workspaceFiles;
}

/** VS Code's file system as exports need it: works on disk, over SSH, in containers, and in virtual workspaces. */
const workspaceFiles: ExportFileSystem<vscode.Uri> = {
  join: (folder, name) => vscode.Uri.joinPath(folder, name),
  async stat(target) {
    try {
      const { size } = await vscode.workspace.fs.stat(target);
      return { size };
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
        return undefined;
      }
      throw asExportError(error, target);
    }
  },
  readFile: (target) => withExportErrors(target, vscode.workspace.fs.readFile(target)),
  writeFile: (target, content) => withExportErrors(target, vscode.workspace.fs.writeFile(target, content)),
  rename: (from, to, { overwrite }) => withExportErrors(to, vscode.workspace.fs.rename(from, to, { overwrite })),
  delete: (target) => withExportErrors(target, vscode.workspace.fs.delete(target)),
  createDirectory: (folder) => withExportErrors(folder, vscode.workspace.fs.createDirectory(folder)),
};

/** @param target a temporary file, which does not exist: the export is renamed when it is complete */
function writePrivately(target: vscode.Uri, content: Uint8Array): PromiseLike<void> {
  return target.scheme === 'file'
    ? withExportErrors(target, createPrivately(target.fsPath, content))
    : workspaceFiles.writeFile(target, content);
}

async function createPrivately(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}

async function withExportErrors<T>(target: vscode.Uri, step: PromiseLike<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw asExportError(error, target);
  }
}

function asExportError(error: unknown, target: vscode.Uri): UsageReportsError {
  const code = codeOf(error);
  const why = messageOf(error);
  return new UsageReportsError(
    'exportFailed',
    `${vscode.workspace.asRelativePath(target)}: ${why}`,
    code === undefined ? {} : { code },
    {
      cause: error,
    },
  );
}
