import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { columnLabel } from '../../../src/shared/report.js';
import type { Grouping, Groups, GroupsOverTime } from '../../../src/shared/pages/grouping.js';
import { actionButtons } from '../../common/base/components/notices.js';
import { requestFailure } from '../../common/base/components/requestFailure.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { isolated, truncate } from '../../common/base/format/formatCell.js';
import { BLANK_MARK, formatText } from '../../../src/shared/format/formatText.js';
import { RequestController } from '../../common/base/host/requestController.js';
import { texts } from '../../common/base/texts.js';
import { chartLayout, MAX_LINES } from '../../../src/shared/charts/chartLayout.js';
import '../../common/charts/drawing/plot.js';
import { chartBody, swatch } from '../../common/charts/large/chartBody.js';
import { legendColumns } from '../../common/charts/measures/legendCells.js';
import type { MeasureLine } from '../../common/charts/measures/measureLines.js';
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
  @state() private step: { readonly read: number; readonly total: number } | undefined;
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
      return this.#reading(format);
    }
    return value.refusal === undefined
      ? this.#chart(value, groupLines(value, groups, grouping, this.columns, format), groups, format)
      : html`<p class="groups-note" role="status" data-testid="over-time-refusal">
          <span class="codicon codicon-info" aria-hidden="true"></span> ${value.refusal.text}
          ${actionButtons(value.refusal.actions, (id) => this.source?.act(id), false)}
        </p>`;
  }

  #reading(format: Format): TemplateResult {
    const { loading, reading } = reportTexts.groups;
    const text =
      this.step === undefined
        ? loading
        : formatText(reading, format.count(this.step.read), format.count(this.step.total));
    return html`<p class="chart-help" data-testid="over-time-reading">
      <span role="status">${text}</span>
      <button class="button secondary" data-testid="stop-over-time" @click=${this.close}>
        <span class="codicon codicon-debug-stop" aria-hidden="true"></span>${texts.cancel}
      </button>
    </p>`;
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
    // Weekdays and weekends of snapshots say nothing.
    const figures = legendColumns(lines.map((line) => ({ ...line, figure: 'average' as const })));
    return html`
      <section class="chart" aria-label=${title} data-testid="groups-over-time">
        <p class="groups-note">${title}</p>
        <div class="chart-legend" role="group" tabindex="0" aria-label=${title}>
          <table>
            <thead>
              <tr>
                <td></td>
                ${figures.map(({ name }) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${lines.map(
                (line) =>
                  html`<tr data-testid="group-line">
                    <th scope="row">
                      <span class="legend-name"
                        >${swatch(line)}<span title=${truncate(line.measure.name, 300)}
                          >${truncate(line.measure.name, 60)}</span
                        ></span
                      >
                    </th>
                    ${figures.map(({ cell }) => {
                      const { text, title: exact } = cell(line, format);
                      return text === undefined
                        ? html`<td class="blank">${BLANK_MARK}</td>`
                        : html`<td title=${exact ?? nothing}>${text}</td>`;
                    })}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p class="chart-note" data-testid="over-time-notes">${notes.join(' · ')}</p>
        ${chartBody(chartLayout(lines), { overlay: 'none' }, format)}
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-groups-over-time': ReportGroupsOverTime;
  }
}
