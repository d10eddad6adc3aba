import * as vscode from 'vscode';
import type { UsageReportsApi } from './api/api.js';
import { AppOnlySignIn } from './services/auth/appOnly/appOnly.js';
import { Connections } from './services/auth/connections/connections.js';
import { ConnectionSecrets } from './services/auth/connections/connectionSecrets.js';
import { DelegatedSignIn } from './services/auth/delegated/delegated.js';
import { TenantIdStore } from './services/auth/connections/tenantIdStore.js';
import { SignIn } from './services/auth/signIn.js';
import { vscodeHost } from './features/connections/vscodeAuthHost.js';
import { Catalog } from './core/catalog/catalog.js';
import { registerCommands } from './features/common/commands.js';
import { askSecret } from './features/connections/askSecret.js';
import { chooseAccount } from './features/connections/chooseAccount.js';
import type { Budget } from './services/throttling/budget.js';
import { CollectService } from './features/collect/collectService.js';
import { Favorites } from './features/common/favorites.js';
import { runErrorAction, showError } from './features/common/runErrorAction.js';
import { createFetchReport } from './services/reports/createFetchReport.js';
import { OverviewPanels } from './features/overview/overviewPanels.js';
import { ReportPanels } from './features/reportPanel/reportPanels.js';
import type { Platform } from './services/platform/platform.js';
import { createPublicApi } from './api/publicApi.js';
import { ReportService } from './services/reports/reportService.js';
import type { Disposable } from './base/emitter.js';
import { lazy } from './base/lazy.js';
import { createSidebar } from './features/sidebar/sidebar.js';
import { archiveCommands } from './features/archiveAdmin/archiveCommands.js';
import { ArchiveMaintenance } from './features/archiveAdmin/archiveMaintenance.js';
import { budgetFolder, createArchive } from './features/archiveAdmin/archiveSettings.js';
import { connectionSettings, fetchFormat, freshHours } from './settings.js';
import { signInTexts } from './l10n/signInTexts.js';

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
  const tenants = new TenantIdStore(context.globalState);
  const signIn = new SignIn(
    {
      delegated: new DelegatedSignIn({
        host: vscodeHost(),
        memento: context.globalState,
        signInPrompts: { chooseAccount, ...signInTexts },
        now,
      }),
      appOnly: new AppOnlySignIn({ secrets, fetch: platform.fetch, now, askSecret }),
    },
    tenants,
  );
  const storage = context.globalStorageUri;
  const archive = createArchive({ storage, catalog, now, log });
  const favorites = new Favorites(context.globalState);
  const budget = (): Promise<Budget> => collectService.budget();
  const service = new ReportService({
    catalog,
    connection: (id) => connections.get(id),
    connections: () => connections.all,
    tenantKey: (connection) => tenants.keyOf(connection),
    archive,
    fetchReport: createFetchReport({ platform, signIn, catalog, budget, now, log }),
    now,
    settings: () => ({ format: fetchFormat(), freshHours: freshHours() }),
  });
  const collectService = new CollectService({
    ...{ catalog, connections, signIn, service, favorites, log, now },
    archiveFolder: () => budgetFolder(storage),
    tenantKey: (connection) => tenants.keyOf(connection),
    memento: context.workspaceState,
  });
  const panels = new ReportPanels(context.extensionUri, {
    service,
    catalog,
    now,
    log,
    runErrorAction: (action, error, ref) => runErrorAction(action, error, ref, { connections, signIn, log }),
    tenantSuffix: (id) => connections.suffix(id),
    exportReport: async (ref) => void (await vscode.commands.executeCommand('usageReports.exportReport', ref)),
    compareWith: async () => void (await vscode.commands.executeCommand('usageReports.compareWith')),
    saveChart: async (largeChart) =>
      (await import('./features/export/saveChart.js')).saveChart(largeChart, (error, retry) =>
        showError(error, retry, undefined, { connections, signIn, log }),
      ),
  });
  const overviewPanels = new OverviewPanels(context.extensionUri, { service, catalog, connections, panels, now, log });
  const sidebar = createSidebar({
    catalog,
    connections,
    signIn,
    service,
    favorites,
    memento: context.workspaceState,
    now,
  });
  const refreshState = () => void sidebar.active.refreshState().then(() => sidebar.tree.refresh());
  const archiveOptions = { archive, storage, log, onDidChange: refreshState };
  const archiveMaintenance = new ArchiveMaintenance({ ...archiveOptions, memento: context.globalState, now });
  const more = archiveCommands({ ...archiveOptions, connections, tenants });
  const commands = registerCommands({
    ...{
      extensionUri: context.extensionUri,
      catalog,
      connections,
      secrets,
      signIn,
      service,
      panels,
      overviewPanels,
      collectService,
      favorites,
      log,
      now,
      more,
    },
    tree: sidebar.tree,
    active: sidebar.active,
  });
  const parts = [
    commands,
    archiveMaintenance,
    collectService,
    sidebar,
    overviewPanels,
    panels,
    service,
    signIn,
    connections,
    favorites,
    log,
  ];
  return {
    api: createPublicApi({ catalog, connections, service }),
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}
