import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { ErrorAction } from '../../l10n/errorActions.js';
import type { AttributesOf } from '../../services/reports/attributesOf.js';
import { FileReports } from '../../services/reports/fileReports.js';
import type { ReportRef } from '../../shared/report.js';
import type { OpenReport } from '../common/openReport.js';
import { chooseReport } from './chooseReport.js';
import { openAsText } from './openAsText.js';
import { readFile, watchFile } from './fileOnDisk.js';
import { ReportPanel, type ReportPanelOptions } from './reportPanel.js';

/** Names of reports that people have chosen for files, by their addresses. */
const CHOSEN_KEY = 'usageReports.reportsOfFiles';

export interface FileEditorOptions extends Omit<
  ReportPanelOptions,
  'service' | 'exportReport' | 'compareWith' | 'tabTitle' | 'worksWith' | 'opened' | 'title'
> {
  readonly extensionUri: vscode.Uri;
  readonly exportReport: (open: OpenReport) => Promise<void>;
  readonly attributesOf: AttributesOf;
  /** Of the workspace. */
  readonly memento: vscode.Memento;
}

/** A file's report in an editor. */
export class FileEditor implements Disposable {
  readonly #options: FileEditorOptions;
  readonly #watching: Disposable;
  readonly panel: ReportPanel;

  constructor(
    readonly uri: vscode.Uri,
    webviewPanel: vscode.WebviewPanel,
    options: FileEditorOptions,
  ) {
    this.#options = options;
    const name = uri.path.split('/').at(-1) ?? uri.path;
    const file = {
      address: uri.toString(),
      name,
      read: () => readFile(uri),
      chosen: () => this.#chosen[uri.toString()],
    };
    const service = new FileReports(file, options.catalog, options.attributesOf);
    this.panel = new ReportPanel(
      webviewPanel,
      service.ref,
      {},
      {
        ...options,
        service,
        title: () => name,
        // VS Code calls the tab by the file.
        tabTitle: () => webviewPanel.title,
        exportReport: () => options.exportReport(this.open()),
        runErrorAction: (action, error, ref) => this.#run(action, error, ref),
        compareWith: () => Promise.resolve(),
        worksWith: () => undefined,
        opened: () => undefined,
      },
    );
    this.#watching = watchFile(uri, () => void this.panel.load({ fresh: true }));
  }

  dispose(): void {
    this.#watching.dispose();
    this.panel.dispose();
  }

  /** Puts the page into the editor, which says what is being read. */
  show(): void {
    this.panel.showPage(this.#options.extensionUri);
    void this.panel.load();
  }

  /** What it shows, for those who use it beside the panel. */
  open(): OpenReport {
    return {
      shown: this.panel.shown,
      borrow: () => this.panel.borrow(),
      borrowGroups: () => this.panel.borrowGroups(),
    };
  }

  async #run(action: ErrorAction, error: unknown, ref: ReportRef): Promise<void> {
    switch (action) {
      case 'openAsText':
        return openAsText(this.uri);
      case 'chooseReport':
        return this.#choose();
      default:
        return this.#options.runErrorAction(action, error, ref);
    }
  }

  get #chosen(): Readonly<Record<string, string>> {
    return this.#options.memento.get<Readonly<Record<string, string>>>(CHOSEN_KEY, {});
  }

  async #choose(): Promise<void> {
    const candidates = this.panel.shown?.report.file?.candidates ?? [];
    const name = await chooseReport(candidates, this.#options.catalog());
    if (name !== undefined) {
      await this.#options.memento.update(CHOSEN_KEY, { ...this.#chosen, [this.uri.toString()]: name });
      await this.panel.load({ fresh: true });
    }
  }
}
