import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ColumnLayout } from './grid/columnLayout.js';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { ColumnFilter, TableView } from '../../../src/shared/report.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import type { FilterTarget } from './filters/filterDraft.js';
import { countedIn, replaceFilter, viewWith } from './filters/filters.js';
import type { ReasonFilters } from './filters/reasonFilters.js';
import { distributionByColumn } from './grid/distributions.js';
import type { DrawnSummary } from './grid/drawnSummary.js';
import type { GridAction, TablePlace } from '../../../src/shared/tableActions.js';
import type { TableSource } from './tableSource.js';

/** What else can be done with a column. It loads with the window. */
const columnActions = () => import('./columns/columnActions.js');

/** The table whose columns have filters. */
export interface ColumnFilterHost extends Pick<ReactiveControllerHost, 'requestUpdate'>, ParentNode {
  readonly summary: ReportSummary | undefined;
  readonly view: TableView;
  readonly columns: readonly ShownColumn[];
  /** What the headers draw of their columns. */
  readonly summaries: readonly (DrawnSummary | undefined)[] | undefined;
  readonly source: TableSource | undefined;
  readonly arrangement: { readonly layout: ColumnLayout };
  readonly changeView: (view: TableView) => void;
  readonly setFilter: (column: number, filter: ColumnFilter | undefined) => void;
  /** Groups the rows; absent where the page has no groups. */
  readonly groupBy: ((column?: number) => void) | undefined;
  /** Does what the context menu of a header does. */
  act(action: GridAction, place: TablePlace): void;
  moveColumn(column: number, by: 1 | -1): void;
}

/** The small window below the header of a column with what can be done with it, and what it can be filtered by. */
export class ColumnFilterMenu {
  #target: FilterTarget | undefined;
  #actions: Awaited<ReturnType<typeof columnActions>> | undefined;

  constructor(private readonly table: ColumnFilterHost) {}

  /** The column whose window is open. */
  get column(): number | undefined {
    return this.#target?.index;
  }

  readonly open = (index: number, anchor: HTMLElement): void => void this.#open(index, anchor);

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
      .actions=${target === undefined ? undefined : this.#columnActions(target.index)}
      .format=${format}
      .source=${source}
      .apply=${(filter: ColumnFilter | undefined) => target !== undefined && this.table.setFilter(target.index, filter)}
      .applyReason=${(filters: ReasonFilters | undefined) => target !== undefined && this.#setReason(target, filters)}
      .closed=${this.close}
    ></report-filter-menu>`;
  }

  /** Both filters at once: the view of the table is another only after an update. */
  #setReason({ index, column: { blanksAt } }: FilterTarget, filters: ReasonFilters | undefined): void {
    const { view, changeView } = this.table;
    if (blanksAt !== undefined) {
      const withBlank = viewWith(view, { filters: replaceFilter(view, index, filters?.blank) });
      changeView(viewWith(withBlank, { filters: replaceFilter(withBlank, blanksAt, filters?.states) }));
    }
  }

  /** Nobody filters at first sight: the window opens when its scripts are there. */
  async #open(index: number, anchor: HTMLElement): Promise<void> {
    [this.#actions] = await Promise.all([columnActions(), import('./filters/filterMenu.js')]);
    const { summary, columns, view } = this.table;
    const column = columns[index];
    if (summary?.partial !== true && column !== undefined && anchor.isConnected) {
      const filter = view.filters?.find((one) => one.column === index);
      const statesFilter = view.filters?.find((one) => one.column === column.blanksAt);
      const counted = countedIn(view, index, summary?.countedFilter);
      this.#change({ index, column, anchor, filter, statesFilter, counted });
    }
  }

  #columnActions(column: number): TemplateResult | undefined {
    const { table } = this;
    const { groupBy } = table;
    // The focus is in the header first: from there it goes where the action leads.
    const closed = (run: () => void) => {
      table.querySelector('report-filter-menu')?.close();
      run();
    };
    return this.#actions?.columnActions(column, table.arrangement.layout, {
      act: (action) => closed(() => table.act(action, { column })),
      move: (by) => closed(() => table.moveColumn(column, by)),
      groupBy: groupBy && (() => closed(() => groupBy(column))),
    });
  }

  #change(target: FilterTarget | undefined): void {
    this.#target = target;
    this.table.requestUpdate();
  }
}
