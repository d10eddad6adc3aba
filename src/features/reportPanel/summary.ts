import * as vscode from 'vscode';
import { MS_PER_DAY } from '../../base/dates.js';
import { type Catalog, isBetaOnly, isOnlyFromFiles } from '../../core/catalog/catalog.js';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { selectableDates } from '../../core/catalog/period.js';
import type { FileFacts, PartialReport, Report } from '../../services/reports/report.js';
import type { CheckedRef } from '../../services/reports/checkRef.js';
import type { Notice } from '../../shared/pages/common.js';
import type { PeriodChoice, ReportOutline, ReportSummary } from '../../shared/pages/report.js';
import type { ColumnInfo, Chart } from '../../shared/report.js';
import { keyColumnsOf } from '../../core/table/store/keyColumns.js';
import { userColumnIndexes } from '../../core/catalog/userColumns.js';
import { shortLabel } from '../../core/table/charts/labels.js';
import { noticeFor } from '../../l10n/errorTexts.js';
import { dayLabel, periodLabel } from '../../l10n/periodTexts.js';
import { refusedFormatText, warningNotice } from '../../l10n/warningTexts.js';
import { fileNotices } from '../../l10n/fileNotices.js';
import { expectedCharts } from './expectedCharts.js';
import { numberLabel } from '../../l10n/numberTexts.js';

/** What is known of a report before it has arrived. */
export function outlineOf(checked: CheckedRef, catalog: Catalog, now: Date): ReportOutline {
  return { ...reportIdentity(checked, catalog, now), expects: expectedCharts(checked.definition) };
}

/** Everything the panel shows of a report except its rows. */
export function summaryOf(report: Report, charts: readonly Chart[], catalog: Catalog, now: Date): ReportSummary {
  const { definition, table, refreshDate } = report;
  return {
    ...reportIdentity(report, catalog, now),
    source: report.source,
    ...(report.file === undefined ? {} : ofFile(report.file)),
    ...(report.addedFrom === undefined ? {} : { addedFrom: report.addedFrom }),
    refreshDate,
    refreshAgeDays: refreshDate === null ? null : ageInDays(refreshDate, now),
    nextData: report.nextData ?? null,
    fetchedAt: report.fetchedAt,
    columns: shortNames(table.columns),
    keyColumns: keyColumnsOf(definition, table.columns),
    userColumns: userColumnIndexes(definition, table.columns),
    rowCount: table.rowCount,
    ...(table.countedRows === table.rowCount ? {} : { countedRows: table.countedRows }),
    ...(table.countedFilter === undefined ? {} : { countedFilter: table.countedFilter }),
    charts,
    ...(definition.cards === undefined ? {} : { cards: definition.cards }),
    ...(definition.rowsAre === undefined ? {} : { rowsAre: definition.rowsAre }),
    notices: noticesOf(report, catalog.product(definition.product)?.retired),
    ...(report.history === undefined
      ? {}
      : {
          history: report.history.facts,
          choices: [...choicesOf(definition, now), historyChoice(report.history.facts.archivedDays)],
        }),
  };
}

/** A file has no other period and no endpoint. */
function ofFile({ name }: FileFacts): Pick<ReportSummary, 'file' | 'badges' | 'choices'> {
  return { file: { name }, badges: [], choices: [] };
}

/** What cannot be requested has no name for requests. */
function nameOf(definition: ReportDefinition): string {
  return isOnlyFromFiles(definition) ? (definition.adminCenter ?? '') : definition.name;
}

/** Names as the charts have them, so that a chart finds its column. */
function shortNames(columns: readonly ColumnInfo[]): readonly ColumnInfo[] {
  return columns.map((column) => ({ ...column, name: shortLabel(column.name) }));
}

function reportIdentity(
  { ref, definition, connection }: Pick<PartialReport, 'ref' | 'definition' | 'connection'>,
  catalog: Catalog,
  now: Date,
): Omit<ReportOutline, 'expects'> {
  const product = catalog.product(definition.product);
  return {
    ref,
    name: nameOf(definition),
    title: definition.title,
    description: definition.description,
    product: product?.title ?? definition.product,
    kind: definition.kind,
    badges: badgesOf(definition, product?.retired),
    connection: { id: connection.id, name: connection.name, isSample: connection.kind === 'sample' },
    choices: choicesOf(definition, now),
    ...(isOnlyFromFiles(definition) ? { onlyFromFiles: true as const } : {}),
  };
}

function badgesOf(definition: ReportDefinition, retired: string | undefined): string[] {
  return [
    ...(isBetaOnly(definition) ? [vscode.l10n.t('Beta only')] : []),
    ...(retired === undefined ? [] : [vscode.l10n.t('Retired service')]),
  ];
}

export function choicesOf({ periods, acceptsDate }: ReportDefinition, now: Date): PeriodChoice[] {
  return [
    ...periods.map((period) => ({ label: periodLabel(period), period })),
    ...(acceptsDate ? selectableDates(now).map((date) => ({ label: dayLabel(date), date })) : []),
  ];
}

/** The choice of the period switch that shows all archived days. */
export function historyChoice(archivedDays: number): PeriodChoice {
  return {
    label: vscode.l10n.t('All archived days ({0})', numberLabel(archivedDays)),
    history: true,
  };
}

function noticesOf(report: Report, retired: string | undefined): Notice[] {
  const { definition, table, storageError, refusedFormat, file } = report;
  const labelOf = columnLabels(definition);
  if (file !== undefined) {
    return fileNotices(file, definition, table.warnings, labelOf);
  }
  const notices = table.warnings.map((warning) => warningNotice(warning, retired, labelOf));
  if (refusedFormat !== undefined) {
    notices.unshift({ severity: 'warning', text: refusedFormatText(refusedFormat), actions: [] });
  }
  if (storageError !== undefined) {
    const { text, detail, actions } = noticeFor(storageError);
    notices.unshift({
      severity: 'warning',
      text: vscode.l10n.t("This report couldn't be archived. {0}", text),
      ...(detail === undefined ? {} : { detail }),
      actions: actions.filter(({ id }) => id === 'showLog' || id === 'openArchiveSettings'),
    });
  }
  return notices;
}

/** The same for the first rows of a report, without what is only known of all rows. */
export function partialSummaryOf(
  part: PartialReport,
  charts: readonly Chart[],
  catalog: Catalog,
  now: Date,
): ReportSummary {
  return { ...summaryOf(part, charts, catalog, now), notices: [], partial: true };
}

/** Whole days between a day and today, both in UTC; never negative. */
function ageInDays(day: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(`${day}T00:00:00Z`)) / MS_PER_DAY));
}
