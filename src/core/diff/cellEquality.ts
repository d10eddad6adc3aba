import type { ColumnType } from '../../shared/report.js';
import type { Column } from '../table/store/column.js';
import { splitList } from '../table/store/lists.js';

/** Whether a cell of one table means the same as a cell of another. */
export type CellComparer = (rowBefore: number, rowAfter: number) => boolean;

/**
 * Compares the cells of a column in two snapshots by their meaning: another spelling of the same number or day, and another order of the
 * same list, is no change. A blank cell equals only a blank cell, never 0.
 *
 * This reads typed columns. `isSameValue` of the history compares texts without a column, and is stricter: the order of a list counts, and so
 * does the time of day.
 */
export function cellComparer(before: Column, after: Column, type: ColumnType): CellComparer {
  if (before.storage === 'scalar' && after.storage === 'scalar') {
    return (rowBefore, rowAfter) => {
      const [numberBefore, numberAfter] = [before.numberAt(rowBefore), after.numberAt(rowAfter)];
      if (numberBefore !== numberAfter) {
        return (
          Number.isNaN(numberBefore) && Number.isNaN(numberAfter) && before.text(rowBefore) === after.text(rowAfter)
        );
      }
      return Math.abs(numberBefore) <= Number.MAX_SAFE_INTEGER || before.text(rowBefore) === after.text(rowAfter);
    };
  }
  const sameText: CellComparer = (rowBefore, rowAfter) => before.text(rowBefore) === after.text(rowAfter);
  return type === 'list'
    ? (rowBefore, rowAfter) =>
        sameText(rowBefore, rowAfter) || sorted(before.text(rowBefore)) === sorted(after.text(rowAfter))
    : sameText;
}

function sorted(list: string): string {
  return splitList(list).sort().join('\0');
}
