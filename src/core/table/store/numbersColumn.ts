import { BooleanColumnBuilder } from './booleanColumn.js';
import type { ScalarColumn } from './column.js';
import { DateColumnBuilder } from './dateColumn.js';
import { NumberColumnBuilder } from './numberColumn.js';

const builders = { number: NumberColumnBuilder, date: DateColumnBuilder, boolean: BooleanColumnBuilder };

/** Types of columns that are made of numbers. */
export type NumbersType = keyof typeof builders;

/**
 * A column of numbers that were never texts, such as what columns of several files come to.
 *
 * @param numberAt the number, the day since 1970-01-01, or 1 for yes and 0 for no; `NaN` if the cell is blank
 * @param textAt the text of a cell that no number stands for; asked only where the number is `NaN`
 */
export function numbersColumn(
  type: NumbersType,
  length: number,
  numberAt: (row: number) => number,
  textAt?: (row: number) => string,
): ScalarColumn {
  const builder = new builders[type]();
  for (let row = 0; row < length; row++) {
    const number = numberAt(row);
    const text = Number.isNaN(number) ? textAt?.(row) : undefined;
    if (text === undefined || text === '') {
      builder.addNumber(number);
    } else {
      builder.add(text);
    }
  }
  return builder.finish();
}
