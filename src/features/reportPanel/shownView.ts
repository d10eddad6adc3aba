import { isDeepStrictEqual } from 'node:util';
import { type ColumnChoices, usualColumnChoices } from '../../shared/pages/columnChoices.js';
import type { TableView } from '../../shared/report.js';
import { type AppliedView, applyView, type UnfitPart, viewContent } from '../../shared/views/applyView.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import type { ShownContent } from '../common/viewedPanel.js';
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

/** Which saved view a panel shows, if it shows one, and what its table shows, as a view of its own. */
export class ShownView {
  readonly #session: ViewedSession;
  #placed: PlacedView | undefined;
  /** The view is to be applied as soon as the report is there. */
  #isPending = false;
  /** How the columns are arranged on screen; `undefined` as they usually are. */
  #choices: ColumnChoices | undefined;

  /** @param choices how the report's columns are usually arranged */
  constructor(session: ViewedSession, choices: ColumnChoices | undefined) {
    this.#session = session;
    this.#choices = choices;
  }

  get placed(): PlacedView | undefined {
    return this.#placed;
  }

  get choices(): ColumnChoices | undefined {
    return this.#choices;
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

  /** Applies the view that waits for the report. @returns what the page is to show; `undefined` where nothing waits */
  apply(): { readonly view: TableView; readonly columnChoices: ColumnChoices } | undefined {
    const applied = this.#isPending ? this.#applied() : undefined;
    if (applied === undefined) {
      return undefined;
    }
    this.#isPending = false;
    this.#choices = applied.columnChoices;
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
    const saved = viewContent(applied.view, applied.columnChoices, columns);
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
    const content = viewContent(shown, this.#choices ?? usualColumnChoices, whole.report.table.columns);
    return { content, leavesOutSearch };
  }

  #applied(): AppliedView | undefined {
    const columns = this.#session.whole?.report.table.columns;
    return columns && this.#placed && applyView(this.#placed.view, columns);
  }
}
