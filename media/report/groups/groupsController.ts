import { html, type LitElement, type TemplateResult } from 'lit';
import type { CopyFormat } from '../../../src/shared/pages/common.js';
import type { Grouping, OpenedGroup } from '../../../src/shared/pages/grouping.js';
import type { ReportProtocol, ReportSummary } from '../../../src/shared/pages/report.js';
import type { TableView } from '../../../src/shared/report.js';
import type { Format } from '../../../src/shared/format/format.js';
import type { HostChannel } from '../../common/base/host/hostChannel.js';
import { viewWith } from '../../common/table/filters/filters.js';
import '../../common/table/tableSection.js';
import type { PanelModel } from '../panelModel.js';
import { groupsView } from '../../../src/shared/views/groupedRows.js';
import type { Place } from './groupPlace.js';
import { reportTexts } from '../reportTexts.js';
import { usualGrouping } from './groupingChoices.js';
import './groupsSection.js';
import { type GroupsSource, groupsSource } from './groupsSource.js';

/** The panel that shows groups in place of its rows. */
export interface GroupsHost {
  readonly element: LitElement;
  readonly channel: HostChannel<ReportProtocol>;
  /** Opens the report again if its table is lost; returns whether it is. */
  readonly reopen: () => boolean;
  readonly model: () => PanelModel;
  readonly change: (
    part: Pick<PanelModel, 'grouping' | 'openedGroup'> & Partial<Pick<PanelModel, 'view' | 'firstRows'>>,
  ) => void;
  readonly changeFindText: (text: string | undefined) => void;
}

/** Groups rows, and shows rows again. Loaded when somebody groups. */
export class GroupsController {
  readonly #host: GroupsHost;
  readonly #source: GroupsSource;
  /** What was grouped last, to come back to. */
  #last: { readonly report: string; readonly grouping: Grouping } | undefined;

  constructor(host: GroupsHost) {
    this.#host = host;
    this.#source = groupsSource(host.channel, host.reopen);
    host.element.addEventListener('keydown', this.#key);
  }

  view(summary: ReportSummary, format: Format): TemplateResult {
    const { view, epoch, grouping, findText } = this.#host.model();
    return html`<report-groups
      .summary=${summary}
      .view=${view}
      .grouping=${grouping}
      .epoch=${epoch}
      .format=${format}
      .source=${this.#source}
      .changeGrouping=${this.#group}
      .changeRows=${this.#changeRows}
      .showRows=${this.#showRows}
      .openGroup=${this.#openGroup}
      .findText=${findText}
      .changeFindText=${this.#host.changeFindText}
    ></report-groups>`;
  }

  /** Above the rows of a group: leads back to the groups. */
  wayBack(): TemplateResult {
    const { backToGroups, backToGroupsHint } = reportTexts.groups;
    return html`<div class="way-back">
      <button class="button secondary" title=${backToGroupsHint} data-testid="back-to-groups" @click=${this.#back}>
        <span class="codicon codicon-arrow-left" aria-hidden="true"></span>${backToGroups}
      </button>
    </div>`;
  }

  /** @param column index of what to group by; absent for what was grouped last, or what mostly helps */
  groupBy(column: number | undefined): void {
    const { summary } = this.#host.model();
    if (summary !== undefined && summary.partial !== true) {
      const last = this.#last?.report === summary.ref.report ? this.#last.grouping : undefined;
      this.#group((column === undefined ? last : undefined) ?? usualGrouping(summary, column));
      void this.#focusForm();
    }
  }

  /** Copies all groups in their order. */
  copy(format: CopyFormat | undefined): void {
    const { grouping } = this.#host.model();
    const view = grouping === undefined ? {} : groupsView(grouping);
    this.#source.copyRows({ view, ...(format === undefined ? {} : { format }) });
  }

  readonly #group = (grouping: Grouping): void => {
    this.#last = { report: this.#host.model().summary?.ref.report ?? '', grouping };
    this.#host.change({ grouping, openedGroup: undefined });
    this.#host.channel.post({ type: 'groupRows', grouping });
  };

  /** Other rows are grouped: a filter was taken off. */
  readonly #changeRows = (view: TableView): void => {
    const { grouping } = this.#host.model();
    this.#host.change({ grouping, openedGroup: undefined, view });
  };

  readonly #showRows = (): void => {
    const { view } = this.#host.model();
    this.#rows(view);
    void this.#focusRows(false);
  };

  /** @param rows what the rows of the group pass @param place where the group is */
  readonly #openGroup = ({ filter, filters }: Pick<TableView, 'filter' | 'filters'>, place: Place): void => {
    const { view, grouping } = this.#host.model();
    const rows = viewWith(view, { sort: undefined });
    this.#rows(viewWith(view, { filters, filter: filter ?? view.filter }), grouping && { grouping, rows, ...place });
    void this.#focusRows(true);
  };

  #rows(view: TableView, openedGroup?: OpenedGroup): void {
    // The first rows came with the report, for the view that it had then.
    this.#host.change({ grouping: undefined, openedGroup, firstRows: undefined, view });
    this.#host.channel.post({ type: 'groupRows' });
  }

  /** The groups as they were before one of them was opened: what its rows are filtered by is taken back. */
  readonly #back = (): void => {
    const { view, openedGroup } = this.#host.model();
    if (openedGroup !== undefined) {
      const { grouping, rows } = openedGroup;
      const { filter, filters } = rows;
      this.#host.change({ grouping, openedGroup: undefined, view: viewWith(view, { filter, filters }) });
      this.#host.channel.post({ type: 'groupRows', grouping });
      void this.#focusGroup(openedGroup);
    }
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { openedGroup, grouping } = this.#host.model();
    if (openedGroup !== undefined && grouping === undefined && !event.defaultPrevented && isWayBack(event)) {
      // On Windows, VS Code would go to the editor before this one.
      event.preventDefault();
      event.stopPropagation();
      this.#back();
    }
  };

  async #focusGroup(place: Place): Promise<void> {
    const { element } = this.#host;
    await element.updateComplete;
    element.querySelector('report-groups')?.focusGroup(place);
  }

  /** Whoever works with the keyboard goes on with the form. */
  async #focusForm(): Promise<void> {
    const { element } = this.#host;
    await element.updateComplete;
    const section = element.querySelector('report-groups');
    await section?.updateComplete;
    section?.focusForm();
  }

  async #focusRows(isGroup: boolean): Promise<void> {
    const { element } = this.#host;
    await element.updateComplete;
    const section = element.querySelector('report-table-section');
    await section?.updateComplete;
    if (isGroup) {
      section?.focusTable();
    } else {
      section?.querySelector<HTMLElement>('[data-testid=group-by]')?.focus();
    }
  }
}

/** Escape in the table where it ends nothing else, and what goes back in a browser. */
function isWayBack({ key, target, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  const isAlone = !ctrlKey && !metaKey && !shiftKey;
  // In a text, Alt+Left goes back a word on macOS.
  const isInText = target instanceof HTMLInputElement;
  const isInTable = target instanceof Element && target.closest('report-table-section, .way-back') !== null;
  return isAlone && !isInText && ((key === 'Escape' && !altKey && isInTable) || (key === 'ArrowLeft' && altKey));
}
