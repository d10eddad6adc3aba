import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HistoryFacts, RevisedValue } from '../../../src/shared/history.js';
import type { Format } from '../../../src/shared/format/format.js';
import { adoptStyles } from '../../common/base/components/adoptStyles.js';
import { RequestController } from '../../common/base/host/requestController.js';
import { requestFailure } from '../../common/base/components/requestFailure.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { dayRange } from '../../common/base/format/ranges.js';
import { texts } from '../../common/base/texts.js';
import { reportTexts } from '../reportTexts.js';
import '../smallTableStyles.js';
import styles from './history.css' with { type: 'text' };

adoptStyles(styles);

/** More runs of missing days than this are counted, not listed. */
const MAX_MISSING_RANGES = 60;
const plainNumber = /^-?\d{1,15}(\.\d+)?$/;

interface RevisedValues {
  readonly values: readonly RevisedValue[];
}

/** What a report is that was put together from many snapshots: how many days, which are missing, what was said otherwise before. */
@customElement('report-history')
export class ReportHistoryLine extends LitElement {
  @property({ attribute: false }) facts: HistoryFacts | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Requests the revised values, newest day first. */
  @property({ attribute: false }) getRevised: (signal: AbortSignal) => Promise<RevisedValues> | undefined = () =>
    undefined;
  /** Goes up with each report that arrives. */
  @property({ attribute: false }) epoch = 0;
  @state() private open: 'missing' | 'revised' | undefined;
  readonly #revised = new RequestController<RevisedValues>(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('epoch')) {
      this.#revised.clear();
      if (this.open === 'revised') {
        this.#request();
      }
    }
  }

  protected override render(): unknown {
    const { facts, format } = this;
    if (facts === undefined || facts.days === null || format === undefined) {
      return nothing;
    }
    const { days, archivedDays, missingDays, revisedValues, snapshots } = facts;
    const text = [
      format.plural(reportTexts.history.days, archivedDays, format.day(days.from), format.day(days.to)),
      missingDays === 0 ? reportTexts.history.noneMissing : format.plural(reportTexts.history.missing, missingDays),
      revisedValues === 0 ? reportTexts.history.noneRevised : format.plural(reportTexts.history.revised, revisedValues),
      format.plural(reportTexts.history.snapshots, snapshots),
    ];
    return html`
      <section class="history" aria-label=${reportTexts.history.title} data-testid="history">
        <div class="history-line">
          <span class="codicon codicon-history" aria-hidden="true"></span>
          <p data-testid="history-text">${text.join(' · ')}</p>
          ${missingDays === 0 ? nothing : this.#button('missing', reportTexts.history.showMissing, reportTexts.history.hideMissing)}
          ${revisedValues === 0 ? nothing : this.#button('revised', reportTexts.history.showRevised, reportTexts.history.hideRevised)}
        </div>
        ${this.open === 'missing' ? missing(facts, format) : nothing}
        ${this.open === 'revised' ? revised(this.#revised, revisedValues, format) : nothing}
      </section>
    `;
  }

  #button(which: 'missing' | 'revised', show: string, hide: string): unknown {
    const open = this.open === which;
    return html`<button
      class="button secondary"
      aria-expanded=${open ? 'true' : 'false'}
      data-testid=${`show-${which}`}
      @click=${() => this.#toggle(open ? undefined : which)}
    >
      ${open ? hide : show}
    </button>`;
  }

  #toggle(open: 'missing' | 'revised' | undefined): void {
    this.open = open;
    if (open === 'revised' && this.#revised.value === undefined) {
      this.#request();
    }
  }

  #request(): void {
    this.#revised.start(async (signal) => (await this.getRevised(signal)) ?? { values: [] });
  }
}

function missing({ missingRanges }: HistoryFacts, format: Format): unknown {
  const shown = missingRanges.toReversed().slice(0, MAX_MISSING_RANGES);
  const more = missingRanges.length - shown.length;
  return html`
    <div class="history-more" data-testid="missing-days">
      <p class="history-heading">${reportTexts.history.missingTitle}</p>
      <p>
        ${shown.map((range) => dayRange(range, format)).join(', ')}${
          more > 0 ? ` ${formatText(reportTexts.history.moreMissingRanges, format.count(more))}` : nothing
        }
      </p>
      <p class="remark">${reportTexts.history.legend}</p>
    </div>
  `;
}

function revised({ value, failure, retry }: RequestController<RevisedValues>, total: number, format: Format): unknown {
  if (failure !== undefined) {
    return html`<div class="history-more">${requestFailure(failure, retry)}</div>`;
  }
  if (value === undefined) {
    return html`<p class="history-more" role="status">${reportTexts.history.loading}</p>`;
  }
  const { values } = value;
  return html`
    <div class="history-more">
      <div class="small-table-scroll" tabindex="0" role="region" aria-label=${reportTexts.history.revisedTitle}>
        <table class="revised-values small-table" data-testid="revised">
          <caption>
            ${reportTexts.history.revisedTitle}${
              values.length < total
                ? html` <span class="remark"
                    >${formatText(reportTexts.history.newestOf, format.count(values.length), format.count(total))}</span
                  >`
                : nothing
            }
          </caption>
          <thead>
            <tr>
              <th scope="col">${reportTexts.history.day}</th>
              <th scope="col">${reportTexts.history.measure}</th>
              <th scope="col" class="amount">${reportTexts.history.before}</th>
              <th scope="col" class="amount">${reportTexts.history.after}</th>
              <th scope="col">${reportTexts.history.changed}</th>
            </tr>
          </thead>
          <tbody>
            ${values.map((value) => revisedRow(value, format))}
          </tbody>
        </table>
      </div>
    </div>
  `;
}

function revisedRow(value: RevisedValue, format: Format): unknown {
  const day = (text: string | null) => (text === null ? reportTexts.history.unknownDay : format.day(text));
  const cell = (text: string | null) =>
    text === null
      ? html`<td class="amount aside">${texts.blank}</td>`
      : html`<td class="amount" title=${text.slice(0, 300)}>${numberOrText(text, format)}</td>`;
  return html`
    <tr>
      <th scope="row">${format.day(value.day)}</th>
      <td>${value.column}${value.key === '' ? nothing : html` <span class="remark">· ${value.key}</span>`}</td>
      ${cell(value.before)} ${cell(value.after)}
      <td class="aside">
        ${formatText(reportTexts.history.changedBetween, day(value.beforeLastSeen), day(value.afterFirstSeen))}
      </td>
    </tr>
  `;
}

function numberOrText(text: string, format: Format): string {
  return plainNumber.test(text) ? format.count(Number(text)) : text.slice(0, 200);
}

declare global {
  interface HTMLElementTagNameMap {
    'report-history': ReportHistoryLine;
  }
}
