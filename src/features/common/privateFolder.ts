import { chmod, mkdir } from 'node:fs/promises';
import type * as vscode from 'vscode';

/** Makes a folder of VS Code's that only this account may enter, mode 0700 whatever the umask. Where that is not possible, it stays as it is. */
export async function makePrivate({ scheme, fsPath }: vscode.Uri): Promise<void> {
  if (scheme !== 'file') {
    return;
  }
  try {
    // VS Code makes the folder of the log when it writes the first line.
    await mkdir(fsPath, { recursive: true, mode: 0o700 });
    await chmod(fsPath, 0o700);
  } catch {
    // A file system without modes, or a folder of somebody else's. No secret is logged in any case.
  }
}
