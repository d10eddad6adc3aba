import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import { rowCells, type RowCellsState } from './rowCells.js';
import type { Row } from './rowWindow.js';

export interface GridRowState extends RowCellsState {
  readonly isSelected: boolean;
  /** Pixels. */
  readonly top: number;
  readonly press: (event: MouseEvent) => void;
  readonly click: (event: MouseEvent) => void;
}

/** A row of the table; `cells` is absent while it is on its way. What has not changed is not drawn again. */
export function gridRow(row: number, cells: Row | undefined, state: GridRowState): TemplateResult {
  const { isSelected, top, press, click, ...cellState } = state;
  const { activeColumn, columns, layout, pinnedCount, format, found, foundNow } = cellState;
  return html`
    <div
      role="row"
      class="grid-row ${isSelected ? 'selected' : ''} ${cells === undefined ? 'pending' : ''} ${row % 2 === 1 ? 'odd' : ''}"
      aria-rowindex=${row + 2}
      aria-selected=${isSelected ? 'true' : 'false'}
      data-row=${row}
      ${cssProperties({ top: `${top}px` })}
      @mousedown=${press}
      @click=${click}
    >
      ${guard([cells, activeColumn, columns, layout, pinnedCount, format, found, foundNow], () => rowCells(cells, cellState))}
    </div>
  `;
}
