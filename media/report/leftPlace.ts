import type { ReportSummary, RowsPlace, SavedRowsPlace } from '../../src/shared/pages/report.js';
import type { TableView } from '../../src/shared/report.js';

/** A place in the rows of a view. */
export interface LeftPlace {
  readonly place: SavedRowsPlace;
  readonly view: TableView;
}

/** What of the panel decides whether a place is still one. */
interface LeftRows {
  readonly summary?: ReportSummary | undefined;
  readonly view: TableView;
  readonly leftAt?: LeftPlace | undefined;
}

/**
 * Where the rows were left, for as long as they can still be the same: an answer with others forgets it. Some first rows are not all
 * that will come.
 */
export function leftAt(
  { leftAt: left, summary: before }: Omit<LeftRows, 'view'>,
  summary: ReportSummary,
  view: TableView,
): LeftPlace | undefined {
  if (left === undefined || summary.partial === true) {
    return left;
  }
  const isFirst = before === undefined || before.partial === true;
  const { fetchedAt, rowCount } = left.place;
  const areSame = summary.fetchedAt === fetchedAt && summary.rowCount === rowCount && isSameView(left.view, view);
  return isFirst && areSame ? left : undefined;
}

/** The model after somebody has gone somewhere in the rows: what was left before counts no more. */
export function wentTo<Model extends LeftRows>(model: Model, { top, active, selection }: RowsPlace): Model {
  const isAtStart = top === 0 && active.row <= 0 && selection === undefined;
  const isOnTheWay = model.summary?.partial === true && isAtStart;
  return model.leftAt === undefined || isOnTheWay ? model : { ...model, leftAt: undefined };
}

/** @param place in the rows on screen; absent while none are, and then it is where they were left */
export function placeToSave(
  { summary, view, leftAt: left }: LeftRows,
  place: RowsPlace | undefined,
): SavedRowsPlace | undefined {
  if (left !== undefined) {
    return summary === undefined || isSameView(left.view, view) ? left.place : undefined;
  }
  return place === undefined || summary === undefined || summary.partial === true
    ? undefined
    : { ...place, fetchedAt: summary.fetchedAt, rowCount: summary.rowCount };
}

/** Both come from the same schema, and name their parts in the same order. */
function isSameView(one: TableView, other: TableView): boolean {
  const parts = ({ sort = [], filter = '', filters = [] }: TableView) => JSON.stringify([sort, filter, filters]);
  return parts(one) === parts(other);
}
