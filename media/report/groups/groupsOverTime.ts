import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { columnLabel } from '../../../src/shared/report.js';
import type { Grouping, Groups, GroupsOverTime } from '../../../src/shared/pages/grouping.js';
import { requestFailure } from '../../common/base/components/requestFailure.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { isolated } from '../../common/base/format/formatCell.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { RequestController } from '../../common/base/host/requestController.js';
import { MAX_LINES } from '../../../src/shared/charts/chartLayout.js';
import type { MeasureLine } from '../../common/charts/measures/measureLines.js';
import { overTimeChart, type ReadSnapshots, readingView, refusalView } from '../overTime/overTimeParts.js';
import { reportTexts } from '../reportTexts.js';
import { groupLines } from './groupLines.js';
import type { GroupsSource } from './groupsSource.js';

/** The largest groups in all archived snapshots: reads them, which can be stopped, and draws a line for each group. */
@customElement('report-groups-over-time')
export class ReportGroupsOverTime extends LitElement {
  /** The groups on screen; another object when they were asked for again. */
  @property({ attribute: false }) groups: Groups | undefined;
  @property({ attribute: false }) grouping: Grouping | undefined;
  @property({ attribute: false }) columns: readonly ShownColumn[] = [];
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: GroupsSource | undefined;
  /** Shows the chart of the groups on screen again. */
  @property({ attribute: false }) close: () => void = () => undefined;
  /** Snapshots that have been read, and all of them. */
  @state() private step: ReadSnapshots | undefined;
  readonly #answer = new RequestController<GroupsOverTime>(this, () => this.source?.reopen?.() === true);
  /** What the request is about. */
  #asked: Groups | undefined;
  #stopListening: (() => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asked = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  protected override willUpdate(): void {
    const { groups, source } = this;
    if (groups === undefined || source === undefined || groups === this.#asked) {
      return;
    }
    this.#stopListening ??= source.onSnapshotRead((read, total) => (this.step = { read, total }));
    this.#asked = groups;
    this.step = undefined;
    this.#answer.clear();
    this.#answer.start((signal) => source.getGroupsOverTime(MAX_LINES, signal));
  }

  protected override render(): unknown {
    const { groups, grouping, format } = this;
    const { value, failure, retry } = this.#answer;
    if (groups === undefined || grouping === undefined || format === undefined) {
      return nothing;
    }
    if (failure !== undefined) {
      return requestFailure(formatText(reportTexts.groups.failed, failure), retry);
    }
    if (value === undefined) {
      return readingView(this.step, format, this.close);
    }
    return value.refusal === undefined
      ? this.#chart(value, groupLines(value, groups, grouping, this.columns, format), groups, format)
      : refusalView(value.refusal, (id) => this.source?.act(id));
  }

  #chart(
    { notes }: GroupsOverTime,
    lines: readonly MeasureLine[],
    { columns, keyWidths }: Groups,
    format: Format,
  ): TemplateResult {
    const amount = columns[keyWidths.reduce((sum, width) => sum + width, 0)];
    const title = formatText(
      reportTexts.groups.overTimeOf,
      amount === undefined ? '' : isolated(columnLabel(amount), 80),
    );
    return html`
      <section class="chart" aria-label=${title} data-testid="groups-over-time">
        <p class="groups-note">${title}</p>
        ${overTimeChart(title, lines, notes, format)}
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-groups-over-time': ReportGroupsOverTime;
  }
}
