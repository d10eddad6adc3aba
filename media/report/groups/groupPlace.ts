import type { OpenedGroup } from '../../../src/shared/pages/grouping.js';
import type { ReportGrid } from '../../common/table/grid/grid.js';
import type { GridStatus } from '../../common/table/grid/gridStatus.js';

/** Where a group is, and how far the table was scrolled. */
export type Place = Pick<OpenedGroup, 'row' | 'top'>;

/** Goes back to the group that was opened, as soon as the groups are here. */
export class GroupPlace {
  #place: Place | undefined;

  /** @param focus puts the focus on the active cell of the table */
  constructor(private readonly focus: () => void) {}

  remember(place: Place): void {
    this.#place = place;
  }

  /** To be called whenever the table has changed its state. */
  async go(grid: ReportGrid | null, { rowCount, stale }: GridStatus): Promise<void> {
    const place = this.#place;
    if (place === undefined || grid === null || rowCount === undefined || stale) {
      return;
    }
    this.#place = undefined;
    // A table with other rows goes to its top first.
    await grid.updateComplete;
    if (grid.scroller !== null) {
      grid.scroller.scrollTop = place.top;
    }
    grid.showRow(Math.min(place.row, rowCount - 1));
    this.focus();
  }
}
