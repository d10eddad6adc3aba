import type * as vscode from 'vscode';
import type { OpenedReport, QueryAnswer, UsageReportsApi } from './api.js';
import type { Connections } from '../services/auth/connections/connections.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { parseReportArgument } from '../commandArguments.js';
import { refOf } from '../features/common/arguments.js';
import { abortControllerFor } from '../features/common/progress.js';
import type { ViewList } from '../features/common/viewList.js';
import type { Report } from '../services/reports/report.js';
import type { ReportService } from '../services/reports/reportService.js';
import type { QueryHandle } from '../services/tables/tableHandle.js';
import { askReport } from '../services/reports/askReport.js';
import { UsageReportsError } from '../base/errors.js';
import { errorTextsFor } from '../l10n/errorTexts.js';
import { refusedFormatText, warningText } from '../l10n/warningTexts.js';
import { parseQuery } from '../shared/query/querySchema.js';
import type { ReportRef } from '../shared/report.js';
import { answerView } from './answerView.js';

export interface PublicApiOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  readonly views: Pick<ViewList, 'load'>;
  /** Rows of the smallest group that is shown. */
  readonly minimumGroupSize: () => number;
  /** Writes a report for a program; see {@link UsageReportsApi.exportReport}. */
  readonly saveReportTo: (
    report: Report,
    format: string,
    target: vscode.Uri,
    signal: AbortSignal,
  ) => Promise<vscode.Uri>;
}

/** What the public API does, over the report service. Other extensions are outside: what they pass is checked here. */
export function apiMethods({
  catalog,
  connections,
  service,
  views,
  minimumGroupSize,
  saveReportTo,
}: PublicApiOptions): Omit<UsageReportsApi, 'apiVersion'> {
  const refIn = (request: unknown): ReportRef => {
    const named = parseReportArgument(request);
    if (named === undefined) {
      throw new UsageReportsError('invalidRequest', 'A request is an object with at least the name of a report.', {
        argument: 'report',
      });
    }
    return refOf(named, connections.active.id);
  };
  return {
    listReports: () =>
      Promise.resolve(
        catalog().reports.map(({ name, title, product, kind, versions, periods, acceptsDate }) => ({
          name,
          title,
          product: catalog().product(product)?.title ?? product,
          // The name that version 1 of the API has for it.
          kind: kind === 'current-state' ? 'snapshot' : kind,
          versions,
          periods,
          acceptsDate,
        })),
      ),

    getReport: async (request, token) => {
      const { signal } = abortControllerFor(token);
      return openedReport(await service.open(refIn(request), { signal, fresh: request.fresh === true }));
    },

    exportReport: async (request) => {
      const { signal } = new AbortController();
      return service.use(refIn(request), { signal, orArchived: false }, (report) =>
        saveReportTo(report, request.format, request.uri, signal),
      );
    },

    query: async (query, token) => {
      const { signal } = abortControllerFor(token);
      return queryAnswer(await askReport(service, parseQuery(query), { connection: connections.active.id, signal }));
    },

    listViews: async () =>
      (await views.load()).all.map(({ place, view }) => ({
        name: view.name,
        report: view.report,
        place,
        definition: structuredClone(view),
      })),

    queryView: async (request, token) => {
      const { signal } = abortControllerFor(token);
      const { all } = await views.load();
      const known = { views: all, minimumGroupSize: minimumGroupSize() };
      const { table, notApplied } = await answerView(service, refIn(request), request, known, signal);
      return { ...queryAnswer(table), notApplied };
    },
  };
}

function queryAnswer(table: QueryHandle): QueryAnswer {
  return {
    columns: table.columns.map(({ name, type, unit }) => ({ name, type, ...(unit === undefined ? {} : { unit }) })),
    rowCount: table.rowCount,
    rows: async (start, end) => (await table.rows({}, Math.max(0, start), Math.max(0, end))).rows,
    provenance: table.provenance,
    dispose: () => table.dispose(),
  };
}

function openedReport({ ref, source, notFetched, refreshDate, fetchedAt, table, refusedFormat }: Report): OpenedReport {
  return {
    ...ref,
    // A file that a person opens is no report of the service.
    source: source === 'file' ? 'archive' : source,
    ...(notFetched === undefined
      ? {}
      : { notFetched: { reason: notFetched.reason, message: errorTextsFor(notFetched).text } }),
    refreshDate,
    fetchedAt,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    rowCount: table.rowCount,
    rows: async (start, end) => (await table.rows({}, Math.max(0, start), Math.max(0, end))).rows,
    warnings: [
      ...(refusedFormat === undefined ? [] : [refusedFormatText(refusedFormat)]),
      ...table.warnings.map((warning) => warningText(warning)),
    ],
    dispose: () => table.dispose(),
  };
}
