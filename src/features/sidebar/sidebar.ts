import type * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import { ConnectionStates } from '../../services/auth/connectionStates.js';
import type { SignIn } from '../../services/auth/signIn.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import { ActiveConnection } from './activeConnection.js';
import { ConnectionStatusBar } from './connectionStatusBar.js';
import { ConnectionTree } from './connectionTree.js';
import { type FavoriteReports, ReportTree } from './reportTree.js';

export interface SidebarOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly signIn: SignIn;
  readonly service: ReportService;
  readonly favorites: FavoriteReports;
  readonly memento: vscode.Memento;
  readonly now: () => Date;
}

/** What stands beside the editors all the time: the reports, the connections, and the status bar's word on them. */
export interface Sidebar extends Disposable {
  readonly tree: ReportTree;
  readonly active: ActiveConnection;
}

export function createSidebar({
  catalog,
  connections,
  signIn,
  service,
  favorites,
  memento,
  now,
}: SidebarOptions): Sidebar {
  const states = new ConnectionStates(connections, signIn);
  const active = new ActiveConnection({ connections, states, service });
  const tree = new ReportTree({ catalog, service, active, favorites, memento, now });
  const parts = [
    tree,
    new ConnectionTree(connections, states),
    new ConnectionStatusBar(connections, states),
    active,
    states,
  ];
  return { tree, active, dispose: () => parts.forEach((part) => part.dispose()) };
}
