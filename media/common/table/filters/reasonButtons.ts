import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type BlankReason, reasonsOf } from '../../../../src/shared/blankReasons.js';
import type { ColumnFilter, ColumnValues } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { requestFailure } from '../../base/components/requestFailure.js';
import { RequestController } from '../../base/host/requestController.js';
import { texts } from '../../base/texts.js';
import type { FilterTarget } from './filterDraft.js';
import { isReasonOn, reasonFilters, type ReasonFilters } from './reasonFilters.js';
import type { ValueSource } from './valueSource.js';

/** The reasons why cells of a column are blank whose table knows them, each with its number of cells: a click filters by it. */
@customElement('report-reason-buttons')
export class ReportReasonButtons extends LitElement {
  @property({ attribute: false }) target: FilterTarget | undefined;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: ValueSource | undefined;
  /** `undefined` takes the filters away. */
  @property({ attribute: false }) apply: (filters: ReasonFilters | undefined) => void = () => undefined;

  /** The states of the blank cells. */
  readonly #states = new RequestController<ColumnValues>(this, () => this.source?.reopen?.() === true);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('target')) {
      this.#states.clear();
      this.#requestStates();
    }
  }

  protected override render(): unknown {
    const { target, format } = this;
    const { value, failure, retry } = this.#states;
    if (target?.column.blanksAt === undefined || format === undefined) {
      return nothing;
    }
    if (failure !== undefined) {
      return requestFailure(failure, retry);
    }
    const reasons = value === undefined ? [] : reasonsIn(target, target.column.blanksAt, value);
    if (reasons.length === 0) {
      return nothing;
    }
    return html`<div
      class="filter-reasons"
      role="group"
      aria-labelledby="filter-reasons-title"
      data-testid="filter-reasons"
    >
      <p id="filter-reasons-title" class="filter-menu-hint">${texts.blankReason}</p>
      <div class="filter-menu-buttons">
        ${reasons.map(
          ({ reason, filters, count, isOn }) =>
            html`<button
              type="button"
              class="button secondary ${isOn ? 'pressed' : ''}"
              aria-pressed=${isOn ? 'true' : 'false'}
              title=${texts.blankReasonHints[reason]}
              data-reason=${reason}
              @click=${() => this.apply(isOn ? undefined : filters)}
            >
              ${texts.blankReasons[reason]} <span class="filter-value-count">${format.count(count)}</span>
            </button>`,
        )}
      </div>
    </div>`;
  }

  #requestStates(): void {
    const { target, source } = this;
    const states = target?.column.blanksAt;
    if (target !== undefined && states !== undefined && source !== undefined) {
      const blank: ColumnFilter = { column: target.index, kind: 'blank' };
      this.#states.start((signal) => source.getValues(states, '', [...(target.counted ?? []), blank], signal));
    }
  }
}

interface CountedReason {
  readonly reason: BlankReason;
  readonly filters: ReasonFilters;
  /** Blank cells. */
  readonly count: number;
  readonly isOn: boolean;
}

/** Those that a cell has, and the one that is chosen. */
function reasonsIn(
  { index, column, filter, statesFilter }: FilterTarget,
  states: number,
  { values }: ColumnValues,
): CountedReason[] {
  const counts = new Map(values.map(({ label, count }) => [label, count]));
  return reasonsOf(column)
    .map((reason): CountedReason => {
      const filters = reasonFilters(index, column.type, states, reason);
      const count = filters.states.values.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
      return { reason, filters, count, isOn: isReasonOn(filters, filter, statesFilter) };
    })
    .filter(({ count, isOn }) => count > 0 || isOn);
}

declare global {
  interface HTMLElementTagNameMap {
    'report-reason-buttons': ReportReasonButtons;
  }
}
