import { isDeepStrictEqual } from 'node:util';
import { shortLabel } from '../../core/table/charts/labels.js';
import { type ColumnChoices, usualColumnChoices } from '../../shared/pages/columnChoices.js';
import type { Grouping } from '../../shared/pages/grouping.js';
import type { TableView } from '../../shared/report.js';
import { type AppliedView, applyView, type UnfitPart, viewContent } from '../../shared/views/applyView.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import type { ShownContent } from '../common/viewedPanel.js';
import { withNames } from './groupQuery.js';
import type { ReportSession } from './reportSession.js';

/** The saved view that a panel shows. */
export interface ShownViewState {
  readonly placed: PlacedView;
  /** The table shows something else by now. */
  readonly isChanged: boolean;
  /** What the table has no place for. */
  readonly unfit: readonly UnfitPart[];
}

type ViewedSession = Pick<ReportSession, 'whole' | 'view' | 'transientFilter' | 'showView'>;

/** How the report is usually shown. */
export interface UsualView {
  readonly choices: ColumnChoices | undefined;
  readonly grouping: Grouping | undefined;
}

/** Which saved view a panel shows, if it shows one, and what its table shows, as a view of its own. */
export class ShownView {
  readonly #session: ViewedSession;
  #placed: PlacedView | undefined;
  /** The view is to be applied as soon as the report is there. */
  #isPending = false;
  /** How the columns are arranged on screen; `undefined` as they usually are. */
  #choices: ColumnChoices | undefined;
  #grouping: Grouping | undefined;

  constructor(session: ViewedSession, { choices, grouping }: UsualView) {
    this.#session = session;
    this.#choices = choices;
    this.#grouping = grouping;
  }

  get placed(): PlacedView | undefined {
    return this.#placed;
  }

  get choices(): ColumnChoices | undefined {
    return this.#choices;
  }

  /** With the names that the page knows. */
  get grouping(): Grouping | undefined {
    return this.#grouping;
  }

  /** Shows a view, now or when the report is there. */
  show(placed: PlacedView): void {
    this.#placed = placed;
    this.#isPending = true;
  }

  /** What is on screen is this view from now on, or none. */
  adopt(placed: PlacedView | undefined): void {
    this.#placed = placed;
    this.#isPending = false;
  }

  /** The columns are arranged otherwise. */
  arrange(choices: ColumnChoices | undefined): void {
    this.#choices = choices;
  }

  /** The rows are grouped otherwise, or not any more. @param grouping with the names that the page knows */
  group(grouping: Grouping | undefined): void {
    this.#grouping = grouping;
  }

  /** Applies the view that waits for the report. @returns what the page is to show; `undefined` where nothing waits */
  apply(): { readonly view: TableView; readonly columnChoices: ColumnChoices } | undefined {
    const applied = this.#isPending ? this.#applied() : undefined;
    if (applied === undefined) {
      return undefined;
    }
    this.#isPending = false;
    this.#choices = applied.columnChoices;
    this.#grouping = applied.grouping && withNames(applied.grouping, shortLabel);
    this.#session.showView(applied.view);
    return applied;
  }

  get state(): ShownViewState | undefined {
    const placed = this.#placed;
    const applied = this.#applied();
    if (placed === undefined) {
      return undefined;
    }
    if (applied === undefined) {
      return { placed, isChanged: false, unfit: [] };
    }
    const columns = this.#session.whole?.report.table.columns ?? [];
    const saved = viewContent(applied.view, applied.columnChoices, columns, applied.grouping);
    return {
      placed,
      isChanged: !this.#isPending && !isDeepStrictEqual(this.content?.content, saved),
      unfit: applied.unfit,
    };
  }

  /** What the table shows; `undefined` until the report is there. */
  get content(): ShownContent | undefined {
    const { whole, view, transientFilter } = this.#session;
    if (whole === undefined) {
      return undefined;
    }
    const leavesOutSearch = transientFilter !== undefined && view.filter === transientFilter;
    const { filter, ...others } = view;
    const shown = leavesOutSearch || filter === undefined ? others : { ...others, filter };
    const { columns } = whole.report.table;
    const nameOf = (known: string) => columns.find(({ name }) => shortLabel(name) === known)?.name ?? known;
    const grouping = this.#grouping && withNames(this.#grouping, nameOf);
    const content = viewContent(shown, this.#choices ?? usualColumnChoices, columns, grouping);
    return { content, leavesOutSearch };
  }

  #applied(): AppliedView | undefined {
    const columns = this.#session.whole?.report.table.columns;
    return columns && this.#placed && applyView(this.#placed.view, columns);
  }
}
