import * as vscode from 'vscode';
import type { ExportFileSystem } from '../../core/export/saveFile.js';
import { UsageReportsError, messageOf } from '../../base/errors.js';

/** VS Code's file system as exports need it: works on disk, over SSH, in containers, and in virtual workspaces. */
export const workspaceFiles: ExportFileSystem<vscode.Uri> = {
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

async function withExportErrors<T>(target: vscode.Uri, step: Thenable<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw asExportError(error, target);
  }
}

function asExportError(error: unknown, target: vscode.Uri): UsageReportsError {
  const code = error instanceof vscode.FileSystemError ? error.code : undefined;
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
