import type { ReactiveControllerHost } from 'lit';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { ColumnFilter, QuickFilter, TableView } from '../../../src/shared/report.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { isSameFilter, replaceCountedFilter, viewWith } from './filters/filters.js';
import { otherFilters, quickFiltersOn, toggleQuickFilter } from './filters/quickFilters.js';

/** What shows the filters that are set. It loads when one is. */
const filterChips = () => import('./filters/filterChips.js');

/** The table whose rows are filtered. */
export interface SetFiltersHost extends Pick<ReactiveControllerHost, 'updateComplete'>, ParentNode {
  readonly summary: ReportSummary | undefined;
  readonly view: TableView;
  readonly columns: readonly ShownColumn[];
  readonly changeView: (view: TableView) => void;
  /** Puts the focus on the active cell. */
  focusActive(): void;
  /** Forgets what is typed in the filter box and not applied yet; absent where there is no box. */
  dropFilterText?(): void;
  /** What the text that rows are searched for is called among the filters; absent where a box has it. */
  readonly textLabel?: string;
}

/** The filters that are set: sets them, shows them, and takes them off. */
export class SetFilters {
  #chips: Awaited<ReturnType<typeof filterChips>> | undefined;

  constructor(private readonly table: SetFiltersHost) {}

  get #filters(): readonly ColumnFilter[] {
    return this.table.view.filters ?? [];
  }

  get #text(): string | undefined {
    return this.table.textLabel === undefined ? undefined : this.table.view.filter;
  }

  /** Whether filters are set whose script is still to come. */
  get needLoading(): boolean {
    return this.#chips === undefined && (this.#filters.length > 0 || this.#text !== undefined);
  }

  async load(): Promise<void> {
    this.#chips = await filterChips();
  }

  /** Draws the filters; at least one has to be set. */
  chips(format: Format): unknown {
    const { view, columns, textLabel = '' } = this.table;
    const text = this.#text;
    const quickOn = this.#quickOn();
    return this.#chips?.filterChips(quickOn, otherFilters(quickOn, view), columns, format, {
      ...(text === undefined ? {} : { text: { label: textLabel, text, remove: () => this.#removeText() } }),
      removeQuick: (quick) => this.#removeQuick(quick),
      remove: (one) => this.#remove(one),
      clear: () => this.clearAll(),
    });
  }

  /** Sets the filter of a column; `undefined` takes it away. */
  readonly set = (column: number, filter: ColumnFilter | undefined): void => {
    const { table } = this;
    const filters = replaceCountedFilter(table.view, column, filter, table.summary?.countedFilter);
    table.changeView(viewWith(table.view, { filters }));
  };

  clearAll(): void {
    const { table } = this;
    table.dropFilterText?.();
    table.changeView(viewWith(table.view, { filter: undefined, filters: undefined }));
    void this.#focusAfterUpdate(0);
  }

  /** The quick filters that have a chip; one that only orders the rows has none. */
  #quickOn(): readonly QuickFilter[] {
    const { summary, view } = this.table;
    return quickFiltersOn(summary?.quickFilters ?? [], view).filter(({ filters = [] }) => filters.length > 0);
  }

  #removeQuick(quick: QuickFilter): void {
    const { table } = this;
    const at = this.#quickOn().indexOf(quick);
    table.changeView(toggleQuickFilter(quick, table.view, table.summary?.quickFilters ?? []));
    void this.#focusAfterUpdate(at);
  }

  /** The focus goes to the next filter that can be taken off, or to the table after the last one. */
  #remove(filter: ColumnFilter): void {
    const { table } = this;
    const quickOn = this.#quickOn();
    const at = otherFilters(quickOn, table.view).findIndex((one) => isSameFilter(one, filter));
    table.changeView(viewWith(table.view, { filters: this.#filters.filter((one) => !isSameFilter(one, filter)) }));
    void this.#focusAfterUpdate(quickOn.length + at);
  }

  /** Its chip is the last one. */
  #removeText(): void {
    const { table } = this;
    table.changeView(viewWith(table.view, { filter: undefined }));
    void this.#focusAfterUpdate(this.#quickOn().length + this.#filters.length);
  }

  async #focusAfterUpdate(index: number): Promise<void> {
    const { table } = this;
    // The view comes back from the panel: one turn for it, one for this element.
    await Promise.resolve();
    await table.updateComplete;
    const chips = [...table.querySelectorAll<HTMLElement>('[data-testid=chip]')];
    const next = chips[Math.min(index, chips.length - 1)];
    if (next === undefined) {
      table.focusActive();
    } else {
      next.focus();
    }
  }
}
