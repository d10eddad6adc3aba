import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import { exportAll } from '../../core/export/exportAll.js';
import type { ExportFormat } from '../../core/export/formats.js';
import type { UsageReportsError } from '../../base/errors.js';
import { archivedCopyText } from '../../l10n/archivedCopyText.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { warningNotice } from '../../l10n/warningTexts.js';
import { ReportSeries } from '../../services/collect/reportSeries.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { withProgress } from '../common/progress.js';
import type { askOnceOnConflict } from './exportDialogs.js';
import type { IndexEntry, ReportOutcome } from './exportIndex.js';
import { exportSource, saveReport } from './saveReport.js';

export interface ExportReportsOptions {
  readonly catalog: Catalog;
  readonly service: ReportService;
  readonly format: ExportFormat;
  /** Reports without rows get no file. */
  readonly leaveOutEmpty: boolean;
  readonly decide: ReturnType<typeof askOnceOnConflict>;
}

export interface ExportedReports {
  /** In the order of the references. */
  readonly entries: readonly IndexEntry[];
  readonly cancelled: boolean;
  /** How many files hold an archived copy, because nothing newer could be fetched. */
  readonly archived: number;
  /** Why not all reports were requested; absent if they were. */
  readonly failure: UsageReportsError | undefined;
}

/** Exports many reports into a folder, each into the folder of its product. Shows the progress, and can be canceled. Never throws. */
export async function exportReports(
  refs: readonly ReportRef[],
  folder: vscode.Uri,
  { catalog, service, format, leaveOutEmpty, decide }: ExportReportsOptions,
): Promise<ExportedReports> {
  const series = new ReportSeries(service);
  let archived = 0;
  const exportOne = async (report: Report, signal: AbortSignal): Promise<ReportOutcome> => {
    if (leaveOutEmpty && report.table.rowCount === 0) {
      return { kind: 'leftOut', why: 'empty' };
    }
    // A report that was requested in JSON has no CSV as delivered: the normalized one is the next best.
    const source = exportSource(report);
    const fitting = format.available(source) ? format : format.fallback;
    const { product } = report.definition;
    const saved = await saveReport(report, fitting, vscode.Uri.joinPath(folder, product), decide, signal, source);
    const file = `${product}/${saved.target.path.split('/').at(-1) ?? ''}`;
    if (saved.outcome === 'skipped') {
      return { kind: 'skipped', file };
    }
    archived += report.notFetched === undefined ? 0 : 1;
    const { refreshDate, fetchedAt, table } = report;
    const warnings = warningsOf(report, catalog);
    return { kind: 'exported', file, rows: table.rowCount, refreshDate, fetchedAt, warnings };
  };
  const result = await withProgress(vscode.l10n.t('Exporting usage reports'), (signal, progress) =>
    exportAll(
      refs,
      (ref, { signal: stop }) =>
        series.use(ref, { signal: stop, interactive: true }, (report) => exportOne(report, stop)),
      {
        signal,
        onProgress: ({ done, total, item }) =>
          progress.report({
            increment: 100 / total,
            message: vscode.l10n.t('{0} of {1}: {2}', numberLabel(done), numberLabel(total), titleOf(item, catalog)),
          }),
      },
    ),
  );
  const outcomes = new Map<ReportRef, ReportOutcome>([
    ...result.done.map(({ item, result: outcome }) => [item, outcome] as const),
    ...result.failed.map(({ item, error }) => [item, { kind: 'failed', error } as const] as const),
  ]);
  const entries = refs.map((ref) => ({
    definition: service.check(ref).definition,
    outcome: outcomes.get(ref) ?? { kind: 'notDone' as const },
  }));
  return { entries, cancelled: result.cancelled, archived, failure: series.failure };
}

/** With the product, because several have a report of the same title. */
export function titleOf({ report }: ReportRef, catalog: Catalog): string {
  const definition = catalog.findArchived(report);
  return definition === undefined ? report : fullTitle(definition, catalog);
}

/** What the report's panel would say of its content. */
export function warningsOf({ definition, table, fetchedAt, notFetched }: Report, catalog: Catalog): string[] {
  const labelOf = columnLabels(definition);
  const retired = catalog.product(definition.product)?.retired;
  return [
    ...(notFetched === undefined ? [] : [archivedCopyText({ fetchedAt }, notFetched)]),
    ...table.warnings.map((warning) => warningNotice(warning, retired, labelOf).text),
  ];
}
