import { html, nothing, type TemplateResult } from 'lit';
import { roving } from '../base/components/roving.js';
import { texts } from '../base/texts.js';

export interface TableToolsState {
  /** Why the rows cannot be grouped yet; absent if they can. */
  readonly notYet: string | undefined;
  readonly isColumnsMenuOpen: boolean;
  readonly isFinding: boolean;
  readonly groupByTexts: { readonly label: string; readonly hint: string };
}

export interface TableToolsHandlers {
  readonly openColumns: () => void;
  /** Absent where the page has no groups. */
  readonly groupBy: (() => void) | undefined;
  readonly find: () => void;
}

/** The buttons of a table, which are one stop of the Tab key: its columns, groups, and the search in it. */
export function tableTools(
  { notYet, isColumnsMenuOpen, isFinding, groupByTexts }: TableToolsState,
  { openColumns, groupBy, find }: TableToolsHandlers,
): TemplateResult {
  return html`<span class="table-tools" role="toolbar" aria-labelledby="table-heading" ${roving()}>
    <button
      class="button secondary"
      aria-haspopup="dialog"
      aria-expanded=${isColumnsMenuOpen ? 'true' : 'false'}
      title=${texts.columnsHint}
      data-testid="columns-button"
      @click=${openColumns}
    >
      <span class="codicon codicon-checklist" aria-hidden="true"></span>${texts.columns}
    </button>
    ${
      groupBy === undefined
        ? nothing
        : html`<button
            class="button secondary"
            title=${notYet ?? groupByTexts.hint}
            ?disabled=${notYet !== undefined}
            data-testid="group-by"
            @click=${() => groupBy()}
          >
            <span class="codicon codicon-group-by-ref-type" aria-hidden="true"></span>${groupByTexts.label}
          </button>`
    }
    <button
      class="button secondary"
      aria-label=${texts.findInTable}
      aria-expanded=${isFinding ? 'true' : 'false'}
      title=${texts.findKeys}
      data-testid="find-button"
      @click=${find}
    >
      <span class="codicon codicon-search" aria-hidden="true"></span>
    </button>
  </span>`;
}
