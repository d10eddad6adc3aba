import * as vscode from 'vscode';
import type { UsageReportsApi } from './api/api.js';
import { AppOnlySignIn } from './services/auth/appOnly/appOnly.js';
import { Connections } from './services/auth/connections/connections.js';
import { ConnectionSecrets } from './services/auth/connections/connectionSecrets.js';
import { DelegatedSignIn } from './services/auth/delegated/delegated.js';
import { KnownTenants } from './services/auth/connections/knownTenants.js';
import { SignIn } from './services/auth/signIn.js';
import { vscodeHost } from './features/connections/vscodeAuthHost.js';
import { Catalog } from './core/catalog/catalog.js';
import { registerCommands } from './features/common/commands.js';
import { askSecret } from './features/connections/askSecret.js';
import { chooseAccount } from './features/connections/chooseAccount.js';
import type { Budget } from './services/throttling/budget.js';
import { Collecting } from './features/collect/collecting.js';
import { Favourites } from './features/common/favourites.js';
import { perform, showError } from './features/common/perform.js';
import { fetchReportThrough } from './services/reports/fetchReport.js';
import { Overviews } from './features/overview/overviews.js';
import { ReportPanels } from './features/reportPanel/reportPanels.js';
import type { Platform } from './services/platform/platform.js';
import { createPublicApi } from './api/publicApi.js';
import { ReportService } from './services/reports/reportService.js';
import type { Disposable } from './base/emitter.js';
import { lazy } from './base/lazy.js';
import { createSidebar } from './features/sidebar/sidebar.js';
import { archiveCommands } from './features/archiveAdmin/archiveCommands.js';
import { ArchiveKeeper } from './features/archiveAdmin/archiveKeeper.js';
import { budgetFolder, createArchive } from './features/archiveAdmin/archiveSettings.js';
import { connectionSettings, fetchFormat, freshHours } from './settings.js';
import { signInWords } from './l10n/signInWords.js';

export interface App extends Disposable {
  readonly api: UsageReportsApi;
}

/** Builds everything and ties it together: the one place that knows all rooms. */
export function createApp(context: vscode.ExtensionContext, platform: Platform): App {
  const now = () => new Date();
  const log = vscode.window.createOutputChannel('Usage Reports', { log: true });
  const catalog = lazy(() => new Catalog(platform.readCatalog()));
  const connections = new Connections(connectionSettings, context.workspaceState, log);
  const secrets = new ConnectionSecrets(context.secrets);
  const tenants = new KnownTenants(context.globalState);
  const signIn = new SignIn({
    delegated: new DelegatedSignIn({ host: vscodeHost(), memento: context.globalState, asking: { chooseAccount, ...signInWords }, now }),
    appOnly: new AppOnlySignIn({ secrets, fetch: platform.fetch, now, askSecret }),
  }, tenants);
  const storage = context.globalStorageUri;
  const archive = createArchive({ storage, catalog, now, log });
  const favourites = new Favourites(context.globalState);
  const budget = (): Promise<Budget> => collecting.budget();
  const service = new ReportService({
    catalog,
    connection: (id) => connections.get(id),
    connections: () => connections.all,
    tenantKey: (connection) => tenants.keyOf(connection),
    archive,
    fetchReport: fetchReportThrough({ platform, signIn, catalog, budget, now, log }),
    now,
    settings: () => ({ format: fetchFormat(), freshHours: freshHours() }),
  });
  const collecting = new Collecting({
    ...{ catalog, connections, signIn, service, favourites, log, now },
    archiveFolder: () => budgetFolder(storage),
    tenantKey: (connection) => tenants.keyOf(connection),
    memento: context.workspaceState,
  });
  const panels = new ReportPanels(context.extensionUri, {
    service,
    catalog,
    now,
    log,
    perform: (action, error, ref) => perform(action, error, ref, { connections, signIn, log }),
    tenantSuffix: (id) => connections.suffix(id),
    exportReport: async (ref) => void (await vscode.commands.executeCommand('usageReports.exportReport', ref)),
    compareWith: async () => void (await vscode.commands.executeCommand('usageReports.compareWith')),
    saveChart: async (chart) =>
      (await import('./features/export/saveChart.js')).saveChart(chart, (error, retry) => showError(error, retry, undefined, { connections, signIn, log })),
  });
  const overviews = new Overviews(context.extensionUri, { service, catalog, connections, panels, now, log });
  const sidebar = createSidebar({ catalog, connections, signIn, service, favourites, memento: context.workspaceState, now });
  const lookAgain = () => void sidebar.active.lookAgain().then(() => sidebar.tree.refresh());
  const keeping = { archive, storage, log, onDidChange: lookAgain };
  const keeper = new ArchiveKeeper({ ...keeping, memento: context.globalState, now });
  const more = archiveCommands({ ...keeping, connections, tenants });
  const commands = registerCommands({
    ...{ extensionUri: context.extensionUri, catalog, connections, secrets, signIn, service, panels, overviews, collecting, favourites, log, now, more },
    tree: sidebar.tree,
    active: sidebar.active,
  });
  const parts = [commands, keeper, collecting, sidebar, overviews, panels, service, signIn, connections, favourites, log];
  return {
    api: createPublicApi({ catalog, connections, service }),
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}
