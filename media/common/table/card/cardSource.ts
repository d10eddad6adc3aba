import type { RowSource } from '../grid/rowSource.js';

/** Where the row on a card comes from. */
export interface CardSource extends Pick<RowSource, 'reopen' | 'getRows' | 'copyRows'> {
  /** Looks in all reports for the user whom a cell of the rows on screen names. */
  findUser(row: number, column: number): void;
}
