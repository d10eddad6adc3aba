import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unitOf } from '../../../../src/shared/measures.js';
import {
  type ColumnFilter,
  type ColumnInfo,
  columnLabel,
  type ColumnValues,
  type Unit,
} from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { positionPopover } from '../../base/components/positionPopover.js';
import { RequestController } from '../../base/host/requestController.js';
import { requestFailure } from '../../base/components/requestFailure.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { searchField } from '../../base/components/searchField.js';
import { truncate, isolated } from '../../base/format/formatCell.js';
import { draftOf, emptyDraft, filterOf, type FilterDraft, type FilterTarget } from './filterDraft.js';
import { filterKind } from './filters.js';
import type { ReasonFilters } from './reasonFilters.js';
import { valueLabel } from './valueLabel.js';
import type { ValueSource } from './valueSource.js';
import './filterMenuStyles.js';
import './reasonButtons.js';

/** Milliseconds after the last key before values are searched for. */
const SEARCH_DEBOUNCE_MS = 150;

/** What can be chosen for one column, as a small window below its header. Escape leaves everything as it was. */
@customElement('report-filter-menu')
export class ReportFilterMenu extends LitElement {
  @property({ attribute: false }) target: FilterTarget | undefined;
  /** Blank cells of the column in the whole report, where that is known. */
  @property({ attribute: false }) blank: number | undefined;
  /** What is known of the column's values, in words. */
  @property({ attribute: false }) facts = '';
  /** What else can be done with the column: see {@link close}. */
  @property({ attribute: false }) actions: TemplateResult | undefined;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: ValueSource | undefined;
  /** `undefined` takes the column's filter away. */
  @property({ attribute: false }) apply: (filter: ColumnFilter | undefined) => void = () => undefined;
  /** Blank cells are chosen by why they are blank; `undefined` takes that away. */
  @property({ attribute: false }) applyReason: (filters: ReasonFilters | undefined) => void = () => undefined;
  @property({ attribute: false }) closed: () => void = () => undefined;

  @state() private draft: FilterDraft = emptyDraft;
  @state() private search = '';
  @state() private problem: string | undefined;
  readonly #found = new RequestController<ColumnValues>(this, () => this.source?.reopen?.() === true);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What has the focus until the choices are there. */
  #focused: HTMLElement | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('target')) {
      clearTimeout(this.#timer);
      this.draft = draftOf(this.target, this.format?.language);
      this.search = '';
      this.#found.clear();
      this.problem = undefined;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { target } = this;
    if (!changed.has('target') || target === undefined) {
      this.#focusChoices();
      return;
    }
    if (filterKind(target.column) === 'values') {
      this.#requestValues();
    }
    const popover = this.#popover;
    if (popover !== null && !popover.matches(':popover-open')) {
      popover.showPopover();
      positionPopover(popover, target.anchor.getBoundingClientRect());
      // Most people come to filter, by keyboard as well: what else there is stands before.
      this.#focused = firstControl(popover);
      this.#focused?.focus();
    }
  }

  /** Columns without a search field have nothing but buttons until their choices are there. */
  #focusChoices(): void {
    if (this.#focused === null || this.#found.value === undefined) {
      return;
    }
    if (this.#popover !== null && document.activeElement === this.#focused) {
      firstControl(this.#popover)?.focus();
    }
    this.#focused = null;
  }

  protected override render(): unknown {
    const { target, format } = this;
    if (target === undefined || format === undefined) {
      return nothing;
    }
    const { column, filter } = target;
    return html`
      <div
        class="popover filter-menu"
        role="dialog"
        popover="auto"
        aria-labelledby="filter-menu-title"
        data-testid="filter-menu"
        @toggle=${(event: ToggleEvent) => event.newState === 'closed' && this.closed()}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      >
        ${this.actions ?? nothing}
        <form
          novalidate
          @submit=${(event: SubmitEvent) => {
            event.preventDefault();
            this.#submit();
          }}
        >
          <h3 id="filter-menu-title" class="filter-menu-title">
            ${formatText(texts.filterColumn, isolated(columnLabel(column), 120))}
          </h3>
          ${this.facts === '' ? nothing : html`<p class="filter-menu-facts">${this.facts}</p>`}
          ${this.#fields(target, format)}
          <p class="filter-menu-problem" role="alert" ?hidden=${this.problem === undefined}>${this.problem ?? ''}</p>
          <div class="filter-menu-buttons">
            <button type="submit" class="button" data-testid="apply-filter">${texts.apply}</button>
            ${(['blank', 'notBlank'] as const).map(
              (kind) =>
                html`<button
                  type="button"
                  class="button secondary ${filter?.kind === kind ? 'pressed' : ''}"
                  aria-pressed=${filter?.kind === kind ? 'true' : 'false'}
                  data-testid="filter-${kind}"
                  @click=${() => this.#finish(filter?.kind === kind ? undefined : { column: target.index, kind })}
                >
                  ${kind === 'blank' ? texts.blankOnly : texts.notBlankOnly}
                </button>`,
            )}
            <button
              type="button"
              class="button secondary"
              data-testid="clear-column-filter"
              ?disabled=${filter === undefined}
              @click=${() => this.#finish(undefined)}
            >
              ${texts.clear}
            </button>
          </div>
          <report-reason-buttons
            .target=${target}
            .format=${format}
            .source=${this.source}
            .apply=${this.#finishReason}
          ></report-reason-buttons>
        </form>
      </div>
    `;
  }

  get #popover(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.filter-menu');
  }

  #fields({ column }: FilterTarget, format: Format): TemplateResult {
    switch (filterKind(column)) {
      case 'range':
        return html`
          <div class="filter-bounds">${this.#bound('from', 'text')} ${this.#bound('to', 'text')}</div>
          <p class="filter-menu-hint" id="filter-hint">${amountHint(column, format)}</p>
          ${this.#orBlank(format)}
        `;
      case 'days':
        return html`
          <div class="filter-bounds">${this.#bound('from', 'date')} ${this.#bound('to', 'date')}</div>
          <p class="filter-menu-hint" id="filter-hint">${texts.daysHint}</p>
          ${this.#orBlank(format)}
        `;
      case 'values':
        return this.#values(column, format);
    }
  }

  #bound(name: 'from' | 'to', type: 'text' | 'date'): TemplateResult {
    return html`<label class="filter-bound">
      <span>${name === 'from' ? texts.from : texts.to}</span>
      <input
        type=${type}
        class="text-input"
        aria-describedby="filter-hint"
        aria-invalid=${this.problem === undefined ? 'false' : 'true'}
        autocomplete="off"
        spellcheck="false"
        maxlength="60"
        data-testid="filter-${name}"
        .value=${this.draft[name]}
        @input=${(event: InputEvent) => {
          this.draft = { ...this.draft, [name]: (event.target as HTMLInputElement).value };
          this.problem = undefined;
        }}
      />
    </label>`;
  }

  #orBlank(format: Format): TemplateResult {
    return html`<label class="filter-check">
      <input
        type="checkbox"
        data-testid="filter-or-blank"
        .checked=${this.draft.orBlank}
        @change=${(event: Event) => (this.draft = { ...this.draft, orBlank: (event.target as HTMLInputElement).checked })}
      />
      <span
        >${this.blank === undefined ? texts.orBlank : formatText(texts.orBlankCount, format.count(this.blank))}</span
      >
    </label>`;
  }

  #values(column: ColumnInfo, format: Format): TemplateResult {
    const { draft, search } = this;
    const { value: found, failure, retry } = this.#found;
    const listed = found?.values ?? [];
    const shown = new Set(listed.map(({ label }) => label));
    // What is chosen stays in sight, whatever is searched for.
    const chosen = [...draft.values].filter((value) => !shown.has(value)).map((label) => ({ label, count: undefined }));
    const blank = found?.blank ?? this.blank ?? 0;
    return html`
      ${
        column.type === 'boolean'
          ? nothing
          : searchField(texts.searchValues, 'filter-search', search, (text) => this.#searched(text))
      }
      <div
        class="filter-values ${column.type === 'boolean' ? 'few' : ''}"
        role="group"
        aria-label=${truncate(columnLabel(column), 120)}
        data-testid="filter-values"
      >
        ${[...chosen, ...listed].map(({ label, count }) => this.#value(valueLabel(label, column, format), label, count, format))}
        ${
          blank > 0 || draft.orBlank
            ? html`<label class="filter-check">
                <input
                  type="checkbox"
                  data-testid="filter-or-blank"
                  .checked=${draft.orBlank}
                  @change=${(event: Event) => (this.draft = { ...draft, orBlank: (event.target as HTMLInputElement).checked })}
                />
                <span class="filter-value-name muted">${texts.blankValue}</span>
                <span class="filter-value-count">${blank > 0 ? format.count(blank) : ''}</span>
              </label>`
            : nothing
        }
      </div>
      ${failure === undefined ? nothing : requestFailure(failure, retry)}
      <p class="filter-menu-hint" role="status" ?hidden=${failure !== undefined}>
        ${
          found === undefined
            ? texts.valuesLoading
            : found.matching === 0
              ? texts.noValueFound
              : found.matching > listed.length
                ? formatText(texts.valuesShown, format.count(listed.length), format.count(found.matching))
                : ''
        }
      </p>
    `;
  }

  #value(shown: string, value: string, count: number | undefined, format: Format): TemplateResult {
    return html`<label class="filter-check" title=${truncate(value, 300)}>
      <input
        type="checkbox"
        .checked=${this.draft.values.has(value)}
        @change=${(event: Event) => this.#toggleValue(value, (event.target as HTMLInputElement).checked)}
      />
      <span class="filter-value-name">${shown}</span>
      <span class="filter-value-count">${count === undefined ? '' : format.count(count)}</span>
    </label>`;
  }

  #toggleValue(value: string, checked: boolean): void {
    const values = new Set(this.draft.values);
    if (checked) {
      values.add(value);
    } else {
      values.delete(value);
    }
    this.draft = { ...this.draft, values };
  }

  #searched(text: string): void {
    this.search = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#requestValues(), SEARCH_DEBOUNCE_MS);
  }

  #requestValues(): void {
    const { target, source, search } = this;
    if (target !== undefined && source !== undefined) {
      this.#found.start((signal) => source.getValues(target.index, search, target.counted ?? [], signal));
    }
  }

  #submit(): void {
    const { target, draft } = this;
    if (target === undefined) {
      return;
    }
    const result = filterOf(draft, target, this.format?.language);
    if (typeof result === 'string') {
      this.problem = result;
      this.querySelector<HTMLElement>('.filter-bound input')?.focus();
    } else {
      this.#finish(result ?? undefined);
    }
  }

  #finish(filter: ColumnFilter | undefined): void {
    this.apply(filter);
    this.close();
  }

  readonly #finishReason = (filters: ReasonFilters | undefined): void => {
    this.applyReason(filters);
    this.close();
  };

  /** Closes the window and gives the focus back to the header. */
  close(): void {
    const { target } = this;
    this.#popover?.hidePopover();
    target?.anchor.focus();
  }

  #key(event: KeyboardEvent): void {
    // The grid is not to move, nor VS Code to act on keys that are meant for a field.
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    }
  }
}

/** Amounts that somebody might write, in the unit of the column. */
const amountExamples: Readonly<Record<Unit, readonly number[]>> = {
  count: [],
  bytes: [500 * 1024 ** 2, 1.5 * 1024 ** 3],
  minutes: [45, 150],
  seconds: [45, 5_400],
};

function amountHint(column: ShownColumn, format: Format): string {
  const unit = unitOf(column);
  const examples = amountExamples[unit].map((amount) => format.value(amount, unit));
  return column.scale === undefined
    ? formatText(texts.amountHint[unit], ...examples)
    : formatText(texts.scaledHint, ...examples, format.unitName(column.scale));
}

function firstControl(popover: HTMLElement): HTMLElement | null {
  return popover.querySelector<HTMLElement>('form :is(input, button)');
}

declare global {
  interface HTMLElementTagNameMap {
    'report-filter-menu': ReportFilterMenu;
  }
}
