import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { connectionOf, refOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { OpenReport } from '../common/openReport.js';
import type { Favorites } from '../common/favorites.js';
import type { ReportPicker } from '../common/reportPicker.js';
import type { MadeTables, ReportExporter } from './reportExporter.js';

export interface ExportFeatureOptions {
  readonly commands: CommandRegistry;
  readonly exporter: () => Promise<ReportExporter>;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  readonly picker: () => Promise<ReportPicker>;
  readonly memento: vscode.Memento;
  readonly favorites: Pick<Favorites, 'all'>;
  readonly now: () => Date;
  /** The report of the panel that has the focus. */
  readonly activeReport: () => ReportRef | undefined;
  readonly openReport: (ref: ReportRef) => OpenReport | undefined;
  /** What the file's editor, or the table of several reports, that has the focus shows. */
  readonly activeTable: () => OpenReport | undefined;
  readonly tables: MadeTables;
}

/** The commands that export reports: one, all of a period, or those of a product or the favorites. */
export function registerExport(options: ExportFeatureOptions): void {
  const { commands, exporter, connections, picker, activeReport, openReport, activeTable, tables } = options;
  commands.register(
    'exportReport',
    async (argument) => {
      const open = argument?.report === undefined ? activeTable() : undefined;
      if (open !== undefined) {
        return (await exporter()).exportOpened(open, argument);
      }
      const ref =
        refOfTarget(argument, connections.active.id) ??
        activeReport() ??
        (await (await picker()).pick(vscode.l10n.t('Export Report')));
      return ref === undefined ? undefined : (await exporter()).exportReport(ref, openReport(ref), argument);
    },
    { rethrow: (argument) => argument?.uri !== undefined },
  );
  commands.register('exportTable', async (argument) => {
    if (argument !== undefined) {
      const { id: connection } = connectionOf(argument, connections) ?? connections.active;
      await (await exporter()).exportMade({ connection, report: argument.kind }, tables);
    }
  });
  commands.register('exportReports', async (argument) =>
    argument === undefined ? undefined : (await import('./exportPeriod.js')).exportReportsOf(argument, options),
  );
  commands.register('exportPeriod', async (argument) =>
    (await import('./exportPeriod.js')).exportPeriod(argument, options),
  );
}

function refOfTarget(argument: CommandArgument<'exportReport'> | undefined, active: string): ReportRef | undefined {
  return argument?.report === undefined ? undefined : refOf({ ...argument, report: argument.report }, active);
}
