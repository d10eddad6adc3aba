import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { ColumnFilter, TableView } from '../../../src/shared/report.js';
import type { ShownColumn } from '../base/format/byteScale.js';
import type { Format } from '../base/format/format.js';
import type { FilterTarget } from './filters/filterDraft.js';
import { countedIn } from './filters/filters.js';
import { distributionByColumn, type HeadSummary } from './grid/headSummary.js';
import type { TableSource } from './tableSource.js';

/** The table whose columns have filters. */
export interface ColumnFilterHost extends Pick<ReactiveControllerHost, 'requestUpdate'> {
  readonly summary: ReportSummary | undefined;
  readonly view: TableView;
  readonly columns: readonly ShownColumn[];
  /** What the headers draw of their columns. */
  readonly summaries: readonly (HeadSummary | undefined)[] | undefined;
  readonly source: TableSource | undefined;
}

/** The small window below the header of a column with what it can be filtered by. */
export class ColumnFilterMenu {
  #target: FilterTarget | undefined;

  constructor(
    private readonly table: ColumnFilterHost,
    private readonly set: (column: number, filter: ColumnFilter | undefined) => void,
  ) {}

  /** The column whose window is open. */
  get column(): number | undefined {
    return this.#target?.index;
  }

  readonly open = (index: number, anchor: HTMLElement): void => {
    const { summary, columns, view } = this.table;
    const column = columns[index];
    if (summary?.partial === true || column === undefined) {
      return;
    }
    const filter = view.filters?.find((one) => one.column === index);
    const counted = countedIn(view, index, summary?.countedFilter);
    this.#change({ index, column, anchor, filter, counted });
    // Nobody filters at first sight. The menu opens when its script is there.
    void import('./filters/filterMenu.js');
  };

  readonly close = (): void => this.#change(undefined);

  view(format: Format): TemplateResult {
    const target = this.#target;
    const { summary, summaries, source } = this.table;
    const chart =
      target === undefined ? undefined : distributionByColumn(summary?.charts ?? []).get(target.column.name);
    return html`<report-filter-menu
      .target=${target}
      .blank=${chart?.blank}
      .facts=${target === undefined ? '' : (summaries?.[target.index]?.description ?? '')}
      .format=${format}
      .source=${source}
      .apply=${(filter: ColumnFilter | undefined) => target !== undefined && this.set(target.index, filter)}
      .closed=${this.close}
    ></report-filter-menu>`;
  }

  #change(target: FilterTarget | undefined): void {
    this.#target = target;
    this.table.requestUpdate();
  }
}
