import * as vscode from 'vscode';
import { messageOf, UsageReportsError } from '../../base/errors.js';
import type { ViewsSource } from '../../services/views/viewsSource.js';
import { tooLargeViews } from '../../shared/views/invalidView.js';
import { MAX_VIEWS_BYTES } from '../../shared/views/viewsFile.js';

const FOLDER = '.vscode';
const FILE = 'usage-reports.views.json';

/** The file as people are told of it. */
export const WORKSPACE_FILE = `${FOLDER}/${FILE}`;

/** Where a folder of the workspace shares its views. */
export function workspaceFile(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(folder, FOLDER, FILE);
}

/** The views that a folder of the workspace shares, also a virtual one. In a workspace that is not trusted, too: a view is data, and runs nothing. */
export function workspaceViews({ uri }: vscode.WorkspaceFolder): ViewsSource {
  const folder = vscode.Uri.joinPath(uri, FOLDER);
  const file = workspaceFile(uri);
  const files = vscode.workspace.fs;
  return {
    place: uri.toString(),
    read: async () => {
      try {
        const { size } = await files.stat(file);
        if (size > MAX_VIEWS_BYTES) {
          throw tooLargeViews(MAX_VIEWS_BYTES);
        }
        return new TextDecoder().decode(await files.readFile(file));
      } catch (error) {
        if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
          return undefined;
        }
        throw error;
      }
    },
    write: async (text) => {
      const temporary = vscode.Uri.joinPath(folder, `.${FILE}.${crypto.randomUUID().slice(0, 8)}.tmp`);
      try {
        await files.createDirectory(folder);
        await files.writeFile(temporary, new TextEncoder().encode(text));
        await files.rename(temporary, file, { overwrite: true });
      } catch (error) {
        await Promise.resolve(files.delete(temporary)).catch(() => undefined);
        const message = `${WORKSPACE_FILE}: ${messageOf(error)}`;
        throw new UsageReportsError('exportFailed', message, {}, { cause: error });
      }
    },
  };
}
