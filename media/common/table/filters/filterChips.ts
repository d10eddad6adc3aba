import { html, nothing, type TemplateResult } from 'lit';
import { type ColumnFilter, type ColumnInfo, columnLabel } from '../../../../src/shared/report.js';
import type { Format } from '../../base/format/format.js';
import { texts } from '../../base/texts.js';
import { truncate } from '../../base/format/formatCell.js';
import { filterText } from './filterText.js';

/** The filters that are set, each to be taken off by a click. `hint` stands there while none is, so that the table keeps its place. */
export function filterChips(
  filters: readonly ColumnFilter[],
  columns: readonly ColumnInfo[],
  format: Format,
  handlers: { readonly remove: (filter: ColumnFilter) => void; readonly clear: () => void },
  hint: string | undefined,
): TemplateResult | typeof nothing {
  if (filters.length === 0) {
    return hint === undefined ? nothing : html`<p class="chips chips-hint" data-testid="no-filters">${hint}</p>`;
  }
  return html`
    <div class="chips" role="group" aria-label=${texts.filters} data-testid="filters">
      ${filters.map((filter) => {
        const column = columns[filter.column];
        if (column === undefined) {
          return nothing;
        }
        const [name, text] = [truncate(columnLabel(column), 60), filterText(filter, column, format)];
        return html`<button
          class="chip"
          data-testid="chip"
          data-column=${truncate(column.name, 120)}
          title=${`${texts.removeFilter}: ${name} ${text}`}
          @click=${() => handlers.remove(filter)}
        >
          <span class="visually-hidden">${texts.removeFilter}: </span><span class="chip-name">${name}</span>
          <span class="chip-text">${text}</span>
          <span class="codicon codicon-close" aria-hidden="true"></span>
        </button>`;
      })}
      <button class="chip clear-all" data-testid="clear-all" @click=${() => handlers.clear()}>${texts.clearAll}</button>
    </div>
  `;
}
