import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { TableView } from '../../../src/shared/report.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import type { ColumnLayout } from './grid/columnLayout.js';
import type { ReportGrid } from './grid/grid.js';
import type { GridStatus } from './grid/gridStatus.js';
import type { TableSource } from './tableSource.js';

/** The table whose rows are opened. */
export interface RowDetailsHost extends Pick<ReactiveControllerHost, 'requestUpdate'>, ParentNode {
  readonly summary: ReportSummary | undefined;
  readonly view: TableView;
  readonly status: GridStatus;
  readonly columns: readonly ShownColumn[];
  readonly arrangement: { readonly layout: ColumnLayout };
  readonly source: TableSource | undefined;
  /** Puts the focus on the active cell. */
  focusActive(): void;
}

/** The card with all values of a row. It loads when it is needed, and the table goes along with it. */
export class RowDetails {
  #row: number | undefined;

  constructor(private readonly table: RowDetailsHost) {}

  /** The row that is shown; absent while none is. */
  get row(): number | undefined {
    return this.#row;
  }

  readonly open = (row: number): void => {
    this.#change(row);
    this.table.querySelector<ReportGrid>('report-grid')?.showRow(row);
    void import('./card/rowCard.js');
  };

  /** Another row is at its place. */
  drop(): void {
    this.#change(undefined);
  }

  view(format: Format): TemplateResult {
    const { table } = this;
    return html`<report-row-card
      .row=${this.#row}
      .rowCount=${table.status.rowCount ?? 0}
      .view=${table.view}
      .columns=${table.columns}
      .layout=${table.arrangement.layout}
      .userColumns=${table.summary?.userColumns ?? []}
      .format=${format}
      .source=${table.source}
      .go=${this.open}
      .closed=${this.#closed}
    ></report-row-card>`;
  }

  readonly #closed = (isLeft: boolean): void => {
    this.#change(undefined);
    if (!isLeft) {
      this.table.focusActive();
    }
  };

  #change(row: number | undefined): void {
    this.#row = row;
    this.table.requestUpdate();
  }
}
