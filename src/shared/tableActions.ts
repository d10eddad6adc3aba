/** What the grid does itself of what is in the context menu of a table; each is a command of that name. */
export const GRID_ACTIONS = [
  'showRow',
  'showGroup',
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
] as const;
export type GridAction = (typeof GRID_ACTIONS)[number];

/** What the context menu of a report's table does in the page. */
export const TABLE_ACTIONS = [...GRID_ACTIONS, 'groupByColumn'] as const;
export type TableAction = (typeof TABLE_ACTIONS)[number];

/** Where the menu was opened: a cell, or without `row` the header of a column. */
export interface TablePlace {
  /** Position in the rows on screen, which are filtered and sorted. */
  readonly row?: number | undefined;
  /** Index in the table. */
  readonly column: number;
}
