import type * as vscode from 'vscode';
import type { Event } from '../../base/emitter.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import type { ShownAlerts } from '../../shared/shownAlert.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import type { Favorites } from '../common/favorites.js';

export interface OverviewOptions {
  readonly extensionUri: vscode.Uri;
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly errors: Pick<ErrorDisplay, 'show'>;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  /** Opens a report, with one of its measures in the large chart where that is said. */
  readonly openReport: (ref: ReportRef, options: { readonly measure?: string }) => Promise<void>;
  readonly favorites: Favorites;
  /** Of the installation: cards are arranged in the same way in every window. */
  readonly memento: vscode.Memento;
  /** Fetches all daily reports of a connection. */
  readonly collect: (connection: string) => Promise<unknown>;
  /** The alerts of a tenant, what opens one of them, and what shows all in the sidebar. */
  readonly alerts: {
    readonly onPage: (connection: Connection) => Promise<ShownAlerts>;
    readonly onDidChange: Event<unknown>;
    readonly open: (connection: Connection, id: string) => Promise<void>;
    readonly showAll: () => Promise<void>;
  };
  /** Brings the list of all reports to the front. */
  readonly showReports: () => Promise<void>;
}
