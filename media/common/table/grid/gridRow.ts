import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import type { CellSelection } from './cellSelection.js';
import { rowCells, type RowCellsState } from './rowCells.js';
import type { Row } from './rowWindow.js';

export interface GridRowState extends Omit<RowCellsState, 'selected'> {
  readonly selection: CellSelection;
  /** Whether its details are shown beside the table. */
  readonly isOpened: boolean;
  /** Pixels. */
  readonly top: number;
  readonly press: (event: MouseEvent) => void;
  readonly click: (event: MouseEvent) => void;
}

/** A row of the table; `cells` is absent while it is on its way. What has not changed is not drawn again. */
export function gridRow(row: number, cells: Row | undefined, state: GridRowState): TemplateResult {
  const { selection, isOpened, top, press, click, ...shared } = state;
  const { activeColumn, columns, layout, pinnedCount, format, found, foundNow } = shared;
  const isIn = selection.hasRow(row);
  const isWhole = isIn && selection.isRows;
  const selected = isIn ? (selection.columns ?? { start: 0, end: layout.shown.length }) : undefined;
  const edges = isIn
    ? `${selection.hasRow(row - 1) ? '' : 'range-top'} ${selection.hasRow(row + 1) ? '' : 'range-bottom'}`
    : '';
  return html`
    <div
      role="row"
      class="grid-row ${isWhole ? 'selected' : ''} ${isOpened ? 'opened' : ''} ${edges} ${cells === undefined ? 'pending' : ''} ${row % 2 === 1 ? 'odd' : ''}"
      aria-rowindex=${row + 2}
      aria-selected=${isWhole ? 'true' : 'false'}
      aria-current=${isOpened ? 'true' : nothing}
      data-row=${row}
      ${cssProperties({ top: `${top}px` })}
      @mousedown=${press}
      @click=${click}
    >
      ${guard(
        [cells, activeColumn, columns, layout, pinnedCount, format, found, foundNow, selected?.start, selected?.end],
        () => rowCells(cells, { ...shared, selected }),
      )}
    </div>
  `;
}
