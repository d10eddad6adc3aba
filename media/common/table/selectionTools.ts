import { html, nothing, type TemplateResult } from 'lit';
import type { Format } from '../../../src/shared/format/format.js';
import { texts } from '../base/texts.js';
import type { CopyOptions } from './grid/copyRequest.js';
import type { SelectedCells } from './grid/selectedCells.js';

/** What can be done with whole rows that are selected. */
export function selectionTools(
  selected: SelectedCells | undefined,
  format: Format,
  copy: (options?: CopyOptions) => void,
): TemplateResult {
  const rowCount = selected?.isRows === true ? selected.rowCount : 0;
  const text = rowCount === 0 ? '' : format.plural(texts.selected, rowCount);
  return html`<span class="selection-text" data-testid="selection">${text}</span> ${
      rowCount === 0
        ? nothing
        : html`<button class="button secondary" data-testid="copy-selected" @click=${() => copy()}>
              <span class="codicon codicon-copy" aria-hidden="true"></span
              >${format.plural(texts.copySelected, rowCount)}
            </button>
            <button
              class="button secondary"
              data-testid="copy-selected-markdown"
              @click=${() => copy({ format: 'markdown' })}
            >
              <span class="codicon codicon-markdown" aria-hidden="true"></span>${texts.copySelectedMarkdown}
            </button>`
    }`;
}
