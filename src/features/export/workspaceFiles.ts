import * as vscode from 'vscode';
import { concatBytes } from '../../base/bytes.js';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { ExportFileSystem } from '../../core/export/saveFile.js';
import { UsageReportsError, messageOf } from '../../base/errors.js';
import { bytesFingerprint, fileFingerprint, writeNewFile } from '../../services/files/newFile.js';
import { codeOf } from '../../services/files/storageErrors.js';

/**
 * The file system for an export: works on disk, over SSH, in containers, and in virtual workspaces.
 *
 * On the disks of the computer that the extension runs on, a file is written and read piece by piece. One about individuals is made for this
 * account only: mode 0600 whatever the umask, also where it replaces a file that others could read. A file with the same content stays as it
 * is. Virtual workspaces have rules of their own, and so does Windows, where the folder's permissions hold. They take and give files as a
 * whole.
 */
export function exportFiles({ personal }: Pick<ExportFacts, 'personal'>): ExportFileSystem<vscode.Uri> {
  const { fs } = vscode.workspace;
  return {
    join: (folder, name) => vscode.Uri.joinPath(folder, name),
    stat: statOf,
    writeFile: (target, chunks) =>
      withExportErrors(
        target,
        isOnDisk(target) ? writeNewFile(target.fsPath, chunks, personal) : writeCollected(target, chunks),
      ),
    fingerprint: (target) =>
      withExportErrors(
        target,
        isOnDisk(target) ? fileFingerprint(target.fsPath) : fs.readFile(target).then(bytesFingerprint),
      ),
    rename: (from, to, { overwrite }) => withExportErrors(to, fs.rename(from, to, { overwrite })),
    delete: (target) => withExportErrors(target, fs.delete(target)),
    createDirectory: (folder) => withExportErrors(folder, fs.createDirectory(folder)),
  };
}

function isOnDisk({ scheme }: vscode.Uri): boolean {
  return scheme === 'file';
}

async function statOf(target: vscode.Uri): Promise<{ readonly size: number } | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(target);
    return { size };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      return undefined;
    }
    throw asExportError(error, target);
  }
}

async function writeCollected(target: vscode.Uri, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    parts.push(chunk);
  }
  await vscode.workspace.fs.writeFile(target, concatBytes(parts));
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
