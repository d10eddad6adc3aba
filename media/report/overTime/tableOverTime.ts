import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReportProtocol } from '../../../src/shared/pages/report.js';
import type { OverTimeTexts, TableOverTime } from '../../../src/shared/pages/tableOverTime.js';
import type { Format } from '../../../src/shared/format/format.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { adoptStyles } from '../../common/base/components/adoptStyles.js';
import { requestFailure } from '../../common/base/components/requestFailure.js';
import { truncate } from '../../common/base/format/formatCell.js';
import type { HostChannel } from '../../common/base/host/hostChannel.js';
import { RequestController } from '../../common/base/host/requestController.js';
import type { MeasureLine } from '../../common/charts/measures/measureLines.js';
import { reportTexts } from '../reportTexts.js';
import styles from './overTime.css' with { type: 'text' };
import { overTimeChart, type ReadSnapshots, readingView, refusalView } from './overTimeParts.js';

adoptStyles(styles);

/** What a table of several reports comes to, as of each archived day: reads them once the page is shown, which can be stopped. */
@customElement('report-table-over-time')
export class ReportTableOverTime extends LitElement {
  @property({ attribute: false }) texts: OverTimeTexts | undefined;
  /** Another number when the table was put together again. */
  @property({ type: Number }) epoch = 0;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) channel: HostChannel<ReportProtocol> | undefined;
  @state() private step: ReadSnapshots | undefined;
  /** The chart that is drawn, by its label. */
  @state() private chosen: string | undefined;
  @state() private isStopped = false;
  readonly #answer = new RequestController<TableOverTime>(this);
  #asked: number | undefined;
  #stopListening: (() => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#asked = undefined;
  }

  protected override willUpdate(): void {
    if (this.#asked !== this.epoch) {
      this.#ask();
    }
  }

  protected override render(): unknown {
    const { texts, format } = this;
    return texts === undefined || format === undefined
      ? nothing
      : html`<section class="chart" aria-label=${texts.title} data-testid="table-over-time">
          <div class="section-head"><h2>${texts.title}</h2></div>
          ${this.#content(texts, format)}
        </section>`;
  }

  #content(texts: OverTimeTexts, format: Format): TemplateResult {
    const { value, failure, retry } = this.#answer;
    if (this.isStopped) {
      return html`<p class="chart-help">
        <button class="button secondary" data-testid="show-over-time" @click=${this.#ask}>${texts.title}</button>
      </p>`;
    }
    if (failure !== undefined) {
      return requestFailure(formatText(reportTexts.groups.failed, failure), retry);
    }
    if (value === undefined) {
      return readingView(this.step, format, this.#stop);
    }
    if (value.refusal !== undefined) {
      return refusalView(value.refusal, (id) => this.channel?.post({ type: 'action', id }));
    }
    const chart = value.charts.find(({ label }) => label === this.chosen) ?? value.charts[0];
    return chart === undefined
      ? html``
      : html`
          <label class="over-time-choice"
            >${texts.choose}
            <span class="select"
              ><select data-testid="over-time-choice" @change=${this.#choose}>
                ${value.charts.map(
                  ({ label }) =>
                    html`<option value=${label} ?selected=${label === chart.label}>${truncate(label, 200)}</option>`,
                )}</select
              ><span class="codicon codicon-chevron-down" aria-hidden="true"></span></span
          ></label>
          ${overTimeChart(`${texts.title}: ${truncate(chart.label, 200)}`, linesOf(chart, value), notesOf(chart, value), format)}
        `;
  }

  readonly #ask = (): void => {
    const { channel } = this;
    if (channel === undefined) {
      return;
    }
    this.#stopListening ??= channel.onEvent((event) => {
      if (event.type === 'snapshotsRead') {
        this.step = event;
      }
    });
    this.#asked = this.epoch;
    this.step = undefined;
    this.isStopped = false;
    this.#answer.clear();
    this.#answer.start((signal) => channel.request('getTableOverTime', {}, signal));
  };

  readonly #stop = (): void => {
    this.#answer.clear();
    this.isStopped = true;
  };

  readonly #choose = ({ target }: Event): void => {
    this.chosen = target instanceof HTMLSelectElement ? target.value : undefined;
  };
}

function notesOf({ note }: TableOverTime['charts'][number], { notes }: TableOverTime): readonly string[] {
  return note === undefined ? notes : [...notes, note];
}

function linesOf(
  { lines }: TableOverTime['charts'][number],
  { firstDay, connected }: TableOverTime,
): readonly MeasureLine[] {
  return lines.map(({ label, values }, look) => {
    const days = { unit: 'count' as const, firstDay, values };
    return {
      ...days,
      measure: {
        id: label,
        name: label,
        chart: { kind: 'series', column: label, ...days, latest: null, min: null, max: null },
      },
      connected,
      look,
      isPrevious: false,
      actualFirstDay: firstDay,
    };
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'report-table-over-time': ReportTableOverTime;
  }
}
