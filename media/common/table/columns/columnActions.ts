import { html, nothing, type TemplateResult } from 'lit';
import type { GridAction } from '../../../../src/shared/tableActions.js';
import { adoptStyles } from '../../base/components/adoptStyles.js';
import { roving } from '../../base/components/roving.js';
import { texts } from '../../base/texts.js';
import { type ColumnLayout, placeFor } from '../grid/columnLayout.js';
import styles from './columnActions.css' with { type: 'text' };

adoptStyles(styles);

/** What a column's window does: the actions of the context menu, and two that have keys alone there. */
export interface ColumnActionHandlers {
  /** What the context menu does as well. */
  readonly act: (action: Extract<GridAction, `sort${string}` | `${string}Column`>) => void;
  readonly move: (by: 1 | -1) => void;
  /** Absent where the page has no groups. */
  readonly groupBy: (() => void) | undefined;
}

/** What can be done with a column besides filtering it, in the words of its header's context menu. */
export function columnActions(
  column: number,
  layout: ColumnLayout,
  { act, move, groupBy }: ColumnActionHandlers,
): TemplateResult {
  const place = layout.shown.indexOf(column);
  const isPinned = layout.pinned.includes(column);
  const stays = (by: 1 | -1) => placeFor(layout, place, place + by) === place;
  const button = (id: string, icon: string, text: string, run: () => void, isDisabled = false) =>
    html`<button type="button" class="menu-item" ?disabled=${isDisabled} data-testid=${id} @click=${run}>
      <span class="codicon codicon-${icon}" aria-hidden="true"></span><span class="menu-label">${text}</span>
    </button>`;
  return html`<div class="column-actions" role="toolbar" aria-label=${texts.columnActions} ${roving()}>
    ${button('column-sort-ascending', 'arrow-small-up', texts.sortAscending, () => act('sortAscending'))}
    ${button('column-sort-descending', 'arrow-small-down', texts.sortDescending, () => act('sortDescending'))}
    ${button('column-move-left', 'arrow-left', texts.moveLeft, () => move(-1), stays(-1))}
    ${button('column-move-right', 'arrow-right', texts.moveRight, () => move(1), stays(1))}
    ${
      isPinned
        ? button('column-unpin', 'pinned', texts.unpinColumn, () => act('unpinColumn'))
        : button('column-pin', 'pin', texts.pinColumn, () => act('pinColumn'))
    }
    ${button('column-hide', 'eye-closed', texts.hideColumn, () => act('hideColumn'), layout.shown.length < 2)}
    ${groupBy === undefined ? nothing : button('column-group', 'group-by-ref-type', texts.groupByColumn, groupBy)}
  </div>`;
}
