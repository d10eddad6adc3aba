import type * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ExportSource } from '../../core/export/formats.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';

export interface TenantsOptions {
  readonly extensionUri: vscode.Uri;
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly errors: Pick<ErrorDisplay, 'show'>;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  /** Of the installation: the same measures are shown in every window. */
  readonly memento: vscode.Memento;
  readonly openOverview: (connection: string) => Promise<void>;
  /** Opens a report, with one of its measures in the large chart where that is said. */
  readonly openReport: (ref: ReportRef, options: { readonly measure?: string }) => Promise<void>;
  /** Fetches reports of a connection, by function name. */
  readonly collect: (connection: string, reports: readonly string[]) => Promise<unknown>;
  /** Asks for a format, and writes a table. */
  readonly exportTable: (title: string, source: Omit<ExportSource, 'rawChunks'>) => Promise<void>;
}
