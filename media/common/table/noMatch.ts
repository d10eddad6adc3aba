import { html, type TemplateResult } from 'lit';
import type { TableView } from '../../../src/shared/report.js';
import { isolated } from '../base/format/formatCell.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { texts } from '../base/texts.js';

/** Stands in the place of rows where no row passes the filters, with a button that takes these off. */
export function noMatch({ filter = '', filters = [] }: TableView, clear: () => void): TemplateResult {
  const hasColumnFilters = filters.length > 0;
  return html`<div class="no-match" data-testid="no-match">
    <p>${hasColumnFilters ? texts.noMatchFilters : formatText(texts.noMatch, isolated(filter, 80))}</p>
    <button class="button secondary" @click=${clear}>${hasColumnFilters ? texts.clearAll : texts.clearFilter}</button>
  </div>`;
}
