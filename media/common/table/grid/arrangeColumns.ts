/** What somebody can do with the columns of a grid. Columns are named by their index in the table. */
export interface ArrangeColumns {
  /** @param position on screen, from the left */
  readonly move: (column: number, position: number) => void;
  readonly hide: (column: number) => void;
  readonly pin: (column: number, isPinned: boolean) => void;
  readonly setWidth: (column: number, width: number) => void;
  /** Shows the menu of all columns. */
  readonly choose: () => void;
}
