import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { refOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { OpenReport } from '../common/openReport.js';
import { pickReport } from '../common/pickReport.js';
import { pickFormat } from './exportDialogs.js';
import { exportFolder } from './exportFolder.js';
import { exportPeriod, pickPeriod, refsOf } from './exportPeriod.js';
import { exportTitle, type ReportExporter } from './reportExporter.js';

export interface ExportOptions {
  readonly commands: CommandRegistry;
  readonly exporter: ReportExporter;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  readonly now: () => Date;
  /** The report of the panel that has the focus. */
  readonly activeReport: () => ReportRef | undefined;
  readonly openReport: (ref: ReportRef) => OpenReport | undefined;
}

/** The commands that export reports: one, or all of a period. */
export function registerExport(options: ExportOptions): void {
  const { commands, exporter, catalog, connections, now, activeReport, openReport } = options;
  commands.register(
    'exportReport',
    async (argument) => {
      const ref =
        refOfTarget(argument, connections.active.id) ??
        activeReport() ??
        (await pickReport(catalog(), connections.active, exportTitle(), now()));
      return ref === undefined ? undefined : exporter.exportReport(ref, openReport(ref), argument);
    },
    { rethrow: (argument) => argument?.uri !== undefined },
  );
  commands.register('exportPeriod', (argument) => exportAllOfPeriod(argument, options));
}

function refOfTarget(argument: CommandArgument<'exportReport'> | undefined, active: string): ReportRef | undefined {
  return argument?.report === undefined ? undefined : refOf({ ...argument, report: argument.report }, active);
}

async function exportAllOfPeriod(
  asked: { readonly period?: string } | undefined,
  { catalog, connections, service }: ExportOptions,
): Promise<void> {
  const title = vscode.l10n.t('Export All Reports for a Period');
  const chosen = asked ?? (await pickPeriod(catalog(), connections.active, title));
  if (chosen === undefined) {
    return;
  }
  const format = await pickFormat(title, () => true);
  const folder = format === undefined ? undefined : await exportFolder();
  if (format === undefined || folder === undefined) {
    return;
  }
  await exportPeriod(refsOf(catalog(), connections.active, chosen), folder, format, { service, catalog: catalog() });
}
