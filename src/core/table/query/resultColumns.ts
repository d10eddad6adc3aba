import { formatDay } from '../../../base/dates.js';
import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { ColumnInfo } from '../../../shared/report.js';
import type { Column } from '../store/column.js';
import { columnBuilder } from '../store/columnBuilder.js';
import { NumberCells } from '../store/numberCells.js';
import { numberColumn } from '../store/numberColumn.js';

/** A column of a result. */
export interface ResultColumn {
  readonly info: ColumnInfo;
  readonly column: Column;
}

/** A column of numbers; `NaN` is blank. With the type `date` they are days since 1970-01-01. */
export async function numbersColumn(
  { type }: Pick<ColumnInfo, 'type'>,
  length: number,
  numberOf: (row: number) => number,
  slicer: TimeSlicer,
): Promise<Column> {
  if (type === 'date') {
    return textsColumn(
      { type },
      length,
      (row) => {
        const day = numberOf(row);
        return Number.isNaN(day) ? '' : formatDay(day);
      },
      slicer,
    );
  }
  const cells = new NumberCells();
  await forEachSlice(length, slicer, (from, to) => {
    for (let row = from; row < to; row++) {
      cells.push(numberOf(row) + 0);
    }
  });
  return numberColumn({ length, stored: cells.finish(), exactTexts: new Map() });
}

/** A column that is read from texts, as that of a file is. */
export async function textsColumn(
  { type }: Pick<ColumnInfo, 'type'>,
  length: number,
  textOf: (row: number) => string,
  slicer: TimeSlicer,
): Promise<Column> {
  const builder = columnBuilder(type);
  await forEachSlice(
    length,
    slicer,
    (from, to) => {
      for (let row = from; row < to; row++) {
        builder.add(textOf(row));
      }
    },
    8,
  );
  return builder.finish(length);
}
