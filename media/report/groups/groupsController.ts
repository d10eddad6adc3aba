import { html, type LitElement, type TemplateResult } from 'lit';
import type { CopyFormat } from '../../../src/shared/pages/common.js';
import type { Grouping } from '../../../src/shared/pages/grouping.js';
import type { ReportProtocol, ReportSummary } from '../../../src/shared/pages/report.js';
import type { TableView } from '../../../src/shared/report.js';
import type { Format } from '../../common/base/format/format.js';
import type { HostChannel } from '../../common/base/host/hostChannel.js';
import { viewWith } from '../../common/table/filters/filters.js';
import '../../common/table/tableSection.js';
import type { PanelModel } from '../panelModel.js';
import { groupsView } from '../../../src/shared/views/groupedRows.js';
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
  readonly change: (part: Pick<PanelModel, 'grouping'> & Partial<Pick<PanelModel, 'view' | 'firstRows'>>) => void;
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
  }

  view(summary: ReportSummary, format: Format): TemplateResult {
    const { view, epoch, grouping } = this.#host.model();
    return html`<report-groups
      .summary=${summary}
      .view=${view}
      .grouping=${grouping}
      .epoch=${epoch}
      .format=${format}
      .source=${this.#source}
      .changeGrouping=${this.#group}
      .showRows=${this.#showRows}
    ></report-groups>`;
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
    this.#host.change({ grouping });
    this.#host.channel.post({ type: 'groupRows', grouping });
  };

  readonly #showRows = (rows?: Pick<TableView, 'filter' | 'filters'>): void => {
    const { view } = this.#host.model();
    this.#host.change({
      grouping: undefined,
      // They came with the report, for the view that it had then.
      firstRows: undefined,
      view: rows === undefined ? view : viewWith(view, { filters: rows.filters, filter: rows.filter ?? view.filter }),
    });
    this.#host.channel.post({ type: 'groupRows' });
    void this.#focusRows(rows !== undefined);
  };

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
