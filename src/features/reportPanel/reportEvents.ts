import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { daysOf } from '../../core/catalog/period.js';
import { isReportMetadata } from '../../core/table/store/columnNames.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { durationLabel } from '../../l10n/durationTexts.js';
import { noticeAction, noticeFor } from '../../l10n/errorTexts.js';
import { parameterLabel } from '../../l10n/periodTexts.js';
import type { OpenStep } from '../../services/reports/openOptions.js';
import type { PartialReport } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ReportEvent, ReportOutline, ReportSummary } from '../../shared/pages/report.js';
import { idOf } from '../../shared/refIds.js';
import { type ColumnFacts, isWholeTable, type ReportRef } from '../../shared/report.js';
import type { TablePage } from '../common/tablePage.js';
import type { DrawnReport } from './drawnReport.js';
import type { ReportSession, SessionStatus } from './reportSession.js';
import { choicesOf, historyChoice, outlineOf, partialSummaryOf, summaryOf } from './summary.js';

export interface ReportEventsOptions {
  readonly service: Pick<ReportService, 'check'>;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  /** What a report is called before it is known; absent if that is by its title. */
  readonly title?: (ref: ReportRef) => string;
  /** What a feature says of the table that it has put together; absent for a report. */
  readonly table?: {
    readonly describe: (report: PartialReport) => Partial<ReportSummary>;
    /** `undefined` for errors that are not the feature's own. */
    readonly notice: (error: unknown) => Notice | undefined;
    /** See `TablePage.overTime`. */
    readonly overTime?: TablePage['overTime'];
  };
}

/** What a session shows, as the page is told: in the user's language. */
export class ReportEvents {
  readonly #options: ReportEventsOptions;

  constructor(options: ReportEventsOptions) {
    this.#options = options;
  }

  /** `Microsoft Teams: Team activity, daily (Last 7 days)`. */
  title(ref: ReportRef): string {
    if (this.#options.title !== undefined) {
      return this.#options.title(ref);
    }
    const catalog = this.#options.catalog();
    const definition = catalog.findArchived(ref.report);
    const report = definition === undefined ? ref.report : fullTitle(definition, catalog);
    return `${report} (${parameterLabel(ref)})`;
  }

  /** The report on screen; `undefined` where none is. */
  report({ part, whole, view, transientFilter }: ReportSession): ReportEvent | undefined {
    const catalog = this.#options.catalog();
    const now = this.#options.now();
    if (part !== undefined) {
      const summary: ReportSummary = {
        ...partialSummaryOf(part.report, part.charts, catalog, now),
        // Their places only: how many rows of the part they leave says nothing.
        quickFilters: part.quickFilters.map((quick) => ({ ...quick, rowCount: undefined })),
        columnFacts: factsOfPart(part),
        ...this.#options.table?.describe(part.report),
      };
      return { type: 'report', summary, view: {}, firstRows: part.firstRows };
    }
    if (whole === undefined) {
      return undefined;
    }
    return {
      type: 'report',
      summary: {
        ...summaryOf(whole.report, whole.charts, catalog, now),
        quickFilters: whole.quickFilters,
        columnFacts: whole.columnFacts,
        ...this.#options.table?.describe(whole.report),
      },
      view,
      firstRows: isWholeTable(view) ? whole.firstRows : undefined,
      transientFilter,
    };
  }

  /** What the archive knows beyond the report on screen; `undefined` where it knows nothing more, or a part is on screen. */
  historyContext({ part, whole }: ReportSession): ReportEvent | undefined {
    if (part !== undefined || whole?.historyContext === undefined) {
      return undefined;
    }
    const { report, historyContext } = whole;
    const { archivedDays, charts } = historyContext;
    const more = archivedDays > maxPeriodDays(report.definition) ? [historyChoice(archivedDays)] : [];
    const choices = [...choicesOf(report.definition, this.#options.now()), ...more];
    return { type: 'historyContext', ref: report.ref, charts, choices };
  }

  /** What is under way, or how the last attempt ended; `undefined` where there is nothing to say. */
  status({ status, ref }: ReportSession): ReportEvent | undefined {
    switch (status.kind) {
      case 'idle':
        return undefined;
      case 'loading':
        return {
          type: 'loading',
          ref: status.ref,
          title: this.title(status.ref),
          ...stepTexts(status.step),
          outline: this.#outline(status.ref),
        };
      case 'failed':
      case 'cancelled': {
        const words = this.#options.table?.notice(status.error) ?? noticeOf(status);
        const notice =
          idOf(ref) === idOf(status.ref) ? words : { ...words, text: `${parameterLabel(status.ref)}: ${words.text}` };
        return {
          type: status.kind,
          ref: status.ref,
          title: this.title(status.ref),
          notice,
          keepsData: status.keepsData,
          tableLost: status.tableLost,
        };
      }
    }
  }

  /** What is known of the report before it is here; nothing where it will be refused. */
  #outline(ref: ReportRef): ReportOutline | undefined {
    try {
      return outlineOf(this.#options.service.check(ref), this.#options.catalog(), this.#options.now());
    } catch {
      return undefined;
    }
  }
}

/** What the first rows have in common says nothing of all rows, unless it is about the report. */
function factsOfPart({ report, columnFacts }: DrawnReport<PartialReport>): readonly ColumnFacts[] {
  return columnFacts.map(({ constant, ...facts }, index) =>
    isReportMetadata(report.table.columns[index]?.name ?? '') ? { ...facts, constant } : facts,
  );
}

function noticeOf({ kind, error }: Extract<SessionStatus, { error: unknown }>): Notice {
  return kind === 'cancelled'
    ? { severity: 'info', text: vscode.l10n.t('Loading was canceled.'), actions: [noticeAction('retry')] }
    : noticeFor(error);
}

function maxPeriodDays({ periods }: ReportDefinition): number {
  return Math.max(0, ...periods.map(daysOf));
}

interface StepTexts {
  readonly step: string;
  readonly receivedBytes?: number;
  readonly totalBytes?: number;
}

function stepTexts(step: OpenStep | undefined): StepTexts {
  switch (step?.step) {
    case undefined:
      return { step: vscode.l10n.t('Opening…') };
    case 'requesting':
      return { step: vscode.l10n.t('Requesting from Microsoft Graph…') };
    case 'waiting':
      return { step: vscode.l10n.t('Microsoft Graph asks to wait {0}…', durationLabel(step.seconds)) };
    case 'merging':
      return {
        step: vscode.l10n.t('Reading the archive: file {0} of {1}…', numberLabel(step.read), numberLabel(step.total)),
      };
    case 'receiving':
      return {
        step: vscode.l10n.t('Receiving…'),
        receivedBytes: step.receivedBytes,
        totalBytes: step.totalBytes,
      };
    case 'reading':
      return { step: vscode.l10n.t('Reading…'), receivedBytes: step.receivedBytes, totalBytes: step.totalBytes };
  }
}
