import type { ReportDefinition } from '../catalog/definition.js';
import type { BarsPicture, Unit } from '../shared/report.js';
import type { ColumnarTable } from './columnarTable.js';
import { contentParts, keyLabel, keySeparator, type MeasurePart, measureParts, textKeyParts } from './tableParts.js';

/** A page of bars is meant to be looked at; a table of more rows is read as a table. */
const mostRows = 30;

/**
 * One row: its numeric columns as bars. Several rows: each row's numeric columns under the row's name; where there is but one
 * such column, the rows are its bars. Columns of different units never share an axis.
 */
export function barsPictures(table: ColumnarTable, definition: ReportDefinition | undefined): readonly BarsPicture[] {
  const { rowCount } = table;
  const measures = measureParts(contentParts(table));
  if (rowCount === 0 || measures.length === 0) {
    return [];
  }
  if (rowCount === 1) {
    return byUnit(measures).map(([unit, columns]) => barsOfRow('', unit, columns, 0));
  }
  const rows = Array.from({ length: Math.min(rowCount, mostRows) }, (_, row) => row);
  const label = rowLabels(table, definition);
  const [only] = measures;
  if (only !== undefined && measures.length === 1) {
    const bars = rows.map((row) => ({ label: label(row), value: valueAt(only, row) }));
    return [{ kind: 'bars', label: only.info.name, unit: only.unit, bars }];
  }
  return rows.flatMap((row) => byUnit(measures).map(([unit, columns]) => barsOfRow(label(row), unit, columns, row)));
}

function barsOfRow(label: string, unit: Unit, columns: readonly MeasurePart[], row: number): BarsPicture {
  return { kind: 'bars', label, unit, bars: columns.map((column) => ({ label: column.info.name, value: valueAt(column, row) })) };
}

function valueAt({ data }: MeasurePart, row: number): number | null {
  const value = data.numberAt(row);
  return Number.isNaN(value) ? null : value;
}

function byUnit(measures: readonly MeasurePart[]): readonly (readonly [Unit, readonly MeasurePart[]])[] {
  const groups = new Map<Unit, MeasurePart[]>();
  for (const measure of measures) {
    const group = groups.get(measure.unit);
    if (group === undefined) {
      groups.set(measure.unit, [measure]);
    } else {
      group.push(measure);
    }
  }
  return [...groups];
}

/** Names of rows by their text keys; the period is added where the same names come once per period. */
function rowLabels(table: ColumnarTable, definition: ReportDefinition | undefined): (row: number) => string {
  const keys = textKeyParts(contentParts(table), definition);
  const names = Array.from({ length: table.rowCount }, (_, row) => keyLabel(keys, row));
  const period = table.columnIndex('Report Period');
  if (period < 0 || new Set(names).size === names.length) {
    return (row) => names[row] ?? '';
  }
  return (row) => [names[row] ?? '', table.text(row, period)].filter((part) => part !== '').join(keySeparator);
}
