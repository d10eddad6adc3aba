import { html, nothing, type TemplateResult } from 'lit';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { isNumeric } from '../../../../src/shared/measures.js';
import { type CellFormatter, type FormattedCell } from '../../base/format/formatCell.js';
import { texts } from '../../base/texts.js';
import type { ColumnLayout, ColumnPlace } from './columnLayout.js';
import type { ColumnSpan } from './cellSelection.js';
import { pinnedPlace } from './pinnedPlace.js';
import type { Row } from './rowWindow.js';

const pendingCell: FormattedCell = { text: '', label: texts.rowLoading, blank: false };

export interface RowCellsState {
  readonly columns: readonly ShownColumn[];
  readonly format: Format | undefined;
  readonly cellFormatter: CellFormatter;
  readonly layout: ColumnLayout;
  /** So many of the first columns stay in view. */
  readonly pinnedCount: number;
  /** Place, from the left, of the cell that the Tab key reaches; absent if it is in another row. */
  readonly activeColumn: number | undefined;
  /** Columns whose cell has the text that somebody looks for, and the one of them that was found last. */
  readonly found: readonly number[] | undefined;
  readonly foundNow: number | undefined;
  /** Which of the cells are selected; absent if none is. */
  readonly selected: ColumnSpan | undefined;
}

/** The cells of a row. `row` is absent while it is on its way. */
export function rowCells(row: Row | undefined, state: RowCellsState): TemplateResult[] {
  return state.layout.shown.flatMap((index, position) => {
    const column = state.columns[index];
    return column === undefined ? [] : [cell(row, column, { index, position }, state)];
  });
}

/** One template for every kind of cell: a cell that has the focus must stay the same element when its row arrives. */
function cell(
  row: Row | undefined,
  column: ShownColumn,
  { index, position }: ColumnPlace,
  { format, cellFormatter, activeColumn, pinnedCount, found, foundNow, selected }: RowCellsState,
): TemplateResult {
  const isSelected = selected !== undefined && position >= selected.start && position < selected.end;
  const edges = `${position === selected?.start ? 'range-start' : ''} ${position + 1 === selected?.end ? 'range-end' : ''}`;
  const formatted = row === undefined || format === undefined ? pendingCell : cellFormatter(row, index, column, format);
  return html`<div
    role="gridcell"
    class="grid-cell ${isNumeric(column) ? 'right' : ''} ${position < pinnedCount ? 'pinned' : ''} ${formatted.blank ? 'blank' : formatted.concealed === true ? 'concealed' : ''} ${formatted.mark ?? ''} ${index === foundNow ? 'found found-now' : found?.includes(index) === true ? 'found' : ''} ${isSelected ? `selected ${edges}` : ''}"
    tabindex=${position === activeColumn ? 0 : -1}
    aria-colindex=${position + 1}
    aria-selected=${isSelected ? 'true' : 'false'}
    aria-label=${formatted.label ?? nothing}
    title=${formatted.title ?? nothing}
    data-index=${index}
    ${pinnedPlace(position, pinnedCount)}
  >
    ${formatted.text}
  </div>`;
}
