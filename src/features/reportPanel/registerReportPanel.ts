import * as vscode from 'vscode';
import type { CommandArgument, ReportArgument } from '../../commandIds.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { Disposable } from '../../base/emitter.js';
import type { ReportRef } from '../../shared/report.js';
import { refOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { FollowedDirectory } from './followDirectory.js';
import type { ErrorAction } from '../../l10n/errorActions.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import type { OpenReport } from '../common/openReport.js';
import { withProgress } from '../common/progress.js';
import type { CompareWithOptions } from './compareWith.js';
import { RawReportProvider } from './rawReportProvider.js';
import { FileEditors } from './fileEditors.js';
import { openAsText } from './openAsText.js';
import type { OpenedView } from '../../shared/views/savedView.js';
import type { ViewAccess } from './panelViews.js';
import { ReportPanels } from './reportPanels.js';
import type { ChartFile } from './saveChart.js';
import { TablePanels } from './tablePanels.js';
import { StoredNames } from '../common/storedNames.js';
import type { PanelWithTable } from '../common/tableMenu.js';
import { showStatus, showWarning } from '../common/messages.js';

const comparing = () => import('./compareWith.js');

const FOLDED_KEY = 'usageReports.foldedCharts';
const PREVIEW_KEY = 'usageReports.previewedReport';

export interface ReportPanelFeatureOptions extends CompareWithOptions {
  readonly extensionUri: vscode.Uri;
  readonly commands: CommandRegistry;
  readonly errors: ErrorDisplay;
  readonly service: ReportService;
  readonly log: vscode.LogOutputChannel;
  readonly workspaceMemento: vscode.Memento;
  readonly now: () => Date;
  /** A report was opened, or brought to the front. */
  readonly opened: (ref: ReportRef) => void;
  readonly views: ViewAccess;
  readonly directory: FollowedDirectory;
  /** Of this computer. */
  readonly memento: vscode.Memento;
  /** Shows the list of all reports, even if none of them can be fetched. */
  readonly browse: () => void;
  /** Shows what the archived reports say about a user. */
  readonly findUser: (user: CommandArgument<'findUser'>) => Promise<unknown>;
  readonly exportReport: (ref: ReportRef, open: OpenReport | undefined) => Promise<unknown>;
  /** Exports what a file's editor shows. */
  readonly exportOpened: (open: OpenReport) => Promise<unknown>;
  /** Saves a file beside the exported reports. */
  readonly exportFile: (name: string, content: Uint8Array, facts: ExportFacts) => Promise<void>;
}

export interface ReportPanelFeature extends Disposable {
  readonly panels: ReportPanels;
  readonly openView: (opened: OpenedView) => Promise<void>;
  /** What can be exported of the file's editor, or the feature's table, that has the focus. */
  readonly activeTable: () => OpenReport | undefined;
  /** The panel that has the focus, of a report, a feature's table, or a file. */
  readonly activePanel: () => PanelWithTable | undefined;
  /** Reads again what is open, for another file of attributes. */
  readonly reload: () => Promise<void>;
  /** Tables that other features put together from reports. */
  readonly tables: Pick<TablePanels, 'add' | 'closeAllOf' | 'find' | 'make' | 'refreshActive' | 'active'>;
}

/** Reports in panels, and as text. */
export function registerReportPanel(options: ReportPanelFeatureOptions): ReportPanelFeature {
  const { extensionUri, commands, errors, catalog, connections, service, workspaceMemento, log, now } = options;
  const save = (chart: ChartFile) =>
    errors.attempt(async () => (await import('./saveChart.js')).saveChart(chart, options.exportFile));
  const common = {
    ...{ catalog, now, log },
    foldedCharts: new StoredNames(options.memento, FOLDED_KEY),
    reportMemento: options.memento,
    runErrorAction: (action: ErrorAction, error: unknown, ref: ReportRef) => errors.run(action, error, ref),
    showError: (error: unknown, ref: ReportRef) => void errors.show(error, ref),
    findUser: options.findUser,
    saveChart: save,
    chooseChartFile: async () => (await import('./chooseChartFile.js')).chooseChartFile(options.memento),
    chartCopied: () => showStatus(vscode.l10n.t('Chart copied as an image')),
    chartNotCopied: async (chart: ChartFile) => {
      const saveInstead = vscode.l10n.t('Save as PNG');
      const text = vscode.l10n.t("The chart wasn't copied because this window has no access to the clipboard.");
      return (await showWarning(text, saveInstead)) === saveInstead ? save(chart) : undefined;
    },
  };
  const directory = {
    ...options.directory,
    connectionOf: (id: string) => connections.all.find((connection) => connection.id === id),
  };
  const panels = new ReportPanels(extensionUri, {
    ...common,
    ...{ service, directory },
    views: options.views,
    opened: options.opened,
    tenantSuffix: (id) => connections.suffix(id),
    previewed: {
      stored: () => workspaceMemento.get<unknown>(PREVIEW_KEY),
      store: (id) => void errors.attempt(async () => workspaceMemento.update(PREVIEW_KEY, id)),
    },
    exportReport: (ref, open) => errors.attempt(() => options.exportReport(ref, open), ref),
    compareWith: (panel) => errors.attempt(async () => (await comparing()).compareWith(panel, undefined, options)),
  });
  const files = new FileEditors({
    ...common,
    extensionUri,
    exportReport: (open) => errors.attempt(() => options.exportOpened(open)),
    attributesOf: (definition) => service.attributesFor(definition),
    memento: workspaceMemento,
  });
  const tables = new TablePanels({
    ...common,
    ...{ extensionUri, directory },
    exportReport: (open) => errors.attempt(() => options.exportOpened(open)),
  });
  const openFile = async (uri?: vscode.Uri) => {
    const chosen = uri ?? (await (await import('./chooseFile.js')).chooseFile());
    await (chosen && files.open(chosen));
  };
  commands.register('openFile', openFile);
  commands.register('showFile', openFile);
  commands.register('addToArchive', async (argument) => {
    const { addNamedOrShown } = await import('./addToArchive.js');
    await addNamedOrShown(argument, files.active, {
      catalog,
      connections,
      service,
      now,
      openReport: (ref) => panels.open(ref),
    });
  });
  commands.register('deleteAddedFiles', async (argument) => {
    const { deleteAddedFiles } = await import('./deleteAddedFiles.js');
    const of = argument && refOf(argument, connections.active.id);
    await deleteAddedFiles(of, { catalog, connections, service });
  });
  const texts = new RawReportProvider(service);
  const refOrActive = (argument: ReportArgument | undefined) =>
    argument === undefined ? panels.active?.ref : refOf(argument, connections.active.id);
  const pick = async (title: string) => (await options.picker()).pick(title);
  const openView = async ({ ref, placed }: OpenedView) => {
    const checked = service.check(ref);
    if (checked.ref.connection === connections.active.id) {
      options.browse();
    }
    await panels.open(checked.ref, { savedView: placed });
  };

  const openReport = async (argument?: CommandArgument<'openReport'>) => {
    const asked =
      argument === undefined
        ? await (await options.picker()).pickToOpen(vscode.l10n.t('Open Report'))
        : refOf(argument, connections.active.id);
    if (asked !== undefined && 'placed' in asked) {
      return openView(asked);
    }
    if (asked !== undefined) {
      const { ref } = service.check(asked);
      if (ref.connection === connections.active.id) {
        options.browse();
      }
      await panels.open(ref, { preview: argument?.preview });
    }
  };
  const openReportCommand = commands.register('openReport', openReport);
  commands.register('showReport', openReport);
  commands.register('keepOpen', () => panels.keepPreview());
  commands.register('openAsText', async (argument) => {
    if (argument === undefined && files.active !== undefined) {
      return openAsText(files.active.uri);
    }
    const asked = refOrActive(argument) ?? (await pick(vscode.l10n.t('Open as Text')));
    if (asked !== undefined) {
      const { ref, definition } = service.check(asked);
      await withProgress(vscode.l10n.t('Opening {0}', definition.title), (signal) => texts.open(ref, signal));
    }
  });
  const activePanel = () => panels.active ?? tables.active ?? files.active?.panel;
  commands.register('copyAddresses', () => activePanel()?.copyAddresses());
  const openHistory = async (argument?: ReportArgument) => {
    const asked = argument === undefined && panels.active?.ref.history ? undefined : refOrActive(argument);
    const { pickHistory } = await import('./pickHistory.js');
    const ref = await pickHistory(asked, {
      catalog: catalog(),
      connection: connections.active,
      service,
      picker: options.picker,
    });
    if (ref !== undefined) {
      await panels.open(ref);
    }
  };
  commands.register('openHistory', openHistory);
  commands.register('showHistory', openHistory);
  commands.register('compareWith', async (argument) => {
    const { compareWith, offerToOpen } = await comparing();
    await (panels.active === undefined
      ? offerToOpen(openReportCommand)
      : compareWith(panels.active, argument, options));
  });
  commands.register('refreshReport', async (argument) => {
    if (argument === undefined) {
      return;
    }
    const { ref, definition } = service.check(refOf(argument, connections.active.id));
    if (!(await panels.refresh(ref))) {
      await withProgress(vscode.l10n.t('Fetching {0}', definition.title), (signal) =>
        service.use(ref, { signal, fresh: true, interactive: true }, () => Promise.resolve()),
      );
    }
  });
  return {
    panels,
    openView,
    activeTable: () => files.active?.open() ?? tables.activeTable,
    tables,
    activePanel,
    reload: async () => (await import('./reloadShown.js')).reloadShown([...panels.all, ...files.all, ...tables.all]),
    dispose: () => {
      texts.dispose();
      files.dispose();
      tables.dispose();
      panels.dispose();
      common.foldedCharts.dispose();
    },
  };
}
