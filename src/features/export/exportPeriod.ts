import * as vscode from 'vscode';
import { type Connection, isAvailable } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { dayOf } from '../../base/dates.js';
import { type Catalog, isRetired } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { exportFolderName } from '../../core/export/exportFileName.js';
import type { ExportFormat } from '../../core/export/formats.js';
import { saveFile } from '../../core/export/saveFile.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { parameterLabel, periodLabel } from '../../l10n/periodTexts.js';
import { plural } from '../../l10n/plurals.js';
import { showPick } from '../common/quickInput.js';
import { askOnceOnConflict, pickFormat } from './exportDialogs.js';
import { exportFolder } from './exportFolder.js';
import { exportIndex, type IndexEntry } from './exportIndex.js';
import { exportReports } from './exportReports.js';
import { type LeaveOut, pickLeaveOut } from './leaveOut.js';
import { notifyReportsExported } from './notifyReportsExported.js';
import { exportFiles } from './workspaceFiles.js';

export interface ExportPeriodOptions {
  readonly catalog: () => Catalog;
  readonly connections: Pick<Connections, 'active'>;
  readonly service: ReportService;
  /** Remembers what an export leaves out. */
  readonly memento: vscode.Memento;
  readonly now: () => Date;
}

/** In the folder of the export. */
const INDEX_FILE = 'index.md';

/**
 * Exports all reports of the active connection for a period.
 * @param asked a period, or the current state; without it, the person is asked
 */
export async function exportPeriod(
  asked: { readonly period?: string } | undefined,
  options: ExportPeriodOptions,
): Promise<void> {
  const { connections, memento } = options;
  const catalog = options.catalog();
  const title = vscode.l10n.t('Export All Reports for a Period');
  const { active } = connections;
  const chosen = asked ?? (await pickPeriod(catalog, active, title));
  const format = chosen === undefined ? undefined : await pickFormat(title, () => true);
  if (chosen === undefined || format === undefined) {
    return;
  }
  const refs = refsOf(catalog, active, chosen);
  const leaveOut = await pickLeaveOut(title, refs.filter((ref) => isRetiredRef(ref, catalog)).length, memento);
  const folder = leaveOut === undefined ? undefined : await exportFolder();
  if (leaveOut !== undefined && folder !== undefined) {
    await exportTo(folder, refs, { tenant: active, format, leaveOut, period: chosen.period }, options);
  }
}

/** Asks for a period, of those that the cloud publishes some report for, or the current state. */
async function pickPeriod(
  catalog: Catalog,
  connection: Connection,
  title: string,
): Promise<{ period?: string } | undefined> {
  const periods = [...new Set(availableReports(catalog, connection).flatMap((report) => report.periods))];
  const items: (vscode.QuickPickItem & { choice: { period?: string } })[] = periods
    .sort((left, right) => rank(left) - rank(right))
    .map((period) => ({
      label: periodLabel(period),
      description: reportCountLabel(refsOf(catalog, connection, { period }).length),
      choice: { period },
    }));
  items.push({
    label: vscode.l10n.t('Current state'),
    description: reportCountLabel(refsOf(catalog, connection, {}).length),
    choice: {},
  });
  const picked = await showPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which period do you want to export?'),
  });
  return picked?.choice;
}

/** Every report that is available to the connection and has the period; without a period, every report on the current state. */
function refsOf(catalog: Catalog, connection: Connection, { period }: { period?: string }): ReportRef[] {
  return availableReports(catalog, connection)
    .filter(({ periods }) =>
      period === undefined ? periods.length === 0 : periods.some((candidate) => candidate === period),
    )
    .map(({ name }) => ({ connection: connection.id, report: name, ...(period === undefined ? {} : { period }) }));
}

function availableReports(catalog: Catalog, connection: Connection): ReportDefinition[] {
  return catalog.reports.filter((report) => isAvailable(report, connection));
}

interface PeriodExport {
  /** Whose reports they are: another one may be active by now. */
  readonly tenant: Connections['active'];
  readonly format: ExportFormat;
  readonly leaveOut: LeaveOut;
  readonly period: string | undefined;
}

/** Exports reports into a new folder below `parent`, with an index, and says at the end what was exported and what failed. */
async function exportTo(
  parent: vscode.Uri,
  refs: readonly ReportRef[],
  { tenant, format, leaveOut, period }: PeriodExport,
  { catalog, service, now }: ExportPeriodOptions,
): Promise<void> {
  const folder = vscode.Uri.joinPath(parent, exportFolderName(dayOf(now()), period, tenant.fileLabel));
  const files = exportFiles({ personal: false });
  // Where there can be no folder, no report is requested for nothing.
  await files.createDirectory(folder);
  const decide = askOnceOnConflict();
  const isLeftOut = (ref: ReportRef) => leaveOut.retired && isRetiredRef(ref, catalog());
  const exported = await exportReports(
    refs.filter((ref) => !isLeftOut(ref)),
    folder,
    { catalog: catalog(), service, format, leaveOutEmpty: leaveOut.empty, decide },
  );
  const entries = [
    ...exported.entries,
    ...refs.filter(isLeftOut).map((ref): IndexEntry => ({
      definition: service.check(ref).definition,
      outcome: { kind: 'leftOut', why: 'retired' },
    })),
  ];
  const facts = { tenant: tenant.name, period: parameterLabel({ period }) };
  const index = await saveFile(
    files,
    folder,
    INDEX_FILE,
    [new TextEncoder().encode(exportIndex(entries, facts, catalog()))],
    // An index of other reports or another format is still true, and small.
    { onConflict: () => Promise.resolve('keepBoth') },
  );
  await notifyReportsExported({ ...exported, entries }, folder, index.target);
}

function isRetiredRef({ report }: ReportRef, catalog: Catalog): boolean {
  const definition = catalog.find(report);
  return definition !== undefined && isRetired(definition, catalog);
}

function reportCountLabel(count: number): string {
  return plural(count, { one: vscode.l10n.t('{0} report'), other: vscode.l10n.t('{0} reports') });
}

/** Periods from short to long, `ALL` last. */
function rank(period: string): number {
  return period === 'ALL' ? Number.POSITIVE_INFINITY : Number(period.slice(1));
}
