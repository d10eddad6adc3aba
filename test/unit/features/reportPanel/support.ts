import { UsageReportsError } from '../../../../src/base/errors.js';
import type { OpenOptions } from '../../../../src/services/reports/openOptions.js';
import type { Report } from '../../../../src/services/reports/report.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';

export const REF: ReportRef = { connection: 'northlight', report: 'getTeamsUserActivityUserDetail', period: 'D7' };

/** A table that answers as little as a session needs. */
export interface FakeTable extends TableHandle {
  readonly isDisposed: boolean;
}

export function tableOf(more: Partial<TableHandle> = {}): FakeTable {
  let isDisposed = false;
  const table: Partial<TableHandle> = {
    columns: [],
    rowCount: 1,
    warnings: [],
    charts: () => Promise.resolve([]),
    quickFilters: () => Promise.resolve([]),
    columnFacts: () => Promise.resolve([]),
    rows: () => Promise.resolve({ viewRowCount: 1, rows: [['ada']] }),
    dispose: () => void (isDisposed = true),
    ...more,
  };
  return Object.defineProperty(table, 'isDisposed', { get: () => isDisposed }) as FakeTable;
}

export function reportOf(ref: ReportRef, table: TableHandle, more: Partial<Report> = {}): Report {
  const definition = catalog.find(ref.report)!;
  return { ref, definition, table, source: 'network', refreshDate: '2026-11-18', ...more } as Report;
}

/** A service whose openings end when the test says so. */
export class FakeService {
  readonly openings: {
    readonly ref: ReportRef;
    readonly options: OpenOptions;
    succeed(report: Report): void;
    fail(error: unknown): void;
  }[] = [];
  archived: Report | undefined;
  readonly history = { loadContext: () => Promise.resolve(undefined) };

  open(ref: ReportRef, options: OpenOptions): Promise<Report> {
    return new Promise((succeed, fail) => {
      options.signal.addEventListener('abort', () => fail(options.signal.reason as Error));
      this.openings.push({ ref, options, succeed, fail });
    });
  }

  openArchived(): Promise<Report | undefined> {
    return Promise.resolve(this.archived);
  }

  check(ref: ReportRef) {
    if (ref.period === 'D5') {
      throw new UsageReportsError('invalidRequest', 'No such period.');
    }
    return { ref, definition: catalog.find(ref.report)!, connection: undefined as never };
  }

  get last() {
    return this.openings.at(-1)!;
  }
}
