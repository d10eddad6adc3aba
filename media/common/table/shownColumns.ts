import { columnLabel, type ColumnFacts, type ColumnInfo } from '../../../src/shared/report.js';
import { byteScale, labelWithUnit, type ShownColumn, withUnitInCells } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';

/**
 * The columns of a report as its table shows them: those in bytes have one unit each, which the header says, unless no unit says something of
 * almost all of its cells. Then, and while the first rows load, cells have their own: a header that said bytes would be wrong a moment later.
 */
export function shownColumns(
  columns: readonly ColumnInfo[],
  facts: readonly ColumnFacts[],
  format: Format,
): readonly ShownColumn[] {
  const placeOf = new Map(columns.map(({ name }, index) => [name, index]));
  return columns.map((info, index) => {
    const blanksAt = info.blanksIn === undefined ? undefined : placeOf.get(info.blanksIn);
    const { largest, fifthPercentile, decimalPlaces } = facts[index] ?? {};
    const column: ShownColumn = {
      ...info,
      ...(blanksAt === undefined ? {} : { blanksAt }),
      ...(decimalPlaces === undefined ? {} : { decimalPlaces }),
    };
    const scale = largest === undefined ? undefined : byteScale(largest, fifthPercentile);
    if (scale === undefined) {
      return withUnitInCells(column);
    }
    return { ...column, label: labelWithUnit(columnLabel(column), format.unitName(scale)), scale };
  });
}
