import * as vscode from 'vscode';
import { isCancelled } from '../../base/errors.js';
import type { AboutSheet } from '../../core/export/aboutSheet.js';
import { sheetTitle } from '../../core/catalog/catalog.js';
import { saveFile } from '../../core/export/saveFile.js';
import type { WorkbookTable } from '../../core/export/xlsx/severalTables.js';
import { aboutName, aboutSheetOf, type ListedSheet, sheetList, unitFacts } from '../../l10n/aboutTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { ReportSeries } from '../../services/collect/reportSeries.js';
import { factsOf, type Report } from '../../services/reports/report.js';
import { gzip } from '../../services/tables/gzip.js';
import type { ReportRef } from '../../shared/report.js';
import { withProgress } from '../common/progress.js';
import type { ReportOutcome } from './exportIndex.js';
import { type ExportedReports, type ExportReportsOptions, titleOf, warningsOf } from './exportReports.js';
import { exportFiles } from './workspaceFiles.js';

/**
 * Exports many reports as the sheets of one workbook. Shows the progress, and can be canceled, which leaves no file. A report that cannot be
 * opened does not keep the others from being exported.
 * @throws UsageReportsError `exportFailed`
 */
export async function exportWorkbook(
  refs: readonly ReportRef[],
  folder: vscode.Uri,
  name: string,
  options: Omit<ExportReportsOptions, 'format'>,
): Promise<ExportedReports> {
  const { catalog, service, decide } = options;
  const { writeTables } = await import('../../core/export/xlsx/severalTables.js');
  const series = new ReportSeries(service);
  const sheets = new WorkbookReports(refs, series, name, options);
  const definitions = refs.map((ref) => service.check(ref).definition);
  let cancelled = false;
  try {
    await withProgress(vscode.l10n.t('Exporting usage reports'), async (signal, progress) => {
      const onNext = (ref: ReportRef, index: number) =>
        progress.report({
          increment: 100 / refs.length,
          message: vscode.l10n.t(
            '{0} of {1}: {2}',
            numberLabel(index + 1),
            numberLabel(refs.length),
            titleOf(ref, catalog),
          ),
        });
      const chunks = writeTables(
        sheets.tables(signal, onNext),
        { name: aboutName(), make: () => sheets.about() },
        gzip,
      );
      const files = exportFiles({ personal: definitions.some(({ kind }) => kind === 'detail') });
      const { outcome, target } = await saveFile(files, folder, name, chunks, { onConflict: decide, signal });
      sheets.placed(outcome === 'skipped', target.path.split('/').at(-1) ?? name);
    });
  } catch (error) {
    if (!isCancelled(error)) {
      throw error;
    }
    cancelled = true;
  }
  const entries = definitions.map((definition, index) => ({
    definition,
    outcome: (cancelled ? undefined : sheets.outcomeOf(refs[index])) ?? { kind: 'notDone' as const },
  }));
  return { entries, cancelled, archived: cancelled ? 0 : sheets.archived, failure: series.failure };
}

/** The reports of a workbook, opened one after the other, and what is said of them. */
class WorkbookReports {
  /** How many are archived copies, because nothing newer could be fetched. */
  archived = 0;
  readonly #outcomes = new Map<ReportRef, ReportOutcome>();
  readonly #sheets: ListedSheet[] = [];

  constructor(
    private readonly refs: readonly ReportRef[],
    private readonly series: ReportSeries,
    private readonly file: string,
    private readonly options: Omit<ExportReportsOptions, 'format'>,
  ) {}

  async *tables(signal: AbortSignal, onNext: (ref: ReportRef, index: number) => void): AsyncGenerator<WorkbookTable> {
    for (const [index, ref] of this.refs.entries()) {
      onNext(ref, index);
      let borrowed;
      try {
        borrowed = await borrow(this.series, ref, signal);
      } catch (error) {
        if (isCancelled(error)) {
          throw error;
        }
        this.#outcomes.set(ref, { kind: 'failed', error });
        continue;
      }
      try {
        yield* this.#tableOf(ref, borrowed.report);
      } finally {
        borrowed.giveBack();
      }
    }
  }

  /** What the first sheet says, once all reports are written. */
  about(): AboutSheet {
    const missing = this.refs
      .filter((ref) => this.#outcomes.get(ref)?.kind === 'failed')
      .map((ref) => titleOf(ref, this.options.catalog));
    const tenant = this.#sheets[0]?.facts.connectionName;
    return aboutSheetOf(
      [
        ...(tenant === undefined ? [] : [{ label: vscode.l10n.t('Tenant'), value: tenant }]),
        ...(missing.length === 0 ? [] : [{ label: vscode.l10n.t('Not exported'), value: missing.join('\n') }]),
        ...unitFacts(this.#sheets.flatMap(({ columns }) => columns)),
      ],
      sheetList(this.#sheets),
    );
  }

  /**
   * @param isSkipped whether a different file was kept in place of the workbook
   * @param file the name of the workbook, or of the one that was kept
   */
  placed(isSkipped: boolean, file: string): void {
    for (const [ref, outcome] of this.#outcomes) {
      if (outcome.kind === 'exported') {
        this.#outcomes.set(ref, isSkipped ? { kind: 'skipped', file } : { ...outcome, file });
      }
    }
  }

  outcomeOf(ref: ReportRef | undefined): ReportOutcome | undefined {
    return ref && this.#outcomes.get(ref);
  }

  *#tableOf(ref: ReportRef, report: Report): Generator<WorkbookTable> {
    const { table, refreshDate, fetchedAt } = report;
    if (this.options.leaveOutEmpty && table.rowCount === 0) {
      this.#outcomes.set(ref, { kind: 'leftOut', why: 'empty' });
      return;
    }
    const facts = factsOf(report);
    const warnings = warningsOf(report, this.options.catalog);
    const { columns, rowCount } = table;
    let first: string | undefined;
    yield {
      title: sheetTitle(report.definition, this.options.catalog),
      columnCount: columns.length,
      rowCount,
      sheet: (rows) => table.write({ writer: 'xlsxSheet', facts, ...(rows === undefined ? {} : { rows }) }),
      onNamed: (name, rows) => {
        first ??= name;
        this.#sheets.push({ name, facts, rowCount: rows, columns, notes: warnings });
      },
    };
    this.archived += report.notFetched === undefined ? 0 : 1;
    this.#outcomes.set(ref, {
      ...{ kind: 'exported', file: this.file, rows: rowCount, refreshDate, fetchedAt, warnings },
      ...(first === undefined ? {} : { sheet: first }),
    });
  }
}

/** Opens a report until it is given back. @throws as {@link ReportSeries.use} */
function borrow(
  series: ReportSeries,
  ref: ReportRef,
  signal: AbortSignal,
): Promise<{ readonly report: Report; readonly giveBack: () => void }> {
  return new Promise((resolve, reject) => {
    const use = (report: Report) => new Promise<void>((giveBack) => resolve({ report, giveBack }));
    series.use(ref, { signal, interactive: true }, use).catch(reject);
  });
}
