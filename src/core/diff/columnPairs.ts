import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import type { ColumnInfo } from '../../shared/report.js';
import type { Column } from '../table/store/column.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import { isReportMetadata, isReportPeriod } from '../table/store/columnNames.js';

/** A column of two snapshots, matched by name. At least one of them has it. */
export interface ColumnPair {
  readonly info: ColumnInfo;
  readonly before: Column | undefined;
  readonly after: Column | undefined;
}

/**
 * All columns except report metadata: those of the newer snapshot in its order, then those that only the older one has. Where a file holds
 * several report periods, the period says which row is which, and is no metadata.
 */
export async function columnPairs(
  before: ColumnarTable,
  after: ColumnarTable,
  slicer: TimeSlicer,
): Promise<ColumnPair[]> {
  const severalPeriods = await hasSeveralPeriods([before, after], slicer);
  const own = after.columns.map((info, index): ColumnPair => {
    const indexBefore = before.columnIndex(info.name);
    const infoBefore = before.columns[indexBefore];
    const concealed = info.concealed === true || infoBefore?.concealed === true;
    // The inferred type of a column that the catalog does not know can differ between the snapshots.
    const type = infoBefore === undefined || infoBefore.type === info.type ? info.type : 'text';
    return {
      info: { ...info, type, concealed: concealed ? true : undefined },
      before: before.data[indexBefore],
      after: after.data[index],
    };
  });
  const gone = before.columns.flatMap((info, index): ColumnPair[] =>
    after.columnIndex(info.name) >= 0 ? [] : [{ info, before: before.data[index], after: undefined }],
  );
  return [...own, ...gone].filter(
    (pair) => !isReportMetadata(pair.info.name) || (severalPeriods && isReportPeriod(pair.info.name)),
  );
}

/** Whether one file holds the rows of several report periods, as Microsoft 365 Copilot's for all periods does. */
export async function hasSeveralPeriods(tables: readonly ColumnarTable[], slicer: TimeSlicer): Promise<boolean> {
  let isSame = true;
  for (const { columns, data, rowCount } of tables) {
    const column = data[columns.findIndex(({ name }) => isReportPeriod(name))];
    const cell = column === undefined ? () => '' : comparableCell(column);
    const first = cell(0);
    const compare = (from: number, to: number) => {
      for (let row = from; row < to && isSame; row++) {
        isSame = Object.is(cell(row), first);
      }
    };
    await forEachSlice(column === undefined ? 0 : rowCount, slicer, compare, TEXT_COST);
  }
  return !isSame;
}

/** Something that is the same for two rows where their texts are. Numbers need not become texts for that. */
function comparableCell(column: Column): (row: number) => string | number {
  return column.storage === 'scalar' && column.exactTexts.size === 0
    ? (row) => column.numberAt(row)
    : (row) => column.text(row);
}
