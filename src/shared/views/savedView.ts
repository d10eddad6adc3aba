/** A view of a report under a name, as plain JSON. Columns have the names of the file, so that a view outlives a file with its columns in another order. */

import type { ColumnChoices } from '../pages/columnChoices.js';
import type { Grouping } from '../pages/grouping.js';
import type { Query, QueryFilter, QuerySortKey } from '../query/query.js';
import type { ReportRef } from '../report.js';

/** The version of the files below. What reads another one says so instead of guessing. */
export const VIEWS_VERSION = 1;

/** Of a view's name, in characters. */
export const MAX_VIEW_NAME = 100;

/** How the columns of a view are arranged; see `columnChoices`. */
export type ViewColumns = Partial<ColumnChoices>;

/** What a view shows of whichever table it is applied to. */
export interface ViewContent extends Pick<Query, 'filter'> {
  readonly columns?: ViewColumns;
  readonly sort?: readonly QuerySortKey[];
  readonly filters?: readonly QueryFilter[];
  /** Groups of these rows in their place. */
  readonly grouping?: Grouping;
}

export interface SavedView extends ViewContent {
  /** No other view of the report in the same place has it. */
  readonly name: string;
  /** Function name of the report. */
  readonly report: string;
}

/** Names a view in its place. */
export type ViewKey = Pick<SavedView, 'name' | 'report'>;

/** A view, and where it is kept: on this computer, or in the workspace folder with this address. */
export interface PlacedView {
  readonly place: string;
  readonly view: SavedView;
}

/** Names a view among all places. */
export interface PlacedKey extends ViewKey {
  readonly place: string;
}

/** The {@link PlacedView.place} of views that are kept on this computer. */
export const ON_COMPUTER = 'computer';

export function isSameView(one: ViewKey, other: ViewKey): boolean {
  return one.report === other.report && one.name === other.name;
}

export function keyOf({ place, view: { name, report } }: PlacedView): PlacedKey {
  return { place, name, report };
}

/** A view of a report for a period, a day, or its history. */
export interface OpenedView {
  readonly ref: ReportRef;
  readonly placed: PlacedView;
}
