import { isIdentifyingName } from '../../shared/concealedNames.js';
import { isDayName } from '../table/store/columnNames.js';
import type { ComparedCells, ComparedColumn } from './comparedColumns.js';

/** Reads the key of a row; `undefined` if the row has none. */
export interface RowKeyReader {
  readonly before: (row: number) => string | undefined;
  readonly after: (row: number) => string | undefined;
}

export interface KeyColumn {
  readonly column: ComparedColumn;
  /** Whether the column names a user, a group, or a site. */
  readonly isIdentity: boolean;
}

/**
 * Reads the cells of several columns as one key. A row that names nobody, or no day in a column of days, has no key; neither has one without
 * any value. With no columns at all, every row has the same key.
 */
export function rowKeyReader(columns: readonly KeyColumn[]): RowKeyReader {
  const readerOf =
    (side: 'before' | 'after') =>
    (row: number): string | undefined => {
      const texts: string[] = [];
      let isBlank = columns.length > 0;
      for (const { column, isIdentity } of columns) {
        const cells: ComparedCells = column[side];
        const text = cells.text(row);
        if (isIdentity ? !namesSomething(text) : text === '' && isDayName(column.name)) {
          return undefined;
        }
        isBlank &&= text === '';
        texts.push(text);
      }
      return isBlank ? undefined : texts.join('\0');
    };
  return { before: readerOf('before'), after: readerOf('after') };
}

/** Principal names come in lower case here; concealed names are written in upper case. */
function namesSomething(text: string): boolean {
  return isIdentifyingName(text) && isIdentifyingName(text.toUpperCase());
}
