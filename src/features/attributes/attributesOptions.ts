import type * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';

export interface AttributesFeatureOptions {
  readonly commands: CommandRegistry;
  readonly errors: ErrorDisplay;
  readonly connections: Connections;
  readonly service: ReportService;
  /** The extension's own. */
  readonly storage: vscode.Uri;
  /** Reads what is open again. */
  readonly reloadReports: () => Promise<void>;
  readonly openReport: (ref: ReportRef) => Promise<unknown>;
}
