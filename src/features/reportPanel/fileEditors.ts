import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { loadForPanel } from '../common/loadForPanel.js';
import type { OpenReport } from '../common/openReport.js';
import type { FileEditor, FileEditorOptions } from './fileEditor.js';
import type { ReportPanel } from './reportPanel.js';

const VIEW_TYPE = 'usageReports.file';

/** Files that are open as reports: a read-only editor of VS Code, which shows what the file says now. */
export class FileEditors implements vscode.CustomReadonlyEditorProvider, Disposable {
  readonly #options: FileEditorOptions;
  readonly #editors = new Set<FileEditor>();
  readonly #registration: Disposable;

  constructor(options: FileEditorOptions) {
    this.#options = options;
    this.#registration = vscode.window.registerCustomEditorProvider(VIEW_TYPE, this);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#editors.forEach((editor) => editor.dispose());
    this.#editors.clear();
  }

  /** The editor that has the focus, if one has. */
  get active(): { readonly uri: vscode.Uri; readonly panel: ReportPanel; open(): OpenReport } | undefined {
    return [...this.#editors].find(({ panel }) => panel.active);
  }

  /** Opens a file as a report, whatever its name. */
  async open(uri: vscode.Uri): Promise<void> {
    await vscode.commands.executeCommand('vscode.openWith', uri, VIEW_TYPE);
  }

  get all(): readonly ReportPanel[] {
    return [...this.#editors].map(({ panel }) => panel);
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, webviewPanel: vscode.WebviewPanel): Promise<void> {
    const script = await loadForPanel(webviewPanel, () => import('./fileEditor.js'));
    if (script === undefined) {
      return;
    }
    const editor = new script.FileEditor(uri, webviewPanel, this.#options);
    this.#editors.add(editor);
    webviewPanel.onDidDispose(() => {
      this.#editors.delete(editor);
      editor.dispose();
    });
    editor.show();
  }
}
