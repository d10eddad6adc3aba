/** What the context menu of a report's table does in the page; each is a command of that name. */
export const TABLE_ACTIONS = [
  'showRow',
  'copyCell',
  'copyCells',
  'copyWithHeaders',
  'copyRows',
  'copyAsCsv',
  'copyAsJson',
  'copyAsMarkdown',
  'filterByValue',
  'sortAscending',
  'sortDescending',
  'filterColumn',
  'hideColumn',
  'pinColumn',
  'unpinColumn',
  'chooseColumns',
  'groupByColumn',
] as const;
export type TableAction = (typeof TABLE_ACTIONS)[number];
/** What the grid does itself. */
export type GridAction = Exclude<TableAction, 'groupByColumn'>;

/** Where the menu was opened: a cell, or without `row` the header of a column. */
export interface TablePlace {
  /** Position in the rows on screen, which are filtered and sorted. */
  readonly row?: number | undefined;
  /** Index in the table. */
  readonly column: number;
}
