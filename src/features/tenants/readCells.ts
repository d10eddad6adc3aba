import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type Connection, isAvailable } from '../../services/auth/connections/connection.js';
import type { ReportState } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { isCancelled, UsageReportsError } from '../../base/errors.js';
import type { RequestProblem, TenantCell, TenantMeasure } from '../../shared/pages/tenants.js';
import type { Chart } from '../../shared/report.js';
import { measureNamed } from '../../core/highlights/dailyMeasures.js';
import { newestFailure } from '../common/newestFailure.js';

type Failure = Extract<ReportState, { kind: 'failed' }>;

export interface CellSource {
  readonly service: Pick<ReportService, 'state'> & { readonly history: Pick<ReportService['history'], 'read'> };
  readonly catalog: Catalog;
  /** The texts for a failed request, or an archive that can't be read. */
  readonly problemOf: (error: UsageReportsError) => RequestProblem;
}

/**
 * What the archive has of some measures of a tenant, one cell each. Each report is read once, and one that can't be read leaves the others
 * as they are. Sends no request.
 *
 * @throws the signal's `AbortError`
 */
export async function readCells(
  connection: Connection,
  measures: readonly TenantMeasure[],
  source: CellSource,
  signal: AbortSignal,
): Promise<TenantCell[]> {
  const byReport = new Map<string, (column: string) => TenantCell>();
  for (const { report } of measures) {
    const definition = byReport.has(report) ? undefined : source.catalog.find(report);
    if (definition !== undefined) {
      byReport.set(report, await readReport(connection, definition, source, signal));
      signal.throwIfAborted();
    }
  }
  return measures.map(
    ({ report, column }) => byReport.get(report)?.(column) ?? { kind: 'missing', why: 'notAvailable' },
  );
}

async function readReport(
  connection: Connection,
  definition: ReportDefinition,
  source: CellSource,
  signal: AbortSignal,
): Promise<(column: string) => TenantCell> {
  const { service, problemOf } = source;
  try {
    const history = await service.history.read({ connection: connection.id, report: definition.name }, signal);
    const failure = await newestFailure(connection.id, definition, service);
    const cells = cellsOf(history?.charts(), failure, problemOf);
    // What was archived earlier, or by another connection, is shown in any case.
    return history === undefined && !isAvailable(definition, connection)
      ? () => ({ kind: 'missing', why: 'notAvailable' })
      : cells;
  } catch (error) {
    if (isCancelled(error) || !(error instanceof UsageReportsError)) {
      throw error;
    }
    const problem = problemOf(error);
    return () => ({ kind: 'missing', why: 'unreadable', problem });
  }
}

/** @param charts `undefined` where nothing is archived */
function cellsOf(
  charts: readonly Chart[] | undefined,
  failure: Failure | undefined,
  problemOf: CellSource['problemOf'],
): (column: string) => TenantCell {
  const problem = failure === undefined ? {} : { problem: problemOf(failure.error) };
  return (column) => {
    const measure = charts && measureNamed(column, charts);
    if (measure !== undefined) {
      return { kind: 'value', measure, ...problem };
    }
    const why =
      charts !== undefined
        ? 'noValues'
        : failure === undefined
          ? 'notFetched'
          : failure.error.reason === 'forbidden'
            ? 'denied'
            : 'failed';
    return { kind: 'missing', why, ...problem };
  };
}
