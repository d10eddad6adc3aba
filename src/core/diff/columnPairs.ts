import type { ColumnInfo } from '../../shared/report.js';
import type { Column } from '../table/store/column.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import { isReportMetadata } from '../table/store/columnNames.js';

/** A column as the two snapshots have it, matched by name; at least one of them has it. */
export interface ColumnPair {
  readonly info: ColumnInfo;
  readonly before: Column | undefined;
  readonly after: Column | undefined;
}

/** Columns that report something: the newer snapshot's in its order, then those that only the older one has. */
export function columnPairs(before: ColumnarTable, after: ColumnarTable): ColumnPair[] {
  const own = after.columns.map((info, index): ColumnPair => {
    const indexBefore = before.columnIndex(info.name);
    const infoBefore = before.columns[indexBefore];
    const concealed = info.concealed === true || infoBefore?.concealed === true;
    // A column that the catalogue does not know can look like numbers in one snapshot and like texts in the other.
    const type = infoBefore === undefined || infoBefore.type === info.type ? info.type : 'text';
    return {
      info: { ...info, type, ...(concealed ? { concealed } : {}) },
      before: before.data[indexBefore],
      after: after.data[index],
    };
  });
  const gone = before.columns.flatMap((info, index): ColumnPair[] =>
    after.columnIndex(info.name) >= 0 ? [] : [{ info, before: before.data[index], after: undefined }],
  );
  return [...own, ...gone].filter(({ info }) => !isReportMetadata(info.name));
}
