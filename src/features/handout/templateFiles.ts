import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { TEMPLATE_ENDING } from '../../core/handout/templateEnding.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';

export interface TemplateFilesOptions {
  readonly catalog: () => Catalog;
  readonly errors: Pick<ErrorDisplay, 'attempt'>;
}

/** Templates are checked when they are opened, while somebody types, and when something else changes them: a problem goes with its mistake. */
export function followTemplates({ catalog, errors }: TemplateFilesOptions): Disposable {
  const check = (file: vscode.Uri) => {
    // Other schemes have versions of a file, such as those that Git remembers.
    if (file.path.endsWith(TEMPLATE_ENDING) && vscode.workspace.fs.isWritableFileSystem(file.scheme) === true) {
      void errors.attempt(async () => (await import('./checkTemplates.js')).checkTemplate(file, catalog()));
    }
  };
  vscode.workspace.textDocuments.forEach(({ uri }) => check(uri));
  const watcher = vscode.workspace.createFileSystemWatcher(`**/*${TEMPLATE_ENDING}`);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(({ uri }) => check(uri)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => check(document.uri)),
    watcher,
    watcher.onDidChange(check),
    watcher.onDidDelete(check),
  );
}
