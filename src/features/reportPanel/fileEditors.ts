import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { ErrorAction } from '../../l10n/errorActions.js';
import { FileReports, type UsageFile } from '../../services/reports/fileReports.js';
import { loadForPanel } from '../common/loadForPanel.js';
import type { OpenReport } from '../common/openReport.js';
import { chooseReport } from './chooseReport.js';
import { readFile, watchFile } from './fileOnDisk.js';
import type { ReportPanel, ReportPanelOptions } from './reportPanel.js';

const VIEW_TYPE = 'usageReports.file';

/** Names of reports that people have chosen for files, by their addresses. */
const CHOSEN_KEY = 'usageReports.reportsOfFiles';

export interface FileEditorsOptions extends Omit<
  ReportPanelOptions,
  'service' | 'exportReport' | 'compareWith' | 'tabTitle' | 'worksWith' | 'opened' | 'title'
> {
  readonly extensionUri: vscode.Uri;
  readonly exportReport: (open: OpenReport) => Promise<void>;
  /** Of the workspace. */
  readonly memento: vscode.Memento;
}

/** A file's report in an editor, with what can be done there beside the panel. */
export interface FileEditor {
  readonly uri: vscode.Uri;
  readonly panel: ReportPanel;
  open(): OpenReport;
}

/** Files that are open as reports: a read-only editor of VS Code, which shows what the file says now. */
export class FileEditors implements vscode.CustomReadonlyEditorProvider, Disposable {
  readonly #options: FileEditorsOptions;
  readonly #editors = new Set<FileEditor>();
  readonly #registration: Disposable;

  constructor(options: FileEditorsOptions) {
    this.#options = options;
    this.#registration = vscode.window.registerCustomEditorProvider(VIEW_TYPE, this);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const { panel } of this.#editors) {
      panel.dispose();
    }
    this.#editors.clear();
  }

  /** The editor that has the focus, if one has. */
  get active(): FileEditor | undefined {
    return [...this.#editors].find(({ panel }) => panel.active);
  }

  /** Opens a file as a report, whatever its name. */
  async open(uri: vscode.Uri): Promise<void> {
    await vscode.commands.executeCommand('vscode.openWith', uri, VIEW_TYPE);
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, webviewPanel: vscode.WebviewPanel): Promise<void> {
    const script = await loadForPanel(webviewPanel, () => import('./reportPanel.js'));
    if (script === undefined) {
      return;
    }
    const service = new FileReports(this.#fileAt(uri), this.#options.catalog);
    const panel = new script.ReportPanel(webviewPanel, service.ref, {}, this.#panelOptions(uri, webviewPanel, service));
    const editor: FileEditor = {
      uri,
      panel,
      open: () => ({ shown: panel.shown, borrow: () => panel.borrow() }),
    };
    this.#editors.add(editor);
    const watching = watchFile(uri, () => void panel.load({ fresh: true }));
    webviewPanel.onDidDispose(() => {
      watching.dispose();
      this.#editors.delete(editor);
      panel.dispose();
    });
    panel.showPage(this.#options.extensionUri);
    // VS Code shows the editor when this is done: the page says what is being read.
    void panel.load();
  }

  #panelOptions(uri: vscode.Uri, webviewPanel: vscode.WebviewPanel, service: FileReports): ReportPanelOptions {
    const editorOf = () => [...this.#editors].find(({ uri: of }) => of === uri);
    return {
      ...this.#options,
      service,
      title: () => nameOf(uri),
      // VS Code calls the tab by the file.
      tabTitle: () => webviewPanel.title,
      exportReport: async () => {
        const editor = editorOf();
        await (editor && this.#options.exportReport(editor.open()));
      },
      runErrorAction: async (action, error, ref) => {
        const editor = editorOf();
        await (editor === undefined
          ? undefined
          : this.#run(action, editor, () => this.#options.runErrorAction(action, error, ref)));
      },
      compareWith: () => Promise.resolve(),
      worksWith: () => undefined,
      opened: () => undefined,
    };
  }

  async #run(action: ErrorAction, { uri, panel }: FileEditor, other: () => Promise<void>): Promise<void> {
    switch (action) {
      case 'openAsText':
        return openAsText(uri);
      case 'chooseReport': {
        const candidates = panel.shown?.report.file?.candidates ?? [];
        const name = await chooseReport(candidates, this.#options.catalog());
        if (name !== undefined) {
          await this.#choose(uri, name);
          await panel.load({ fresh: true });
        }
        return;
      }
      default:
        return other();
    }
  }

  #fileAt(uri: vscode.Uri): UsageFile {
    const address = uri.toString();
    return {
      address,
      name: nameOf(uri),
      read: () => readFile(uri),
      chosen: () => this.#chosen()[address],
    };
  }

  #chosen(): Readonly<Record<string, string>> {
    return this.#options.memento.get<Readonly<Record<string, string>>>(CHOSEN_KEY, {});
  }

  async #choose(uri: vscode.Uri, report: string): Promise<void> {
    await this.#options.memento.update(CHOSEN_KEY, { ...this.#chosen(), [uri.toString()]: report });
  }
}

/** Shows a file as VS Code shows it by itself. */
export async function openAsText(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
