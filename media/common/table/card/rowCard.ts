import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type CellValue, columnLabel, type TableView } from '../../../../src/shared/report.js';
import { requestFailure } from '../../base/components/requestFailure.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatPlainCell, isolated, truncate } from '../../base/format/formatCell.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { RequestController } from '../../base/host/requestController.js';
import { texts } from '../../base/texts.js';
import { columnLayout, type ColumnLayout } from '../grid/columnLayout.js';
import { namingColumn } from '../grid/menuContext.js';
import type { CardSource } from './cardSource.js';
import { adoptStyles } from '../../base/components/adoptStyles.js';
import styles from './card.css' with { type: 'text' };

adoptStyles(styles);

/** A row of the view with its cells, by the columns of the table. */
interface CardRow {
  readonly row: number;
  readonly cells: readonly CellValue[];
}

/** A button that goes to another row. `label` has the row and how many there are; `atEnd` is said where there is none. */
interface Step {
  readonly testid: string;
  readonly icon: string;
  readonly label: string;
  readonly atEnd: string;
}

/** All values of one row, one below the other, whatever is hidden in the table. The arrow keys go to the rows above and below, Home and End to the first and last. */
@customElement('report-row-card')
export class ReportRowCard extends LitElement {
  /** Position in the view; absent while the card is closed. */
  @property({ attribute: false }) row: number | undefined;
  /** Rows of the view. */
  @property({ attribute: false }) rowCount = 0;
  @property({ attribute: false }) view: TableView = {};
  @property({ attribute: false }) columns: readonly ShownColumn[] = [];
  @property({ attribute: false }) layout: ColumnLayout = columnLayout([]);
  /** Columns that name users. */
  @property({ attribute: false }) userColumns: readonly number[] = [];
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: CardSource | undefined;
  /** Shows another row. */
  @property({ attribute: false }) go: (row: number) => void = () => undefined;
  /** @param isLeft whether the person has gone somewhere else, and not back to the table */
  @property({ attribute: false }) closed: (isLeft: boolean) => void = () => undefined;
  /** The row before stays until this one is here. */
  readonly #shown = new RequestController<CardRow>(this, () => this.source?.reopen?.() === true);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('row')) {
      return;
    }
    const { row, source, view } = this;
    if (row === undefined || source === undefined) {
      this.#shown.clear();
      return;
    }
    this.#shown.start(async (signal) => {
      const { rows } = await source.getRows({ view, start: row, end: row + 1 }, signal);
      return { row, cells: rows[0] ?? [] };
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const popover = this.querySelector<HTMLElement>('.row-card');
    if (popover?.matches(':popover-open') === false) {
      popover.showPopover();
      popover.querySelector<HTMLElement>('.row-card-values')?.focus();
    }
    if (changed.has('row') && changed.get('row') === undefined) {
      popover?.querySelector('.row-card-values')?.scrollTo(0, 0);
    }
  }

  protected override render(): unknown {
    const { row, rowCount, format } = this;
    if (row === undefined || format === undefined) {
      return nothing;
    }
    const { value: shown, failure, retry } = this.#shown;
    const order = [...this.layout.shown, ...this.layout.order.filter((column) => !this.layout.shown.includes(column))];
    return html`
      <div
        class="popover row-card"
        role="dialog"
        popover="auto"
        aria-label=${texts.rowDetails}
        aria-busy=${shown?.row === row || failure !== undefined ? 'false' : 'true'}
        data-testid="row-card"
        @toggle=${(event: ToggleEvent) => event.newState === 'closed' && this.closed(true)}
        @keydown=${(event: KeyboardEvent) => this.#key(event, row)}
      >
        <div class="row-card-head">
          <div class="row-card-title" role="status" data-testid="row-card-title">
            <strong>${shown === undefined ? '' : this.#name(shown, order, format)}</strong>
            <span>${formatText(texts.rowOf, format.count((shown?.row ?? row) + 1), format.count(rowCount))}</span>
          </div>
          ${this.#step(
            { testid: 'row-card-previous', icon: 'arrow-up', label: texts.previousRow, atEnd: texts.isFirstRow },
            row - 1,
            format,
          )}
          ${this.#step(
            { testid: 'row-card-next', icon: 'arrow-down', label: texts.nextRow, atEnd: texts.isLastRow },
            row + 1,
            format,
          )}
          <button
            class="icon-button"
            aria-label=${texts.closeByEscape}
            title=${texts.closeByEscape}
            data-testid="row-card-close"
            @click=${() => this.closed(false)}
          >
            <span class="codicon codicon-close" aria-hidden="true"></span>
          </button>
        </div>
        ${failure === undefined ? nothing : requestFailure(formatText(texts.rowsFailed, failure), retry)}
        <dl class="row-card-values" tabindex="0" aria-label=${texts.rowDetails} data-testid="row-card-values">
          ${shown === undefined ? nothing : order.map((column) => this.#value(shown, column, format))}
        </dl>
        <div class="row-card-buttons">${shown === undefined ? nothing : this.#buttons(shown)}</div>
      </div>
    `;
  }

  /** The user's name, or what is in the first column: it says most about a row. */
  #name({ cells }: CardRow, [first = 0]: readonly number[], format: Format): string {
    const index = namingColumn(cells, this.columns, this.userColumns) ?? first;
    const column = this.columns[index];
    return column === undefined ? '' : isolated(formatPlainCell(cells, index, column, format).text, 120);
  }

  #value({ cells }: CardRow, index: number, format: Format): TemplateResult {
    const column = this.columns[index];
    if (column === undefined) {
      return html``;
    }
    const { text, title, label, blank, concealed } = formatPlainCell(cells, index, column, format);
    const isHidden = !this.layout.shown.includes(index);
    return html`<div class="row-card-line" data-column=${truncate(column.name, 120)}>
      <dt>
        ${truncate(columnLabel(column), 120)}
        ${isHidden ? html`<span class="row-card-note">${texts.notInTable}</span>` : nothing}
      </dt>
      <dd class=${blank ? 'blank' : concealed === true ? 'concealed' : ''} title=${title ?? nothing}>
        ${
          label === undefined
            ? text
            : html`<span aria-hidden="true">${text}</span><span class="visually-hidden">${label}</span>`
        }
        ${concealed === true ? html`<span class="badge" aria-hidden="true">${texts.concealed}</span>` : nothing}
      </dd>
    </div>`;
  }

  #step({ testid, icon, label, atEnd }: Step, to: number, format: Format): TemplateResult {
    const has = this.#has(to);
    const said = has ? formatText(label, format.count(to + 1), format.count(this.rowCount)) : atEnd;
    return html`<button
      class="icon-button"
      aria-label=${said}
      title=${said}
      aria-disabled=${has ? nothing : 'true'}
      data-testid=${testid}
      @click=${() => this.#go(to)}
    >
      <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    </button>`;
  }

  #buttons({ row, cells }: CardRow): TemplateResult {
    const { source } = this;
    const user = namingColumn(cells, this.columns, this.userColumns);
    return html`
      ${
        user === undefined
          ? nothing
          : html`<button class="button" data-testid="row-card-user" @click=${() => source?.findUser(row, user)}>
              ${texts.findThisUser}
            </button>`
      }
      <button
        class="button secondary"
        data-testid="row-card-copy"
        @click=${() => source?.copyRows({ view: this.view, rows: [{ start: row, end: row + 1 }] })}
      >
        ${texts.copyRow}
      </button>
    `;
  }

  #has(row: number): boolean {
    return row >= 0 && row < this.rowCount;
  }

  #go(row: number): void {
    if (this.#has(row)) {
      this.go(row);
    }
  }

  #key(event: KeyboardEvent, row: number): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    // The grid is not to move, nor the find bar to open.
    event.stopPropagation();
    if (key === 'Escape') {
      event.preventDefault();
      this.closed(false);
      return;
    }
    const to = this.#reachedBy(key, row);
    if (to !== undefined && !ctrlKey && !metaKey && !altKey && !shiftKey) {
      event.preventDefault();
      this.#go(to);
    }
  }

  #reachedBy(key: string, row: number): number | undefined {
    switch (key) {
      case 'ArrowUp':
        return row - 1;
      case 'ArrowDown':
        return row + 1;
      case 'Home':
        return 0;
      case 'End':
        return this.rowCount - 1;
      default:
        return undefined;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-row-card': ReportRowCard;
  }
}
