import * as vscode from 'vscode';
import type { UsageReportsApi } from './api.js';
import { Archive } from './archive/archive.js';
import { AppOnlySignIn } from './auth/appOnly.js';
import { Connections } from './auth/connections.js';
import { ConnectionSecrets } from './auth/connectionSecrets.js';
import { DelegatedSignIn } from './auth/delegated.js';
import { SignIn } from './auth/signIn.js';
import { vscodeHost } from './auth/vscodeHost.js';
import { Catalog } from './catalog/catalog.js';
import { registerCommands } from './commands/commands.js';
import { askSecret } from './commands/connections/askSecret.js';
import { chooseAccount } from './commands/connections/chooseAccount.js';
import { perform } from './commands/perform.js';
import { fetchReportThrough } from './fetchReport.js';
import { ReportPanels } from './panel/reportPanels.js';
import type { Platform } from './platform/platform.js';
import { createPublicApi } from './publicApi.js';
import { ReportService } from './reports/reportService.js';
import type { Disposable } from './shared/emitter.js';
import { lazy } from './shared/lazy.js';
import { createSidebar } from './sidebar/sidebar.js';
import { signInWords } from './words/signInWords.js';

export interface App extends Disposable {
  readonly api: UsageReportsApi;
}

/** Builds everything and ties it together: the one place that knows all rooms. */
export function createApp(context: vscode.ExtensionContext, platform: Platform): App {
  const now = () => new Date();
  const log = vscode.window.createOutputChannel('Usage Reports', { log: true });
  const catalog = lazy(() => new Catalog(platform.readCatalog()));
  const connections = new Connections(context.workspaceState, log);
  const secrets = new ConnectionSecrets(context.secrets);
  const signIn = new SignIn({
    delegated: new DelegatedSignIn({ host: vscodeHost(), memento: context.globalState, asking: { chooseAccount, ...signInWords }, now }),
    appOnly: new AppOnlySignIn({ secrets, fetch: platform.fetch, now, askSecret }),
  });
  const service = new ReportService({
    catalog,
    connection: (id) => connections.get(id),
    archive: new Archive(vscode.Uri.joinPath(context.globalStorageUri, 'archive').fsPath, {
      // Detail reports hold personal data: no more of it is kept than what is needed to show the newest.
      keepOnlyNewest: (report) => catalog().find(report)?.kind === 'detail',
    }),
    fetchReport: fetchReportThrough({ platform, signIn, catalog, now, log }),
    now,
    settings: readServiceSettings,
  });
  const panels = new ReportPanels(context.extensionUri, {
    service,
    catalog,
    now,
    log,
    perform: (action, error, ref) => perform(action, error, ref, { connections, signIn, log }),
    tenantSuffix: (id) => connections.suffix(id),
    exportReport: async (ref) => void (await vscode.commands.executeCommand('usageReports.exportReport', ref)),
  });
  const sidebar = createSidebar({ catalog, connections, signIn, service, memento: context.workspaceState, now });
  const commands = registerCommands({ extensionUri: context.extensionUri, catalog, connections, secrets, signIn, service, panels, tree: sidebar.tree, active: sidebar.active, log, now });
  const parts = [commands, sidebar, panels, service, signIn, connections, log];
  return {
    api: createPublicApi({ catalog, connections, service }),
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}

function readServiceSettings(): { format: 'csv' | 'json'; freshHours: number } {
  const settings = vscode.workspace.getConfiguration('usageReports');
  return {
    format: settings.get('fetch.format') === 'json' ? 'json' : 'csv',
    freshHours: settings.get<number>('archive.freshHours', 6),
  };
}
