import type { CellStatistics, CellValue, ColumnInfo, RowSpan } from '../../../src/shared/report.js';

interface Cells {
  readonly rows: readonly RowSpan[];
  readonly columns: readonly number[];
}

/** What cells of some rows come to, in the simplest way. All amounts have the unit of the first. */
export function cellStatisticsOf(
  { rows, columns }: Cells,
  all: readonly (readonly CellValue[])[],
  infos: readonly ColumnInfo[] = [],
): CellStatistics {
  const cells = rows.flatMap(({ start, end }) =>
    all.slice(start, end).flatMap((row) => columns.map((at) => row[at] ?? null)),
  );
  const values = cells.filter((cell) => typeof cell === 'number');
  const sum = values.reduce((total, value) => total + value, 0);
  const info = columns.map((at) => infos[at]).find((column) => column?.type === 'number');
  return {
    blank: cells.filter((cell) => cell === null).length,
    numbers: values.length,
    ...(values.length === 0
      ? {}
      : {
          amounts: {
            unit: info?.unit ?? 'count',
            sum,
            mean: sum / values.length,
            min: Math.min(...values),
            max: Math.max(...values),
          },
        }),
  };
}
