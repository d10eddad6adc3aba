import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { UsageReportsApi } from './api/api.js';
import { createPublicApi } from './api/publicApi.js';
import { AppOnlySignIn, type AskSecret } from './services/auth/appOnly/appOnlySignIn.js';
import type { Connection } from './services/auth/connections/connection.js';
import { Connections } from './services/auth/connections/connections.js';
import { ConnectionSecrets } from './services/auth/connections/connectionSecrets.js';
import { ProvenConnections } from './services/auth/connections/provenConnections.js';
import { TenantIdStore } from './services/auth/connections/tenantIdStore.js';
import { ConnectionStates } from './services/auth/connectionStates.js';
import { DelegatedSignIn } from './services/auth/delegated/delegatedSignIn.js';
import { SignIn } from './services/auth/signIn.js';
import type { Fetch } from './services/graph/fetch.js';
import { createFetchReport } from './services/reports/createFetchReport.js';
import { ReportService } from './services/reports/reportService.js';
import { sampleNetwork } from './services/sample/sampleNetwork.js';
import { Budget } from './services/throttling/budget.js';
import { Catalog, type CatalogData } from './core/catalog/catalog.js';
import { type Disposable, Emitter } from './base/emitter.js';
import { lazy } from './base/lazy.js';
import { logTextOf } from './base/redact.js';
import { budgetFolder, createArchive } from './features/archiveAdmin/archiveSettings.js';
import { registerAlerts } from './features/alerts/registerAlerts.js';
import { registerArchiveAdmin } from './features/archiveAdmin/registerArchiveAdmin.js';
import { registerAttributes } from './features/attributes/registerAttributes.js';
import { registerCollect } from './features/collect/registerCollect.js';
import { registerColumnNames } from './features/columnNames/registerColumnNames.js';
import { CommandRegistry } from './features/common/commandRegistry.js';
import { ErrorDisplay } from './features/common/errorDisplay.js';
import { Favorites } from './features/common/favorites.js';
import { RecentReports } from './features/common/recentReports.js';
import { registerTableMenu } from './features/common/tableMenu.js';
import { registerConnections } from './features/connections/registerConnections.js';
import { vscodeHost } from './features/connections/vscodeAuthHost.js';
import { registerDirectory } from './features/directory/registerDirectory.js';
import { registerExport } from './features/export/registerExport.js';
import { registerHandout } from './features/handout/registerHandout.js';
import { registerLicenses } from './features/licenses/registerLicenses.js';
import { registerOverview } from './features/overview/registerOverview.js';
import { registerReportPanel } from './features/reportPanel/registerReportPanel.js';
import { registerSampleTenant } from './features/sampleTenant/registerSampleTenant.js';
import { createViewList, registerSavedViews } from './features/savedViews/registerSavedViews.js';
import { registerSidebar } from './features/sidebar/registerSidebar.js';
import { registerSnapshotDiff } from './features/snapshotDiff/registerSnapshotDiff.js';
import { registerStorage } from './features/storage/registerStorage.js';
import { registerTenants } from './features/tenants/registerTenants.js';
import { registerUsers } from './features/users/registerUsers.js';
import { registerUserSearch } from './features/userSearch/registerUserSearch.js';
import { localizedCatalog } from './l10n/catalogTexts.js';
import { sampleConnections } from './l10n/connectionTexts.js';
import { signInTexts } from './l10n/signInTexts.js';
import {
  attributeSettings,
  connectionSettings,
  freshHours,
  isArchiveShared,
  minimumGroupSize,
  opensWalkthroughs,
  requestFormat,
  requestLimits,
} from './settings.js';

export interface App extends Disposable {
  readonly api: UsageReportsApi;
}

/** Builds the services, then the features on them. The only place that knows all features: what one needs of another is passed here. */
export function createApp(context: vscode.ExtensionContext): App {
  const { extensionUri, globalState, globalStorageUri: storage, workspaceState } = context;
  const now = () => new Date();
  const log = vscode.window.createOutputChannel('Usage Reports', { log: true });
  const catalog = lazy(() => {
    const file = path.join(context.extensionPath, 'dist', 'reports.json');
    return new Catalog(localizedCatalog(JSON.parse(readFileSync(file, 'utf8')) as CatalogData));
  });
  const search = lazy(async () => {
    const { ReportSearch } = await import('./core/catalog/search.js');
    return new ReportSearch(catalog());
  });
  // Nobody waits for it during the start.
  const logFolderTimer = setTimeout(() => {
    void import('./features/common/privateFolder.js').then(({ makePrivate }) => makePrivate(context.logUri));
  }, 1_000);
  // Looked up at every call: VS Code replaces the global function with one that knows the proxy settings, perhaps after this runs.
  const fetch: Fetch = (url, init) => globalThis.fetch(url, init);

  const connections = new Connections(connectionSettings, workspaceState, log, sampleConnections());
  const secrets = new ConnectionSecrets(context.secrets);
  const tenants = new TenantIdStore(globalState);
  const tenantKey = tenants.keyOf.bind(tenants);
  const prompts = () => import('./features/connections/signInPrompts.js');
  const delegated = new DelegatedSignIn({
    host: vscodeHost(),
    memento: globalState,
    signInPrompts: { ...signInTexts, chooseAccount: async (...asked) => (await prompts()).chooseAccount(...asked) },
    now,
  });
  const askSecret: AskSecret = async (...asked) => (await prompts()).askSecret(...asked);
  const appOnly = new AppOnlySignIn({ secrets, fetch, now, askSecret });
  const signIn = new SignIn({ delegated, appOnly }, tenants, new ProvenConnections(globalState));
  const states = new ConnectionStates(connections, signIn);

  const archive = createArchive({ storage, catalog, now, log });
  const countingFolder = () => budgetFolder(storage);
  const onWarning = (error: unknown) => log.warn(logTextOf(error));
  const budget = new Budget({
    ...{ folder: countingFolder, isShared: isArchiveShared, limits: requestLimits, tenantKey, onWarning },
  });
  const attributesOf = lazy(async () => {
    const [{ attributesFor }, { withDirectory }, { ArchivedDirectory }] = await Promise.all([
      import('./services/attributes/attributesFor.js'),
      import('./services/attributes/directoryAttributes.js'),
      import('./services/directory/archivedDirectory.js'),
    ]);
    const directory = new ArchivedDirectory({ archive, tenantOf: (connection) => service.tenantOf(connection) });
    return withDirectory((definition) => attributesFor(definition, attributeSettings()), directory);
  });
  const serviceAt = (clock: () => Date): ReportService =>
    new ReportService({
      catalog,
      connection: (id) => connections.get(id),
      connections: () => connections.all,
      tenantKey,
      archive,
      fetchReport: createFetchReport({ fetch, signIn, catalog, budget, now: clock, log }),
      now: clock,
      settings: () => ({ format: requestFormat(), freshHours: freshHours() }),
      attributes: async (...asked) => (await attributesOf())(...asked),
      indexKey: lazy(async () => (await import('./features/archiveAdmin/indexKey.js')).indexKey(globalState)),
    });
  const service = serviceAt(now);
  const samples = sampleNetwork({ catalog, now });
  const directoryChanged = new Emitter<Connection>();
  const directory = lazy(async () => {
    const { Directory } = await import('./services/directory/directory.js');
    return new Directory({
      ...{ archive, tenantKey, memento: globalState, now, log, changed: directoryChanged.fire.bind(directoryChanged) },
      tenantOf: service.tenantOf.bind(service),
      tokens: signIn.tokens.bind(signIn),
      network: ({ kind, id }) => (kind === 'sample' ? samples(id) : { fetch }),
    });
  });
  const { onDidChangeArchive } = service;
  const followedDirectory = { load: directory, onDidChange: directoryChanged.event, onDidChangeArchive };
  const favorites = new Favorites(globalState);
  const recent = new RecentReports(globalState);
  const views = createViewList(storage, log);
  const picker = lazy(async () => {
    const { ReportPicker } = await import('./features/common/reportPicker.js');
    return new ReportPicker({
      ...{ catalog: catalog(), search: await search(), connections, favorites, recent, views, now },
      added: async (connection) => (await service.added()).reports(connection),
    });
  });

  const errors = new ErrorDisplay(connections, log);
  const commands = new CommandRegistry(errors);
  const shared = { extensionUri, commands, errors, catalog, connections, service, log, now, picker };

  const sidebar = registerSidebar({
    ...shared,
    ...{ search, states, favorites, recent, views, memento: workspaceState },
    directory: followedDirectory,
  });
  const { checkForArchivedReports } = sidebar;
  const connecting = registerConnections({
    ...shared,
    ...{ secrets, signIn, states, checkForArchivedReports },
    directory: {
      permissions: async (connection) => (await directory()).permissions(connection),
      forget: async (connection) => (await directory()).switchTo(connection, []),
    },
  });
  const { addConnection, signInTo } = connecting;

  sidebar.onDidShow(() =>
    errors.attempt(async () => {
      const { introduce } = await import('./features/connections/introduction.js');
      await introduce({
        memento: globalState,
        isWanted: opensWalkthroughs,
        hasOwnConnection: () => connections.all.some(({ kind }) => kind !== 'sample'),
        openWalkthrough: connecting.openWalkthrough,
      });
    }),
  );

  const exporter = lazy(async () => {
    const { ReportExporter } = await import('./features/export/reportExporter.js');
    return new ReportExporter(service, errors);
  });
  const reports = registerReportPanel({
    ...shared,
    addConnection,
    opened: (ref) => void errors.attempt(() => recent.add(ref)),
    memento: globalState,
    workspaceMemento: workspaceState,
    browse: sidebar.browse,
    directory: followedDirectory,
    views: {
      find: async (key) => (await views.load()).find(key),
      update: async (placed, content) => (await viewCommands()).update(placed, content),
      onDidChange: views.onDidChange,
    },
    findUser: (user) => findUser(user),
    exportReport: async (ref, open) => (await exporter()).exportReport(ref, open),
    exportOpened: async (open) => (await exporter()).exportOpened(open),
    exportFile: async (name, content, facts) => (await exporter()).exportFile(name, content, facts),
  });
  const { panels } = reports;
  const viewCommands = registerSavedViews({
    ...shared,
    ...{ recent, views },
    activePanel: () => panels.active,
    openView: reports.openView,
    exportView: async (opened) => (await exporter()).exportView(opened),
  });
  const activeReport = () => panels.active?.ref;
  registerExport({
    ...shared,
    exporter,
    memento: globalState,
    favorites,
    activeReport,
    openReport: (ref) => panels.openReport(ref),
    activeTable: reports.activeTable,
    tables: { find: (ref) => reports.tables.find(ref), make: (ref, signal) => reports.tables.make(ref, signal) },
  });
  connecting.onDidChangeTenant(({ id }) => {
    panels.closeAllOf(id);
    reports.tables.closeAllOf(id);
  });

  const collecting = registerCollect({
    ...shared,
    ...{ signIn, signInTo, budget, directory, archiveFolder: countingFolder, tenantKey, favorites },
    memento: workspaceState,
  });
  const addPastMonths = registerSampleTenant({
    ...{ ...shared, serviceAt },
    openLicenses: (connection) => licenses.open(connection),
    openStorage: (connection) => openStorage(connection),
  });
  const made = {
    ...{ ...shared, addPastMonths },
    tables: reports.tables,
    collect: (connection: string, set: string) => collecting.collect({ connection, set }),
  };
  const usersPage = registerUsers(made);
  const licenses = registerLicenses({
    ...shared,
    ...{ directory, addPastMonths },
    ...{ tables: reports.tables, activeTable: reports.activeTable, users: usersPage.load },
  });
  const openStorage = registerStorage(made);
  const alerts = registerAlerts({
    ...{ ...shared, archive, storage, memento: globalState },
    openReport: (ref, shown) => panels.open(ref, shown),
    openTable: { users: usersPage.open, licenses: licenses.open, storage: openStorage },
  });
  collecting.onDidCollect(alerts.checkAfterCollection);
  const overviews = registerOverview({
    ...shared,
    ...{ favorites, alerts, memento: globalState },
    openReport: (ref, options) => panels.open(ref, options),
    collect: (connection) => collecting.collect({ connection, set: 'daily' }),
    showReports: sidebar.focus,
  });
  const tenantsPage = registerTenants({
    ...shared,
    memento: globalState,
    openOverview: (connection) => overviews.open(connection),
    openReport: (ref, options) => panels.open(ref, options),
    collect: (connection, reports) => collecting.collect({ connection, set: reports.join(',') }),
    exportTable: async (title, source) => (await exporter()).exportTable(title, source),
  });
  const handouts = registerHandout({
    ...shared,
    ...{ directory, collect: made.collect },
    saveFile: async (file) => (await exporter()).saveFile(file),
  });
  collecting.onDidChangeNote(sidebar.setNote);
  collecting.onDidChooseOverview(({ id }) => errors.attempt(() => overviews.open(id)));

  const diffs = registerSnapshotDiff({
    ...shared,
    activeReport,
    findUser: (user) => findUser(user),
    exportTable: async (title, source) => (await exporter()).exportTable(title, source),
  });
  const attributes = registerAttributes({
    ...shared,
    storage,
    reloadReports: reports.reload,
    openReport: (ref) => panels.open(ref),
  });
  registerDirectory({ ...shared, directory, archiveFolder: () => archive.folder });
  const findUser = registerUserSearch({ ...shared, openReport: (ref, options) => panels.open(ref, options) });
  registerTableMenu(commands, () => reports.activePanel() ?? diffs.activePanel());
  const archiveAdmin = registerArchiveAdmin({
    ...shared,
    ...{ archive, storage, tenants, memento: globalState },
    onDidChange: () => {
      service.tellArchiveChange();
      void checkForArchivedReports().then(sidebar.refresh);
    },
  });

  // What is in front: an overview, all tenants, a table of several reports, a report, or else the list of reports.
  commands.register('refresh', async () => {
    for (const one of [overviews, tenantsPage, reports.tables, panels]) {
      if (await one.refreshActive()) {
        return;
      }
    }
    sidebar.refresh();
  });
  // A start of VS Code alone asks no provider how the sign-ins stand.
  commands.onWillRun(() => states.watch());
  service.onDidChangeState(() => states.watch());

  const parts = [
    ...[
      commands,
      alerts,
      archiveAdmin,
      attributes,
      diffs,
      collecting,
      tenantsPage,
      overviews,
      reports,
      handouts,
      connecting,
      sidebar,
    ],
    ...[
      registerColumnNames({ catalog }),
      states,
      directoryChanged,
      licenses,
      service,
      signIn,
      connections,
      favorites,
      recent,
      views,
      log,
    ],
    { dispose: () => clearTimeout(logFolderTimer) },
  ];
  return {
    api: createPublicApi({
      ...shared,
      views,
      minimumGroupSize,
      saveReportTo: async (report, format, target, signal) =>
        (await exporter()).saveReportTo(report, format, target, signal),
    }),
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}
