import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { foldText } from '../../../../src/base/foldText.js';
import type { ColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import { columnLabel, type ColumnInfo } from '../../../../src/shared/report.js';
import { adoptStyles } from '../../base/components/adoptStyles.js';
import { positionPopover } from '../../base/components/positionPopover.js';
import { isolated, truncate } from '../../base/format/formatCell.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { searchField } from '../../base/components/searchField.js';
import type { ColumnLayout } from '../grid/columnLayout.js';
import type { Arrangement } from './arrangement.js';
import '../filters/filterMenuStyles.js';
import styles from './columnsMenu.css' with { type: 'text' };

adoptStyles(styles);

/** All columns of the table in a small window, to be shown, hidden, and pinned. Each choice is carried out at once. */
@customElement('report-columns-menu')
export class ReportColumnsMenu extends LitElement {
  /** What the menu opens below; absent while it is closed. */
  @property({ attribute: false }) anchor: HTMLElement | undefined;
  @property({ attribute: false }) arrangement: Arrangement | undefined;
  @property({ attribute: false }) columns: readonly ColumnInfo[] = [];
  @property({ attribute: false }) change: (choices: ColumnChoices) => void = () => undefined;
  @property({ attribute: false }) closed: () => void = () => undefined;
  @state() private search = '';
  /** Index of the column whose line the Tab key reaches. */
  @state() private active: number | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('anchor')) {
      this.search = '';
      this.active = undefined;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { anchor } = this;
    const popover = this.#popover;
    if (changed.has('anchor') && anchor !== undefined && popover?.matches(':popover-open') === false) {
      popover.showPopover();
      positionPopover(popover, anchor.getBoundingClientRect());
      popover.querySelector<HTMLElement>('input')?.focus();
    }
  }

  protected override render(): unknown {
    const { arrangement, anchor } = this;
    if (arrangement === undefined || anchor === undefined) {
      return nothing;
    }
    const found = this.#found(arrangement);
    const reached = found.includes(this.active ?? -1) ? this.active : found[0];
    return html`
      <div
        class="popover filter-menu"
        role="dialog"
        popover="auto"
        aria-labelledby="columns-menu-title"
        data-testid="columns-menu"
        @toggle=${(event: ToggleEvent) => event.newState === 'closed' && this.closed()}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      >
        <h3 id="columns-menu-title" class="filter-menu-title">${texts.columns}</h3>
        ${searchField(texts.searchColumns, 'columns-search', this.search, (text) => (this.search = text))}
        <div class="filter-values columns-list" role="group" aria-label=${texts.columns}>
          ${repeat(
            found,
            (column) => column,
            (column) => this.#line(column, column === reached, arrangement),
          )}
        </div>
        <p class="filter-menu-hint" role="status">${found.length === 0 ? texts.noColumnFound : ''}</p>
        <div class="filter-menu-buttons">
          <button
            class="button secondary"
            data-testid="show-all-columns"
            ?disabled=${arrangement.layout.hidden.length === 0}
            @click=${() => this.change({ ...arrangement.withoutHidden(), showConstant: true })}
          >
            ${texts.showAllColumns}
          </button>
          <button
            class="button secondary"
            data-testid="reset-columns"
            ?disabled=${!arrangement.isChanged}
            @click=${() => this.change(arrangement.usual)}
          >
            ${texts.resetColumns}
          </button>
        </div>
      </div>
    `;
  }

  get #popover(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.popover');
  }

  /** The columns whose name has the text that is searched for, from left to right; a hidden one keeps the place that it comes back to. */
  #found({ layout }: Arrangement): readonly number[] {
    const wanted = foldText(this.search.trim());
    return allInPlace(layout).filter((column) => {
      const info = this.columns[column];
      return info !== undefined && [info.name, columnLabel(info)].some((name) => foldText(name).includes(wanted));
    });
  }

  #line(column: number, isReached: boolean, arrangement: Arrangement): TemplateResult {
    const label = columnLabel(this.columns[column] ?? { name: '' });
    const [isShown, isPinned] = [arrangement.isShown(column), arrangement.isPinned(column)];
    const isLast = isShown && !arrangement.canHide;
    const pinText = formatText(isPinned ? texts.unpinColumnNamed : texts.pinColumnNamed, isolated(label, 120));
    return html`<div class="columns-line" data-line=${column} @focusin=${() => (this.active = column)}>
      <label class="filter-check" title=${isLast ? texts.lastColumn : truncate(label, 300)}>
        <input
          type="checkbox"
          tabindex=${isReached ? 0 : -1}
          .checked=${live(isShown)}
          aria-disabled=${isLast ? 'true' : nothing}
          @change=${(event: Event) => this.#show(column, event.target as HTMLInputElement, arrangement)}
        />
        <span class="filter-value-name">${truncate(label, 120)}</span>
      </label>
      <button
        class="icon-button"
        tabindex=${isReached ? 0 : -1}
        aria-label=${pinText}
        title=${pinText}
        aria-pressed=${isPinned ? 'true' : 'false'}
        ?disabled=${!isShown}
        data-testid="pin-column"
        @click=${() => this.change(arrangement.withPinned(column, !isPinned))}
      >
        <span class="codicon codicon-${isPinned ? 'pinned' : 'pin'}" aria-hidden="true"></span>
      </button>
    </div>`;
  }

  #show(column: number, box: HTMLInputElement, arrangement: Arrangement): void {
    const choices = arrangement.withShown(column, box.checked);
    // The last one stays.
    box.checked = choices === arrangement.choices ? arrangement.isShown(column) : box.checked;
    this.change(choices);
  }

  #key(event: KeyboardEvent): void {
    // The grid is not to move, nor VS Code to act on keys that are meant for a field.
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      const { anchor } = this;
      this.#popover?.hidePopover();
      anchor?.focus();
      return;
    }
    const boxes = [...this.querySelectorAll<HTMLElement>('.columns-line input')];
    const line = (event.target as HTMLElement).closest('.columns-line');
    const at = boxes.findIndex((box) => line?.contains(box));
    const isInSearch = (event.target as HTMLElement).matches('.filter-search');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ...(isInSearch ? {} : { Home: 0, End: boxes.length - 1 }) }[
      event.key as 'Home'
    ];
    if (to !== undefined && (line !== null || isInSearch)) {
      event.preventDefault();
      boxes[Math.max(0, Math.min(boxes.length - 1, to))]?.focus();
    }
  }
}

/** The columns on screen as they are there, and each hidden one behind the column that it follows in their order. */
function allInPlace({ shown, order }: ColumnLayout): readonly number[] {
  const all = [...shown];
  order.forEach((column, at) => {
    if (!all.includes(column)) {
      all.splice(at === 0 ? 0 : all.indexOf(order[at - 1] ?? -1) + 1, 0, column);
    }
  });
  return all;
}

declare global {
  interface HTMLElementTagNameMap {
    'report-columns-menu': ReportColumnsMenu;
  }
}
