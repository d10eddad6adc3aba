import { html, nothing, type TemplateResult } from 'lit';
import { isNumeric } from '../../../../src/shared/measures.js';
import { type ColumnFilter, type ColumnInfo, columnLabel, type TableView } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { isolated, truncate } from '../../base/format/formatCell.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { MIN_COLUMN_WIDTH } from './columnWidths.js';
import type { ColumnPlace } from './columnLayout.js';
import type { DrawnSummary } from './drawnSummary.js';
import { pinnedPlace } from './pinnedPlace.js';
import { sortPlace } from './sortOrder.js';

/** What a header cell shows of its column besides the name. */
export interface HeadCellState {
  readonly view: TableView;
  readonly format: Format | undefined;
  /** True for the cell that the Tab key reaches. */
  readonly isActive: boolean;
  /** So many of the first columns stay in view. */
  readonly pinnedCount: number;
  readonly isFilterOpen: boolean;
  /** Absent if the column has nothing to draw. */
  readonly summary: DrawnSummary | undefined;
  /** Whether headers have room for summaries. */
  readonly hasSummaries: boolean;
  /** Pixels. */
  readonly width: number;
}

export interface HeadCellHandlers {
  /** @param isAdded as one more key */
  readonly sort: (isAdded: boolean) => void;
  readonly openFilter: (anchor: HTMLElement) => void;
  /** `set` is the filter that the column has. */
  readonly toggleFilter: (filter: ColumnFilter, set: ColumnFilter | undefined) => void;
  readonly resize: (event: PointerEvent) => void;
  /** The header may be about to be dragged to another place; absent where columns have none of their own. */
  readonly grab?: (event: PointerEvent) => void;
  /** Fits the column to its cells. */
  readonly fit: () => void;
}

/** Holds the place of a summary. */
const noSummary = html`<div class="head-summary" aria-hidden="true"></div>`;

/** The header of one column: its name sorts, its funnel opens the filter menu, its edge changes the width. */
export function headCell(
  column: ColumnInfo,
  { index, position }: ColumnPlace,
  { view, format, isActive, pinnedCount, isFilterOpen, summary, hasSummaries, width }: HeadCellState,
  handlers: HeadCellHandlers,
): TemplateResult {
  const label = columnLabel(column);
  const count = (number: number) => format?.count(number) ?? '';
  const { direction: sorted, rank } = sortPlace(view.sort, index);
  const marks = [
    ...(column.concealed === true ? [{ icon: 'eye-closed', text: texts.concealedColumn }] : []),
    ...(column.known ? [] : [{ icon: 'question', text: texts.unknownColumn }]),
    ...(column.attributesFile === undefined
      ? []
      : [{ icon: 'link', text: formatText(texts.attributeColumn, truncate(column.attributesFile, 120)) }]),
    ...(column.directoryDay === undefined
      ? []
      : [
          {
            // As the item of the sidebar has it.
            icon: 'organization',
            text: formatText(texts.directoryColumn, format?.day(column.directoryDay) ?? column.directoryDay),
          },
        ]),
  ];
  const filter = view.filters?.find((one) => one.column === index);
  const remarks = [
    ...(label === column.name ? [] : [formatText(texts.columnInFiles, truncate(column.name, 120))]),
    ...marks.map((mark) => mark.text),
    ...(summary === undefined || column.concealed === true ? [] : [summary.description]),
  ];
  return html`
    <div
      role="columnheader"
      class="grid-cell head-cell ${isNumeric(column) ? 'right' : ''} ${position < pinnedCount ? 'pinned' : ''} ${column.known ? '' : 'unknown'}"
      aria-sort=${sorted}
      aria-label=${truncate(label, 120)}
      aria-colindex=${position + 1}
      data-index=${index}
      data-column=${truncate(column.name, 120)}
      ${pinnedPlace(position, pinnedCount)}
    >
      <div class="head-line" @pointerdown=${handlers.grab ?? nothing}>
        <button
          class="head-button"
          tabindex=${isActive ? 0 : -1}
          title=${[truncate(label, 300), ...remarks].join('\n')}
          aria-description=${[...(rank === undefined ? [] : [formatText(texts.sortRank, count(rank), count(view.sort?.length ?? 0))]), ...(filter === undefined ? [] : [texts.filtered]), ...remarks, texts.sortKeys, texts.filterKeys, texts.resizeKeys, ...(handlers.grab === undefined ? [] : [texts.moveKeys])].join('; ')}
          @click=${(event: MouseEvent) => handlers.sort(event.shiftKey)}
        >
          <span class="head-name"
            >${marks.map((mark) => html`<span class="codicon codicon-${mark.icon}" role="img" aria-label=${mark.text}></span>`)}${truncate(label, 120)}</span
          >
          ${
            sorted === 'none'
              ? nothing
              : html`<span
                    class="codicon codicon-arrow-small-${sorted === 'ascending' ? 'up' : 'down'}"
                    aria-hidden="true"
                  ></span
                  >${rank === undefined ? nothing : html`<span class="head-rank" aria-hidden="true">${count(rank)}</span>`}`
          }
        </button>
        <button
          class="icon-button head-filter ${filter === undefined ? '' : 'set'}"
          tabindex="-1"
          aria-label=${formatText(texts.filterColumn, isolated(label, 120))}
          title=${formatText(texts.filterColumn, isolated(label, 120))}
          aria-haspopup="dialog"
          aria-expanded=${isFilterOpen ? 'true' : 'false'}
          data-testid="head-filter"
          @click=${(event: MouseEvent) => handlers.openFilter(event.currentTarget as HTMLElement)}
        >
          <span class="codicon codicon-${filter === undefined ? 'filter' : 'filter-filled'}" aria-hidden="true"></span>
        </button>
      </div>
      ${hasSummaries ? (summary?.view(filter, (one) => handlers.toggleFilter(one, filter)) ?? noSummary) : nothing}
      <span
        class="resizer"
        role="separator"
        aria-orientation="vertical"
        aria-label=${formatText(texts.resizeColumn, isolated(label, 120))}
        aria-valuenow=${Math.round(width)}
        aria-valuemin=${MIN_COLUMN_WIDTH}
        title=${texts.resizeHint}
        @pointerdown=${handlers.resize}
        @dblclick=${handlers.fit}
      ></span>
    </div>
  `;
}
