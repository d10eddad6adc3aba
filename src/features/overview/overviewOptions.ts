import type * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';

export interface OverviewOptions {
  readonly extensionUri: vscode.Uri;
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly errors: Pick<ErrorDisplay, 'show'>;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  readonly openReport: (ref: ReportRef) => Promise<void>;
  /** Fetches all daily reports of a connection. */
  readonly collect: (connection: string) => Promise<unknown>;
  /** Brings the list of all reports to the front. */
  readonly showReports: () => Promise<void>;
}
