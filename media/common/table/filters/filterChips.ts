import { html, nothing, type TemplateResult } from 'lit';
import { type ColumnFilter, type ColumnInfo, columnLabel, type QuickFilter } from '../../../../src/shared/report.js';
import { adoptStyles } from '../../base/components/adoptStyles.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { texts } from '../../base/texts.js';
import { truncate } from '../../base/format/formatCell.js';
import styles from './filterChips.css' with { type: 'text' };
import { filterText } from './filterText.js';
import { quickFilterText } from './quickFilterText.js';

adoptStyles(styles);

/**
 * The filters that are set, each to be taken off by a click; a quick filter is one, whatever it is made of.
 *
 * @param filters those that belong to none of the quick filters
 */
export function filterChips(
  quickFilters: readonly QuickFilter[],
  filters: readonly ColumnFilter[],
  columns: readonly ColumnInfo[],
  format: Format,
  handlers: {
    readonly removeQuick: (quick: QuickFilter) => void;
    readonly remove: (filter: ColumnFilter) => void;
    readonly clear: () => void;
    /** The text that rows are searched for, where no box has it. */
    readonly text?: { readonly label: string; readonly text: string; readonly remove: () => void };
  },
): TemplateResult {
  const { text: searched } = handlers;
  return html`
    <div class="chips" role="group" aria-label=${texts.filters} data-testid="filters">
      ${quickFilters.map((quick) => {
        const { label, hint: what } = quickFilterText(quick, format);
        return html`<button
          class="chip"
          data-testid="chip"
          data-quick=${quick.kind}
          title=${`${texts.removeFilter}: ${what}`}
          @click=${() => handlers.removeQuick(quick)}
        >
          <span class="visually-hidden">${texts.removeFilter}: </span><span class="chip-name">${label}</span>
          <span class="codicon codicon-close" aria-hidden="true"></span>
        </button>`;
      })}
      ${filters.map((filter) => {
        const column = columns[filter.column];
        if (column === undefined) {
          return nothing;
        }
        const [name, text] = [truncate(columnLabel(column), 60), filterText(filter, column, format)];
        return chip(name, text, () => handlers.remove(filter), truncate(column.name, 120));
      })}
      ${searched === undefined ? nothing : chip(searched.label, truncate(searched.text, 60), searched.remove)}
      <button class="chip clear-all" data-testid="clear-all" @click=${() => handlers.clear()}>${texts.clearAll}</button>
    </div>
  `;
}

/** @param column name of the filter's column, where it is about one */
function chip(name: string, text: string, remove: () => void, column?: string): TemplateResult {
  return html`<button
    class="chip"
    data-testid="chip"
    data-column=${column ?? nothing}
    title=${`${texts.removeFilter}: ${name} ${text}`}
    @click=${remove}
  >
    <span class="visually-hidden">${texts.removeFilter}: </span><span class="chip-name">${name}</span>
    <span class="chip-text">${text}</span>
    <span class="codicon codicon-close" aria-hidden="true"></span>
  </button>`;
}
