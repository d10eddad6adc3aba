import { type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { isAmount } from '../../../src/shared/measures.js';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { TableTotals, TableView } from '../../../src/shared/report.js';
import { requestFailure } from '../base/components/requestFailure.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { RequestController } from '../base/host/requestController.js';
import { texts } from '../base/texts.js';
import type { GridStatus } from './grid/gridStatus.js';
import type { TableSource } from './tableSource.js';

/** The table that totals are shown of. */
export interface TotalsHost extends ReactiveControllerHost {
  readonly summary: ReportSummary | undefined;
  readonly view: TableView;
  /** Changes with each report that arrives. */
  readonly epoch: number;
  readonly status: GridStatus;
  readonly source: TableSource | undefined;
}

/** Requests what the rows of the view add up to, once for each report and filter. */
export class Totals implements ReactiveController {
  readonly #request: RequestController<TableTotals>;
  /** Which totals were requested last: the order of rows does not change them. */
  #key = '';

  constructor(private readonly table: TotalsHost) {
    this.#request = new RequestController<TableTotals>(table, () => table.source?.reopen?.() === true);
    table.addController(this);
  }

  /** Sums over the days of a series would count the same people and bytes again every day. */
  get areShown(): boolean {
    const { summary } = this.table;
    return summary?.kind === 'detail' && summary.columns.some(isAmount);
  }

  /** Absent until they are known. */
  get value(): TableTotals | undefined {
    return this.#request.value;
  }

  get failure(): TemplateResult | undefined {
    const { failure, retry } = this.#request;
    return failure === undefined ? undefined : requestFailure(formatText(texts.totalsFailed, failure), retry);
  }

  clear(): void {
    this.#request.clear();
  }

  hostUpdated(): void {
    const { view, epoch, status, source } = this.table;
    const key = JSON.stringify([epoch, view.filter ?? '', view.filters ?? []]);
    // Only once the rows are there: the host has then found out which they are, and need not do so twice.
    const hasRows = !status.stale && status.rowCount !== undefined;
    if (this.areShown && key !== this.#key && hasRows && source !== undefined) {
      this.#key = key;
      this.#request.start((signal) => source.getTotals(view, signal));
    }
  }
}
