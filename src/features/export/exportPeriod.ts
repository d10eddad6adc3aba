import * as vscode from 'vscode';
import { type Connection, isAvailable } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { exportAll, type ExportAllResult } from '../../core/export/exportAll.js';
import type { ExportFormat } from '../../core/export/formats.js';
import type { SaveResult } from '../../core/export/saveFile.js';
import { ReportSeries } from '../../services/collect/reportSeries.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { parameterLabel, periodLabel } from '../../l10n/periodTexts.js';
import { failureText } from '../common/failureText.js';
import { withProgress } from '../common/progress.js';
import { askOnceOnConflict, pickFormat } from './exportDialogs.js';
import { exportFolder } from './exportFolder.js';
import { exportSource, saveReport } from './saveReport.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { showInformation, showWarning } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';
import { plural } from '../../l10n/plurals.js';

export interface ExportPeriodOptions {
  readonly catalog: () => Catalog;
  readonly connections: Pick<Connections, 'active'>;
  readonly service: ReportService;
}

/**
 * Exports all reports of the active connection for a period.
 * @param asked a period, or the current state; without it, the person is asked
 */
export async function exportPeriod(
  asked: { readonly period?: string } | undefined,
  { catalog, connections, service }: ExportPeriodOptions,
): Promise<void> {
  const title = vscode.l10n.t('Export All Reports for a Period');
  const { active } = connections;
  const chosen = asked ?? (await pickPeriod(catalog(), active, title));
  const format = chosen === undefined ? undefined : await pickFormat(title, () => true);
  const folder = format === undefined ? undefined : await exportFolder();
  if (chosen !== undefined && format !== undefined && folder !== undefined) {
    await exportAllTo(folder, refsOf(catalog(), active, chosen), format, { service, catalog: catalog() });
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

/** Exports many reports into a folder. Shows the progress, can be canceled, and says at the end what failed. */
async function exportAllTo(
  folder: vscode.Uri,
  refs: readonly ReportRef[],
  format: ExportFormat,
  { service, catalog }: { service: ReportService; catalog: Catalog },
): Promise<void> {
  const decide = askOnceOnConflict();
  const series = new ReportSeries(service);
  let archived = 0;
  const result = await withProgress(vscode.l10n.t('Exporting usage reports'), (signal, progress) =>
    exportAll(
      refs,
      (ref, { signal: stop }) =>
        series.use(ref, { signal: stop, interactive: true }, async (report) => {
          // A report that was requested in JSON has no CSV as delivered: the normalized one is the next best.
          const fitting = format.available(exportSource(report)) ? format : format.fallback;
          archived += report.notFetched === undefined ? 0 : 1;
          return (await saveReport(report, fitting, folder, decide, stop)).outcome;
        }),
      {
        signal,
        onProgress: ({ done, total, item }) =>
          progress.report({
            increment: 100 / total,
            message: vscode.l10n.t(
              '{0} of {1}: {2}',
              numberLabel(done),
              numberLabel(total),
              catalog.find(item.report)?.title ?? item.report,
            ),
          }),
      },
    ),
  );
  await notifyExported(result, { archived, failure: series.failure }, folder, catalog);
}

type Result = ExportAllResult<ReportRef, SaveResult<vscode.Uri>['outcome']>;

interface NotFetched {
  /** How many files hold an archived copy, because nothing newer could be fetched. */
  readonly archived: number;
  /** Why not all reports were requested; absent if they were. */
  readonly failure: unknown;
}

async function notifyExported(
  result: Result,
  { archived, failure }: NotFetched,
  folder: vscode.Uri,
  catalog: Catalog,
): Promise<void> {
  const place = vscode.workspace.asRelativePath(folder);
  const skipped = result.done.filter((one) => one.result === 'skipped').map(({ item }) => item);
  const written = result.done.length - skipped.length;
  const total = result.done.length + result.failed.length + result.notDone.length;
  const text = [
    result.cancelled ? vscode.l10n.t('Export stopped.') : undefined,
    exportedText({ written, total, failed: result.failed.length, skipped: skipped.length }, place),
    archivedText(archived),
    failure === undefined ? undefined : errorTextsFor(failure).text,
  ].filter((part) => part !== undefined);
  const showFolder = vscode.l10n.t('Show Folder');
  const showList = vscode.l10n.t('Show Failed Reports');
  const buttons = result.failed.length + skipped.length > 0 ? [showList, showFolder] : [showFolder];
  const show = result.failed.length + archived > 0 ? showWarning : showInformation;
  const chosen = await show(text.join(' '), ...buttons);
  if (chosen === showFolder) {
    await vscode.commands.executeCommand('revealInExplorer', folder);
  } else if (chosen === showList) {
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: failureList(result, skipped, catalog),
    });
    await vscode.window.showTextDocument(document);
  }
}

interface ExportCounts {
  readonly written: number;
  readonly total: number;
  readonly failed: number;
  readonly skipped: number;
}

function exportedText({ written, total, failed, skipped }: ExportCounts, place: string): string {
  if (written < total) {
    return plural(
      total,
      {
        one: vscode.l10n.t('Exported {1} of {0} report to {2}: {3} failed, {4} skipped.'),
        other: vscode.l10n.t('Exported {1} of {0} reports to {2}: {3} failed, {4} skipped.'),
      },
      numberLabel(written),
      place,
      numberLabel(failed),
      numberLabel(skipped),
    );
  }
  return plural(
    written,
    {
      one: vscode.l10n.t('Exported {0} report to {1}.'),
      other: vscode.l10n.t('Exported {0} reports to {1}.'),
    },
    place,
  );
}

/** @param count how many files hold an archived copy */
function archivedText(count: number): string | undefined {
  if (count === 0) {
    return undefined;
  }
  return plural(count, {
    one: vscode.l10n.t("{0} of them is an archived copy because newer data couldn't be fetched."),
    other: vscode.l10n.t("{0} of them are archived copies because newer data couldn't be fetched."),
  });
}

/** What failed and why, as a document. */
function failureList({ failed }: Result, skipped: readonly ReportRef[], catalog: Catalog): string {
  const name = (ref: ReportRef) =>
    `${catalog.find(ref.report)?.title ?? ref.report} (\`${ref.report}\`, ${parameterLabel(ref)})`;
  return [
    `# ${vscode.l10n.t("Reports that weren't exported")}`,
    ...failed.map(({ item, error }) => `## ${name(item)}\n\n${failureText(error)}`),
    ...skipped.map(
      (ref) => `## ${name(ref)}\n\n${vscode.l10n.t('Skipped: a different file with this name already exists.')}`,
    ),
    '',
  ].join('\n\n');
}

function reportCountLabel(count: number): string {
  return plural(count, { one: vscode.l10n.t('{0} report'), other: vscode.l10n.t('{0} reports') });
}

/** Periods from short to long, `ALL` last. */
function rank(period: string): number {
  return period === 'ALL' ? Number.POSITIVE_INFINITY : Number(period.slice(1));
}
