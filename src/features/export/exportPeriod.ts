import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import { type Connection, isAvailable } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { dayOf } from '../../base/dates.js';
import { type Catalog, isRetired } from '../../core/catalog/catalog.js';
import type { Period, ReportDefinition } from '../../core/catalog/definition.js';
import { isOfPeriod, periodsToOffer } from '../../core/catalog/period.js';
import { exportFolderName } from '../../core/export/exportFileName.js';
import { saveFile } from '../../core/export/saveFile.js';
import { reportsOf } from '../../services/collect/collectSet.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { parameterLabel, periodLabel } from '../../l10n/periodTexts.js';
import { plural } from '../../l10n/plurals.js';
import type { Favorites } from '../common/favorites.js';
import { showPick } from '../common/quickInput.js';
import { askOnceOnConflict, type FormatOfReports, pickFormatOfReports } from './exportDialogs.js';
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

export interface ExportReportsOfOptions extends ExportPeriodOptions {
  readonly favorites: Pick<Favorites, 'all'>;
}

/** Without a period: the current state. */
interface ExportedPeriod {
  readonly period?: string;
}

/** In the folder of the export. */
const INDEX_FILE = 'index.md';

/** Exports all reports of the active connection for a period; without one that is asked for, the person is asked. */
export async function exportPeriod(asked: ExportedPeriod | undefined, options: ExportPeriodOptions): Promise<void> {
  const wanted = availableReports(options.catalog(), options.connections.active);
  await exportOf(wanted, asked, vscode.l10n.t('Export All Reports for a Period'), options);
}

/** Exports all reports, those of a product, or the favorites, for a period; asks for it where the item of the tree has none. */
export async function exportReportsOf(
  { set, within }: CommandArgument<'exportReports'>,
  options: ExportReportsOfOptions,
): Promise<void> {
  const catalog = options.catalog();
  const { active } = options.connections;
  const of = set.kind === 'favorites' ? { kind: 'reports' as const, reports: options.favorites.all } : set;
  const wanted = reportsOf(of, catalog).filter((report) => isAvailable(report, active));
  await exportOf(wanted, within, vscode.l10n.t('Export Reports'), options);
}

async function exportOf(
  reports: readonly ReportDefinition[],
  asked: ExportedPeriod | undefined,
  title: string,
  options: ExportPeriodOptions,
): Promise<void> {
  const { connections, memento } = options;
  const catalog = options.catalog();
  const { active } = connections;
  const chosen = asked ?? (await pickPeriod(reports, catalog, title));
  const format = chosen === undefined ? undefined : await pickFormatOfReports(title);
  if (chosen === undefined || format === undefined) {
    return;
  }
  const refs = refsOf(reports, active, chosen);
  const leaveOut = await pickLeaveOut(title, refs.filter((ref) => isRetiredRef(ref, catalog)).length, memento);
  const folder = leaveOut === undefined ? undefined : await exportFolder();
  if (leaveOut !== undefined && folder !== undefined) {
    await exportTo(folder, refs, { tenant: active, format, leaveOut, period: chosen.period }, options);
  }
}

/**
 * Asks for a period, of those that some of the reports have, or the current state: in the order of the sidebar. Asks nothing where there is
 * one answer only.
 */
async function pickPeriod(
  reports: readonly ReportDefinition[],
  catalog: Catalog,
  title: string,
): Promise<ExportedPeriod | undefined> {
  const { common, others } = periodsToOffer(reports, catalog.reports);
  const itemOf = (label: string, choice: ExportedPeriod) => {
    const count = reports.filter((report) => isOfPeriod(report, choice.period)).length;
    return { label, description: reportCountLabel(count), choice, count };
  };
  const itemOfPeriod = (period: Period) => itemOf(periodLabel(period), { period });
  const items = [
    ...common.map(itemOfPeriod),
    itemOf(vscode.l10n.t('Current state'), {}),
    ...others.map(itemOfPeriod),
  ].filter(({ count }) => count > 0);
  const [only] = items;
  const picked =
    items.length === 1
      ? only
      : await showPick(items, { title, placeHolder: vscode.l10n.t('Which period do you want to export?') });
  return picked?.choice;
}

/** Every one of the reports that has the period; without a period, every one on the current state. */
function refsOf(reports: readonly ReportDefinition[], { id }: Connection, { period }: ExportedPeriod): ReportRef[] {
  return reports
    .filter((report) => isOfPeriod(report, period))
    .map(({ name }) => ({ connection: id, report: name, ...(period === undefined ? {} : { period }) }));
}

function availableReports(catalog: Catalog, connection: Connection): ReportDefinition[] {
  return catalog.reports.filter((report) => isAvailable(report, connection));
}

interface PeriodExport {
  /** Whose reports they are: another one may be active by now. */
  readonly tenant: Connections['active'];
  readonly format: FormatOfReports;
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
  const wanted = refs.filter((ref) => !isLeftOut(ref));
  const exporting = { catalog: catalog(), service, leaveOutEmpty: leaveOut.empty, decide };
  const exported =
    format === 'workbook'
      ? await (
          await import('./exportWorkbook.js')
        ).exportWorkbook(wanted, folder, `${folder.path.split('/').at(-1) ?? ''}.xlsx`, exporting)
      : await exportReports(wanted, folder, { ...exporting, format });
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
