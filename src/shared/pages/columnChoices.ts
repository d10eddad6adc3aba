import { array, boolean, maxLength, maxValue, minValue, number, optional, pipe, strictObject, string } from 'valibot';
import type { OutputOf } from './channel.js';

/** More columns than a table can have, and a longer name than one can have. */
const MAX_COLUMNS = 20_000;
const MAX_NAME = 100_000;

/** In pixels, of a column that somebody has made wider: what is right of a wider one could not be reached. */
export const WIDEST_COLUMN = 2_000;

const columnName = pipe(string(), maxLength(MAX_NAME));
const columnNames = pipe(array(columnName), maxLength(MAX_COLUMNS));

/**
 * How somebody has arranged the columns of a table. They are named as in the file, because another version of the report can have them at
 * other places, or not at all; the second of two with the same name counts as another one (`shared/columnIds.ts`).
 */
export const columnChoices = strictObject({
  /** Shows what is the same in every row as columns, too. */
  showConstant: boolean(),
  /** All columns from left to right, hidden ones included; absent in the usual order. */
  order: optional(columnNames),
  hidden: optional(columnNames),
  /** Shown although they are the same in every row. */
  unfolded: optional(columnNames),
  /** Those that stay in view while the table scrolls sideways; absent where it is the one that says what a row is about. */
  pinned: optional(columnNames),
  /** In pixels, where somebody has changed them. */
  widths: optional(
    pipe(
      array(strictObject({ column: columnName, width: pipe(number(), minValue(1), maxValue(WIDEST_COLUMN)) })),
      maxLength(MAX_COLUMNS),
    ),
  ),
});

export type ColumnChoices = OutputOf<typeof columnChoices>;

export const usualColumnChoices: ColumnChoices = { showConstant: false };
