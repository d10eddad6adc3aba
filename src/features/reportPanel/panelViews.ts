import * as vscode from 'vscode';
import type { Disposable, Event } from '../../base/emitter.js';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import type { ViewsChange } from '../../services/views/savedViews.js';
import { type ColumnChoices, usualColumnChoices } from '../../shared/pages/columnChoices.js';
import type { Grouping } from '../../shared/pages/grouping.js';
import type { PanelState, ReportEvent } from '../../shared/pages/report.js';
import type { QueryFilter } from '../../shared/query/query.js';
import { applyView, type UnfitPart } from '../../shared/views/applyView.js';
import { keyOf, type PlacedKey, type PlacedView, type ViewContent } from '../../shared/views/savedView.js';
import type { ShownContent } from '../common/viewedPanel.js';
import type { ReportSession } from './reportSession.js';
import { ShownView } from './shownView.js';

/** The saved views, as a panel needs them. */
export interface ViewAccess {
  readonly find: (key: PlacedKey) => Promise<PlacedView | undefined>;
  /** Saves what a panel shows in the view, where the person does not change their mind. */
  readonly update: (placed: PlacedView, content: ViewContent) => Promise<void>;
  readonly onDidChange: Event<ViewsChange>;
}

/** Which rows of a report are asked for, without a saved view. */
export interface AskedRows {
  /** A filter that the report has no column for is left out. */
  readonly filters?: readonly QueryFilter[] | undefined;
  readonly grouping?: Grouping | undefined;
}

export interface PanelViewsOptions {
  readonly access: ViewAccess | undefined;
  /** How the report's columns are usually arranged. */
  readonly choices: ColumnChoices | undefined;
  /** What the report's rows are usually grouped by. */
  readonly grouping: Grouping | undefined;
  /** @returns `false` where the page is not there to be told */
  readonly post: (event: ReportEvent) => unknown;
  /** The tab is called otherwise. */
  readonly changed: () => void;
}

/** Shows saved views in a panel: tells its page, and follows what becomes of the view. */
export class PanelViews implements Disposable {
  readonly #options: PanelViewsOptions;
  readonly #session: ReportSession;
  readonly #view: ShownView;
  readonly #subscription: Disposable | undefined;
  /** The view that was shown before a reload is being looked for. */
  #isRestoring = false;
  /** Which rows, and what they are grouped by, as soon as the report is there. */
  #asked: AskedRows | undefined;
  /** What was told last, as text: each change of the view is told once. */
  #told = '';
  /** What the page has to show, and has not been told because it was not there. */
  #unsent: ReportEvent | undefined;

  constructor(session: ReportSession, options: PanelViewsOptions) {
    this.#session = session;
    this.#options = options;
    this.#view = new ShownView(session, options);
    this.#subscription = options.access?.onDidChange((change) => void this.#follow(change));
  }

  dispose(): void {
    this.#subscription?.dispose();
  }

  /** How the columns are arranged; `undefined` where nobody has arranged them. */
  get choices(): ColumnChoices | undefined {
    return this.#view.choices;
  }

  /** What the rows are grouped by, with the names that the page knows; `undefined` where they are shown themselves. */
  get grouping(): Grouping | undefined {
    return this.#view.grouping;
  }

  get shown(): PlacedView | undefined {
    return this.#view.placed;
  }

  get content(): ShownContent | undefined {
    return this.#view.content;
  }

  /** What the tab is called by the view; `undefined` where none is shown. */
  get label(): string | undefined {
    const state = this.#view.state;
    return state && (state.isChanged ? vscode.l10n.t('{0} (changed)', state.placed.view.name) : state.placed.view.name);
  }

  /** Shows a view, now or when the report is there. */
  show(placed: PlacedView): void {
    this.#view.show(placed);
    this.reportArrives();
    this.tell();
  }

  /** What is on screen is this view from now on, or none. */
  adopt(placed: PlacedView | undefined): void {
    this.#view.adopt(placed);
    this.tell();
  }

  arrange(choices: ColumnChoices): void {
    this.#view.arrange(choices);
    this.tell();
  }

  /** @param grouping absent where the rows are shown again */
  group(grouping: Grouping | undefined): void {
    this.#view.group(grouping);
    this.tell();
  }

  /** Filters or groups the rows, now or when the report is there, without a saved view. Nothing changes where neither is asked. */
  showRows(asked: AskedRows): void {
    if (asked.filters !== undefined || asked.grouping !== undefined) {
      this.#asked = asked;
      this.#view.adopt(undefined);
      this.reportArrives();
      this.tell();
    }
  }

  /** What was on screen before a reload: the columns, the groups, and the view if it is still there. */
  async restore(
    key: PlacedKey | undefined,
    { columnChoices, grouping }: Pick<PanelState, 'columnChoices' | 'grouping'>,
  ): Promise<void> {
    this.#view.arrange(columnChoices ?? this.#options.choices);
    this.#view.group(grouping);
    if (key === undefined || this.#options.access === undefined) {
      return;
    }
    this.#isRestoring = true;
    try {
      this.#view.adopt(await this.#options.access.find(key));
    } finally {
      this.#isRestoring = false;
    }
    this.tell();
  }

  /** The report is on screen: a view that waits for it is applied. */
  reportArrives(): void {
    const applied = this.#view.apply();
    if (applied !== undefined) {
      const { view, columnChoices } = applied;
      this.#unsent = { type: 'showView', view, columnChoices, grouping: this.grouping };
    }
    if (this.#asked !== undefined && this.#session.whole !== undefined) {
      const { filters } = this.#asked;
      this.#view.group(this.#asked.grouping);
      this.#asked = undefined;
      if (filters !== undefined) {
        this.#session.showView(applyView({ filters }, this.#session.whole.report.table.columns).view);
      }
      const { choices = usualColumnChoices, grouping } = this;
      this.#unsent = { type: 'showView', view: this.#session.view, columnChoices: choices, grouping };
    }
  }

  /** Saves what is on screen in the view. */
  async save(): Promise<void> {
    const { shown, content } = this;
    if (shown !== undefined && content !== undefined) {
      await this.#options.access?.update(shown, content.content);
    }
  }

  /** Shows the view as it was saved. */
  reset(): void {
    const { shown } = this;
    if (shown !== undefined) {
      this.show(shown);
    }
  }

  /** Tells the page, where it is there, and the tab. @param isNew whether the page has just come, and knows nothing */
  tell(isNew = false): void {
    if (this.#unsent !== undefined && this.#options.post(this.#unsent) !== false) {
      this.#unsent = undefined;
    }
    if (this.#isRestoring) {
      return;
    }
    const state = this.#view.state;
    const event: ReportEvent = {
      type: 'savedView',
      shown: state && {
        name: state.placed.view.name,
        place: state.placed.place,
        isChanged: state.isChanged,
        notes: state.unfit.map((part) => this.#noteOf(part)),
      },
    };
    const text = JSON.stringify(event);
    if (isNew || text !== this.#told) {
      this.#told = text;
      this.#options.post(event);
      this.#options.changed();
    }
  }

  async #follow({ renamed }: ViewsChange): Promise<void> {
    const { shown } = this;
    if (shown === undefined || this.#options.access === undefined) {
      return;
    }
    const key = keyOf(shown);
    const isRenamed = renamed !== undefined && JSON.stringify(renamed.from) === JSON.stringify(key);
    this.adopt(await this.#options.access.find(isRenamed ? renamed.to : key));
  }

  #noteOf({ column, why }: UnfitPart): string {
    const definition = this.#session.whole?.report.definition;
    const label = definition === undefined ? column : columnLabels(definition)(column);
    switch (why) {
      case 'missing':
        return vscode.l10n.t('The report has no column {0}.', label);
      case 'type':
        return vscode.l10n.t("The filter of {0} doesn't fit the column and isn't applied.", label);
      case 'grouping':
        return vscode.l10n.t("The grouping by {0} doesn't fit the column and isn't applied.", label);
    }
  }
}
