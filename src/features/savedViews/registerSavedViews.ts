import type * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { RecentReports } from '../common/recentReports.js';
import { ViewList } from '../common/viewList.js';
import type { ViewCommands, ViewCommandsOptions } from './viewCommands.js';

export interface SavedViewsOptions extends Pick<ViewCommandsOptions, 'activePanel' | 'openView' | 'exportView'> {
  readonly commands: CommandRegistry;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  readonly recent: RecentReports;
  readonly views: ViewList;
}

/** The saved views, read when first asked for. */
export function createViewList(storage: vscode.Uri, log: vscode.LogOutputChannel): ViewList {
  return new ViewList(async () => (await import('./openSavedViews.js')).openSavedViews({ storage, log }));
}

/** Saves, opens, renames, deletes, shares, and exports views of reports. @returns what does it, loaded when used */
export function registerSavedViews({
  commands,
  views,
  catalog,
  ...options
}: SavedViewsOptions): () => Promise<ViewCommands> {
  const loaded = lazy(async () => {
    const { ViewCommands: Commands } = await import('./viewCommands.js');
    return new Commands({ ...options, catalog: catalog(), views: await views.load() });
  });
  commands.register('saveView', async () => (await loaded()).save());
  commands.register('openView', async (argument) => (await loaded()).open(argument));
  commands.register('renameView', async (argument) => (await loaded()).rename(argument));
  commands.register('deleteView', async (argument) => (await loaded()).remove(argument));
  commands.register('shareView', async (argument) => (await loaded()).share(argument));
  commands.register('exportView', async (argument) => (await loaded()).export(argument));
  return loaded;
}
