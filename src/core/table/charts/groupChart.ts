import type { ColumnGroup } from '../../catalog/definition.js';
import { type BarsChart, columnLabel } from '../../../shared/report.js';
import { countByText } from '../store/column.js';
import { normalizeName } from '../store/columnNames.js';
import { longestFirst } from './barsCharts.js';
import type { ChartColumn } from './chartColumns.js';

/** One bar per column of a group: the rows for which it holds. `undefined` if the table has none of the columns, or no value in them. */
export function groupChart(
  { label, bars }: ColumnGroup,
  columns: readonly ChartColumn[],
  rowCount: number,
): BarsChart | undefined {
  const byName = new Map(columns.map((part) => [normalizeName(part.info.name), part]));
  const drawn = bars.flatMap(({ column, label: own }) => {
    const part = byName.get(normalizeName(column));
    return part === undefined ? [] : [{ label: own ?? columnLabel(part.info), value: countRowsWhereTrue(part) }];
  });
  return drawn.some(({ value }) => value !== null)
    ? { kind: 'bars', label, unit: 'count', bars: longestFirst(drawn), of: rowCount }
    : undefined;
}

/** Counts `True` in a boolean column, and cells that are not blank in any other. `null` if a boolean column is all blank. */
function countRowsWhereTrue({ info, data }: ChartColumn): number | null {
  if (data.storage === 'dictionary') {
    let rows = 0;
    for (const [text, count] of countByText(data)) {
      rows += text === '' ? 0 : count;
    }
    return rows;
  }
  let [rows, known] = [0, false];
  for (let row = 0; row < data.stored.length; row++) {
    const number = data.numberAt(row);
    if (!Number.isNaN(number)) {
      known = true;
      rows += info.type === 'boolean' ? Number(number !== 0) : 1;
    }
  }
  return known || info.type !== 'boolean' ? rows : null;
}
