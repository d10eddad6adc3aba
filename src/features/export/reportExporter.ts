import * as vscode from 'vscode';
import { exportFileName } from '../../core/export/exportFileName.js';
import type { ExportFacts, ExportSource } from '../../core/export/formats.js';
import { type SaveResult, saveFile } from '../../core/export/saveFile.js';
import { queryOfView } from '../../services/reports/queryOfView.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportRef } from '../../shared/report.js';
import { groupedBy } from '../../shared/query/groupColumnNames.js';
import { hiddenGroups } from '../../shared/query/provenance.js';
import { applyView, type UnfitPart } from '../../shared/views/applyView.js';
import type { OpenedView } from '../../shared/views/savedView.js';
import { aboutSheet } from '../../l10n/aboutTexts.js';
import { archivedCopyText } from '../../l10n/archivedCopyText.js';
import { minimumGroupSize, neutralizeFormulas } from '../../settings.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import type { FileToSave } from '../common/fileToSave.js';
import type { OpenReport } from '../common/openReport.js';
import { withProgress } from '../common/progress.js';
import { exportFolder } from './exportFolder.js';
import { askAboutConflict, notifyExported, pickFormat, pickRows } from './exportDialogs.js';
import {
  aboutReport,
  exportSource,
  exportSourceOfGroups,
  exportSourceOfView,
  saveReport,
  saveReportTo,
} from './saveReport.js';
import { exportFiles } from './workspaceFiles.js';

/** Where a program exports to; without both, the person is asked. */
export interface ExportTarget {
  readonly format?: string;
  readonly uri?: vscode.Uri;
}

/** Tables that are put together from several reports. */
export interface MadeTables {
  /** What the tab of a table has; `undefined` where there is none. */
  readonly find: (ref: ReportRef) => OpenReport | undefined;
  /** Puts a table together; `undefined` where a tab says why there is none, and what helps. The caller disposes of it. */
  readonly make: (ref: ReportRef, signal: AbortSignal) => Promise<Report | undefined>;
}

/** Exports what a person or a program asks for. What fails is thrown. */
export class ReportExporter {
  readonly #service: Pick<ReportService, 'check' | 'open'>;
  readonly #errors: Pick<ErrorDisplay, 'attempt'>;

  constructor(service: Pick<ReportService, 'check' | 'open'>, errors: Pick<ErrorDisplay, 'attempt'>) {
    this.#service = service;
    this.#errors = errors;
  }

  /**
   * Exports a report.
   * @param open the panel that has it open: a large report read a second time would take seconds, and its memory twice
   * @returns the file; `undefined` if the user canceled
   */
  async exportReport(
    asked: ReportRef,
    open: OpenReport | undefined,
    target: ExportTarget = {},
  ): Promise<vscode.Uri | undefined> {
    const { ref, definition } = this.#service.check(asked);
    const forProgram = target.uri !== undefined;
    const borrowed = forProgram ? undefined : open?.borrow();
    if (open !== undefined && borrowed !== undefined) {
      return this.#exportBorrowed(borrowed, open, target);
    }
    const report = await withProgress(vscode.l10n.t('Opening {0}', definition.title), (signal) =>
      // An archived copy must not get into a program's file without anybody seeing it.
      this.#service.open(ref, { signal, interactive: true, orArchived: !forProgram }),
    );
    try {
      return await this.#exportOpened(report, target);
    } finally {
      report.table.dispose();
    }
  }

  /** Exports what a file's editor shows; nothing while it is being read. */
  async exportOpened(open: OpenReport, target: ExportTarget = {}): Promise<vscode.Uri | undefined> {
    const borrowed = open.borrow();
    return borrowed && this.#exportBorrowed(borrowed, open, target);
  }

  /** Exports a table that is put together from several reports: as its tab has it, or without opening it in a tab. */
  async exportMade(ref: ReportRef, { find, make }: MadeTables): Promise<void> {
    const open = find(ref);
    const borrowed = open?.borrow();
    if (open !== undefined && borrowed !== undefined) {
      return void (await this.#exportBorrowed(borrowed, open, {}));
    }
    const report = await withProgress(vscode.l10n.t('Reading archived reports'), (signal) => make(ref, signal));
    try {
      await (report && this.#exportOpened(report, {}));
    } finally {
      report?.table.dispose();
    }
  }

  /** Exports the rows and columns of a saved view, without opening its report in a tab. */
  async exportView({ ref: asked, placed }: OpenedView): Promise<vscode.Uri | undefined> {
    const { ref, definition } = this.#service.check(asked);
    const report = await withProgress(vscode.l10n.t('Opening {0}', definition.title), (signal) =>
      this.#service.open(ref, { signal, interactive: true, orArchived: true }),
    );
    try {
      const { query, unfit } = queryOfView(report, placed.view, minimumGroupSize());
      const table = await report.table.query(query, { definition });
      try {
        const facts = {
          ...exportSource(report).facts,
          ...{ asShown: true, view: placed.view.name, groupedBy: groupedBy(query) },
          hiddenGroups: hiddenGroups(table.provenance),
        };
        const caveat = unfitText(unfit, definition);
        const { view } = applyView(placed.view, report.table.columns);
        const about = aboutReport(facts, report, { view, notes: caveat === undefined ? [] : [caveat] });
        return await this.#exportOpened(report, {}, { facts, table, about }, caveat);
      } finally {
        table.dispose();
      }
    } finally {
      report.table.dispose();
    }
  }

  /** Writes a report for a program; see {@link saveReportTo}. */
  saveReportTo(report: Report, format: string, target: vscode.Uri, signal: AbortSignal): Promise<vscode.Uri> {
    return saveReportTo(report, format, target, signal);
  }

  /** Asks for a format, and exports a table that is no report as delivered. */
  async exportTable(title: string, source: Omit<ExportSource, 'rawChunks'>): Promise<void> {
    const format = await pickFormat(title, (candidate) => candidate.available({}));
    const folder = format === undefined ? undefined : await exportFolder();
    if (format === undefined || folder === undefined) {
      return;
    }
    const described = { about: aboutSheet(source.facts), ...source };
    const chunks = format.write(described, { neutralizeFormulas: neutralizeFormulas(folder) });
    const name = exportFileName(source.facts, format);
    const { outcome, target } = await saveFile(exportFiles(source.facts), folder, name, chunks, {
      onConflict: askAboutConflict,
    });
    await notifyExported(outcome, target);
  }

  /** Saves a file that is made here, where exports go, and says nothing of it. @returns `undefined` when the person picked no folder */
  async saveFile({
    name,
    chunks,
    personal,
    signal,
    onConflict = askAboutConflict,
  }: FileToSave): Promise<SaveResult<vscode.Uri> | undefined> {
    const folder = await exportFolder();
    return folder && saveFile(exportFiles({ personal }), folder, name, chunks, { onConflict, signal });
  }

  /** Saves a file beside the exported reports. */
  async exportFile(name: string, content: Uint8Array, facts: ExportFacts): Promise<void> {
    const folder = await exportFolder();
    if (folder !== undefined) {
      const { outcome, target } = await saveFile(exportFiles(facts), folder, name, [content], {
        onConflict: askAboutConflict,
      });
      this.#notify(outcome, target);
    }
  }

  async #exportBorrowed(
    borrowed: NonNullable<ReturnType<OpenReport['borrow']>>,
    { shown, borrowGroups }: OpenReport,
    target: ExportTarget,
  ): Promise<vscode.Uri | undefined> {
    const groups = borrowGroups();
    try {
      const rows = shown === undefined ? 'all' : await pickRows(exportTitle(), shown, groups);
      if (rows === undefined) {
        return undefined;
      }
      if (rows === 'groups' && groups !== undefined) {
        return await this.#exportOpened(groups.report, target, exportSourceOfGroups(groups));
      }
      return rows === 'shown' && shown !== undefined
        ? await this.#exportOpened(shown.report, target, exportSourceOfView(shown))
        : await this.#exportOpened(borrowed.report, target);
    } finally {
      groups?.dispose();
      borrowed.dispose();
    }
  }

  async #exportOpened(
    report: Report,
    { format: formatId, uri }: ExportTarget,
    source = exportSource(report),
    caveat?: string,
  ): Promise<vscode.Uri | undefined> {
    if (formatId !== undefined && uri !== undefined) {
      return saveReportTo(report, formatId, uri, new AbortController().signal);
    }
    const format = await pickFormat(exportTitle(), (candidate) => candidate.available(source));
    const folder = format === undefined ? undefined : await exportFolder();
    if (format === undefined || folder === undefined) {
      return undefined;
    }
    const { outcome, target } = await withProgress(vscode.l10n.t('Exporting {0}', report.definition.title), (signal) =>
      saveReport(report, format, folder, askAboutConflict, signal, source),
    );
    const archived = report.notFetched === undefined ? undefined : archivedCopyText(report, report.notFetched);
    const caveats = [caveat, archived].filter((text) => text !== undefined);
    this.#notify(outcome, target, caveats.length === 0 ? undefined : caveats.join(' '));
    return outcome === 'skipped' ? undefined : target;
  }

  /** Nobody waits for the buttons of the notification. */
  #notify(...notified: Parameters<typeof notifyExported>): void {
    void this.#errors.attempt(() => notifyExported(...notified));
  }
}

/** What of a view is not in its export. */
function unfitText(unfit: readonly UnfitPart[], definition: ReportDefinition): string | undefined {
  const labelOf = columnLabels(definition);
  const names = unfit.map(({ column }) => labelOf(column)).join(', ');
  return unfit.length === 0
    ? undefined
    : vscode.l10n.t("The report doesn't have these columns of the view, or not of this type: {0}.", names);
}

function exportTitle(): string {
  return vscode.l10n.t('Export Report');
}
