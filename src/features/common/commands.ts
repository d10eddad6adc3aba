import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionSecrets } from '../../services/auth/connections/connectionSecrets.js';
import type { SignIn } from '../../services/auth/signIn.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { OverviewPanels } from '../overview/overviewPanels.js';
import type { ReportPanels } from '../reportPanel/reportPanels.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef } from '../../shared/report.js';
import type { ActiveConnection } from '../sidebar/activeConnection.js';
import type { ReportTree } from '../sidebar/reportTree.js';
import { abortControllerFor } from './abortController.js';
import { exportTargetFromArgument, refFromArgument } from './arguments.js';
import type { CollectService } from '../collect/collectService.js';
import { connectionFromArgument } from '../connections/chooseConnection.js';
import { connectionCommands } from '../connections/connectionCommands.js';
import { exportFolder } from '../export/exportFolder.js';
import { exportPeriod, pickPeriod, refsOf } from '../export/exportPeriod.js';
import { askAboutConflict, exportSource, pickFormat, saveReport, saveReportTo } from '../export/exportReport.js';
import { exportSourceOfView, pickRows, type ShownReport } from '../export/exportView.js';
import type { Favorites } from './favorites.js';
import { showError } from './runErrorAction.js';
import { pickHistory } from '../reportPanel/pickHistory.js';
import { RawReportProvider } from '../reportPanel/rawReportProvider.js';
import { pickReport } from '../reportPanel/pickReport.js';
import { compareWith } from '../reportPanel/compareWith.js';
import { archivedCopyText } from '../../l10n/archivedCopyText.js';
import { registrationCommands } from '../connections/registrationCommands.js';
import { notifyExported } from '../export/notifyExported.js';

export interface CommandOptions {
  readonly extensionUri: vscode.Uri;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly secrets: ConnectionSecrets;
  readonly signIn: SignIn;
  readonly service: ReportService;
  readonly panels: ReportPanels;
  readonly collectService: CollectService;
  readonly favorites: Favorites;
  readonly overviewPanels: OverviewPanels;
  readonly tree: ReportTree;
  readonly active: ActiveConnection;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
  /** Commands of other rooms, by name. */
  readonly more?: Record<string, () => Promise<void>>;
}

type Handler = (argument: unknown) => Promise<unknown>;

/** Every command of the extension, by id. */
export function registerCommands(options: CommandOptions): Disposable {
  const rawReportProvider = new RawReportProvider(options.service);
  const handlers: Record<string, Handler> = {
    openReport: (argument) => openReport(argument, options),
    openAsText: (argument) => openAsText(argument, rawReportProvider, options),
    exportReport: (argument) => exportReport(argument, options),
    exportPeriod: (argument) => exportAllOfPeriod(argument, options),
    refresh: () => refresh(options),
    refreshReport: (argument) => refreshReport(argument, options),
    compareWith: (argument) => compareWith(argument, options),
    copyFunctionName: (argument) => copyFunctionName(argument, options),
    groupByPeriod: () => options.tree.setGrouping('period'),
    groupByProduct: () => options.tree.setGrouping('product'),
    filterReports: () => filterReports(options.tree),
    clearFilter: () => Promise.resolve(options.tree.setFilter('')),
    openHistory: (argument) => openHistory(argument, options),
    openOverview: (argument) => openOverview(argument, options),
    showLog: () => Promise.resolve(options.log.show(true)),
    compareSnapshots: (argument) => compareSnapshots(argument, options),
    findUser: (argument) => findUser(argument, options),
    ...connectionCommands({ ...options, forConnection: (connection, step) => runFor(connection, step, options) }),
    ...registrationCommands(options.connections),
    ...options.more,
    ...options.collectService.commands,
    toggleFavourite: (argument) => toggleFavourite(argument, options),
  };
  const registrations = Object.entries(handlers).map(([name, handler]) =>
    vscode.commands.registerCommand(`usageReports.${name}`, (argument: unknown) => run(handler, argument, options)),
  );
  return {
    dispose: () => [...registrations, rawReportProvider].forEach((registration) => void registration.dispose()),
  };
}

/** A command called with an argument is called by a program, which wants the error; a person wants to be told. */
async function run(handler: Handler, argument: unknown, options: CommandOptions): Promise<unknown> {
  try {
    return await handler(argument);
  } catch (error) {
    const ref = refFromArgument(argument, options.connections.active.id);
    const retry = async () => void (await run(handler, argument, options));
    void showError(error, retry, ref, options);
    if (exportTargetFromArgument(argument).uri !== undefined) {
      throw error;
    }
    return undefined;
  }
}

/** A step about one connection, which may not be the one that is shown. */
async function runFor(connection: Connection, step: () => Promise<void>, options: CommandOptions): Promise<void> {
  try {
    await step();
  } catch (error) {
    void showError(error, () => runFor(connection, step, options), { connection: connection.id }, options);
  }
}

async function openReport(
  argument: unknown,
  { active, catalog, connections, panels, service, now }: CommandOptions,
): Promise<void> {
  const asked =
    refFromArgument(argument, connections.active.id) ??
    (await pickReport(catalog(), connections.active, vscode.l10n.t('Open Report'), now()));
  if (asked !== undefined) {
    const { ref } = service.check(asked);
    if (ref.connection === connections.active.id) {
      active.browse();
    }
    await panels.open(ref);
  }
}

async function openHistory(
  argument: unknown,
  { catalog, connections, panels, service }: CommandOptions,
): Promise<void> {
  const asked =
    refFromArgument(argument, connections.active.id) ??
    panels.active?.ref ??
    reportGroupOf(argument, connections.active.id);
  const ref = await pickHistory(asked, { catalog: catalog(), connection: connections.active, service });
  if (ref !== undefined) {
    await panels.open(ref);
  }
}

/** A report's tree item that has its periods below it. */
function reportGroupOf(argument: unknown, connection: string): ReportRef | undefined {
  const definition =
    typeof argument === 'object' && argument !== null && 'definition' in argument ? argument.definition : undefined;
  return typeof definition === 'object' &&
    definition !== null &&
    'name' in definition &&
    typeof definition.name === 'string'
    ? { connection, report: definition.name }
    : undefined;
}

async function openOverview(argument: unknown, { connections, overviewPanels }: CommandOptions): Promise<void> {
  await overviewPanels.open((connectionFromArgument(argument, connections) ?? connections.active).id);
}

async function openAsText(
  argument: unknown,
  rawReportProvider: RawReportProvider,
  options: CommandOptions,
): Promise<void> {
  const { catalog, connections, panels, service, now } = options;
  const title = vscode.l10n.t('Open as Text');
  const asked =
    refFromArgument(argument, connections.active.id) ??
    panels.active?.ref ??
    (await pickReport(catalog(), connections.active, title, now()));
  if (asked !== undefined) {
    const { ref, definition } = service.check(asked);
    await withProgress(vscode.l10n.t('Opening {0}', definition.title), (signal) => rawReportProvider.open(ref, signal));
  }
}

async function exportReport(argument: unknown, options: CommandOptions): Promise<vscode.Uri | undefined> {
  const { catalog, connections, panels, service, now } = options;
  const title = vscode.l10n.t('Export Report');
  const asked =
    refFromArgument(argument, connections.active.id) ??
    panels.active?.ref ??
    (await pickReport(catalog(), connections.active, title, now()));
  if (asked === undefined) {
    return undefined;
  }
  const { ref } = service.check(asked);
  const forProgram = exportTargetFromArgument(argument).uri !== undefined;
  // What is open already is not read a second time: of a large report that would take seconds, and its memory twice.
  const borrowed = forProgram ? undefined : panels.borrow(ref);
  try {
    const shown = borrowed === undefined ? undefined : shownInActivePanel(ref, options);
    const rows = shown === undefined ? 'all' : await pickRows(title, shown);
    if (rows === undefined) {
      return undefined;
    }
    if (rows === 'shown' && shown !== undefined) {
      return await exportOpenReport(shown.report, title, argument, exportSourceOfView(shown));
    }
    if (borrowed !== undefined) {
      return await exportOpenReport(borrowed.report, title, argument);
    }
  } finally {
    borrowed?.dispose();
  }
  const report = await withProgress(vscode.l10n.t('Opening {0}', service.check(ref).definition.title), (signal) =>
    // A program's file must not be a stored copy without anybody seeing it.
    service.open(ref, { signal, interactive: true, orArchived: !forProgram }),
  );
  try {
    return await exportOpenReport(report, title, argument);
  } finally {
    report.table.dispose();
  }
}

/** What the panel in front shows, if it is this report. */
function shownInActivePanel(ref: ReportRef, { panels }: CommandOptions): ShownReport | undefined {
  const { active } = panels;
  return active !== undefined && idOf(active.ref) === idOf(ref) ? active.shown : undefined;
}

async function exportOpenReport(
  report: Report,
  title: string,
  argument: unknown,
  source = exportSource(report),
): Promise<vscode.Uri | undefined> {
  const { format: formatId, uri } = exportTargetFromArgument(argument);
  if (formatId !== undefined && uri !== undefined) {
    return saveReportTo(report, formatId, uri, new AbortController().signal);
  }
  const format = await pickFormat(title, (candidate) => candidate.available(source));
  const folder = format === undefined ? undefined : await exportFolder();
  if (format === undefined || folder === undefined) {
    return undefined;
  }
  const { outcome, target } = await withProgress(vscode.l10n.t('Exporting {0}', report.definition.title), (signal) =>
    saveReport(report, format, folder, askAboutConflict, signal, source),
  );
  void notifyExported(
    outcome,
    target,
    report.notFetched === undefined ? undefined : archivedCopyText(report, report.notFetched),
  );
  return outcome === 'skipped' ? undefined : target;
}

async function exportAllOfPeriod(argument: unknown, { catalog, connections, service }: CommandOptions): Promise<void> {
  const title = vscode.l10n.t('Export All Reports for a Period');
  const chosen = periodOfNode(argument) ?? (await pickPeriod(catalog(), connections.active, title));
  if (chosen === undefined) {
    return;
  }
  const format = await pickFormat(title, () => true);
  const folder = format === undefined ? undefined : await exportFolder();
  if (format === undefined || folder === undefined) {
    return;
  }
  await exportPeriod(refsOf(catalog(), connections.active, chosen), folder, format, { service, catalog: catalog() });
}

/** A period's tree item, where the command was called from its menu. */
function periodOfNode(argument: unknown): { period?: string } | undefined {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument) || argument.kind !== 'period') {
    return undefined;
  }
  return 'period' in argument && typeof argument.period === 'string' ? { period: argument.period } : {};
}

/** Fetches the open report again; where none has the focus, shows the sidebar anew. */
async function refresh({ overviewPanels, panels, tree }: CommandOptions): Promise<void> {
  if (overviewPanels.active !== undefined) {
    await overviewPanels.active.load();
    return;
  }
  if (panels.active === undefined) {
    tree.refresh();
  } else {
    await panels.active.load({ fresh: true });
  }
}

async function refreshReport(argument: unknown, { connections, panels, service }: CommandOptions): Promise<void> {
  const asked = refFromArgument(argument, connections.active.id);
  if (asked === undefined) {
    return;
  }
  const { ref, definition } = service.check(asked);
  if (await panels.refresh(ref)) {
    return;
  }
  await withProgress(vscode.l10n.t('Fetching {0}', definition.title), (signal) =>
    service.use(ref, { signal, fresh: true, interactive: true }, () => Promise.resolve()),
  );
}

async function copyFunctionName(argument: unknown, { connections }: CommandOptions): Promise<void> {
  const ref = refFromArgument(argument, connections.active.id);
  if (ref !== undefined) {
    await vscode.env.clipboard.writeText(ref.report);
  }
}

async function toggleFavourite(argument: unknown, { connections, service, favorites }: CommandOptions): Promise<void> {
  const ref = refFromArgument(argument, connections.active.id);
  if (ref !== undefined) {
    await favorites.toggle(service.check(ref).ref.report);
  }
}

async function compareSnapshots(argument: unknown, options: CommandOptions): Promise<void> {
  const { catalog, connections, panels, now } = options;
  const asked =
    refFromArgument(argument, connections.active.id) ??
    panels.active?.ref ??
    (await pickReport(catalog(), connections.active, vscode.l10n.t('Compare Snapshots'), now()));
  if (asked !== undefined) {
    const { compareSnapshotsCommand } = await import('../snapshotDiff/compareSnapshots.js');
    await compareSnapshotsCommand(asked, options);
  }
}

async function findUser(argument: unknown, options: CommandOptions): Promise<void> {
  const { findUserCommand } = await import('../userSearch/findUser.js');
  await findUserCommand(argument, options);
}

async function filterReports(tree: ReportTree): Promise<void> {
  const filter = await vscode.window.showInputBox({
    title: vscode.l10n.t('Filter Reports'),
    prompt: vscode.l10n.t('Type words from the title, product, description, or function name'),
    value: tree.filter,
  });
  if (filter !== undefined) {
    tree.setFilter(filter);
  }
}

/** Runs a step with a notification that can be cancelled; VS Code shows it only when the step takes longer than a moment. */
function withProgress<T>(title: string, step: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => step(abortControllerFor(token).signal),
    ),
  );
}
