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
export function columnPairs(before: ColumnarTable, after: ColumnarTable): ColumnPair[] {
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
    (pair) => !isReportMetadata(pair.info.name) || (isReportPeriod(pair.info.name) && hasSeveralPeriods(before, after)),
  );
}

/** Whether one file holds the rows of several report periods, as Microsoft 365 Copilot's for all periods does. */
export function hasSeveralPeriods(...tables: readonly ColumnarTable[]): boolean {
  return tables.some((table) => {
    const column = table.data[table.columns.findIndex(({ name }) => isReportPeriod(name))];
    const first = column?.text(0);
    for (let row = 1; row < table.rowCount; row++) {
      if (column?.text(row) !== first) {
        return true;
      }
    }
    return false;
  });
}
