import type { ReportDefinition } from '../catalog/definition.js';
import type { Bar, BarsPicture, SharesPicture, Unit } from '../shared/report.js';
import type { ColumnarTable } from './columnarTable.js';
import { contentParts, keyLabel, keySeparator, type MeasurePart, measureParts, textKeyParts } from './tableParts.js';

/** A page of bars is meant to be looked at; a table of more rows is read as a table. */
const mostRows = 30;

/**
 * One row: its numeric columns as bars. Several rows: each row's numeric columns under the row's name; where there is but one
 * such column, the rows are its bars. Columns of different units never share an axis. Of one row the longest bar comes first; where
 * the same bars come once for each of several rows, they keep the file's order, to be compared from row to row.
 */
export function barsPictures(table: ColumnarTable, definition: ReportDefinition | undefined): readonly (BarsPicture | SharesPicture)[] {
  const { rowCount } = table;
  const measures = measureParts(contentParts(table));
  if (rowCount === 0 || measures.length === 0) {
    return [];
  }
  if (rowCount === 1) {
    return byUnit(measures)
      .flatMap(([unit, columns]) => picturesOfRow('', unit, columns, 0))
      .map((picture) => (picture.kind === 'bars' ? { ...picture, bars: longestFirst(picture.bars) } : picture));
  }
  const rows = Array.from({ length: Math.min(rowCount, mostRows) }, (_, row) => row);
  const label = rowLabels(table, definition);
  const [only] = measures;
  if (only !== undefined && measures.length === 1) {
    const bars = rows.map((row) => ({ label: label(row), value: valueAt(only, row) }));
    return [{ kind: 'bars', label: only.info.name, unit: only.unit, bars }];
  }
  return rows.flatMap((row) => byUnit(measures).flatMap(([unit, columns]) => picturesOfRow(label(row), unit, columns, row)));
}

/** Blank ones last. */
function longestFirst(bars: readonly Bar[]): readonly Bar[] {
  return bars.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

/** Columns that come in pairs as shares, the others as bars. */
function picturesOfRow(label: string, unit: Unit, columns: readonly MeasurePart[], row: number): (BarsPicture | SharesPicture)[] {
  const shares = sharesAmong(columns, row);
  const paired = new Set(shares.flatMap((share) => share.columns));
  const others = columns.filter((column) => !paired.has(column));
  const sorted = shares.sort((a, b) => (b.active ?? -1) - (a.active ?? -1) || (b.whole ?? -1) - (a.whole ?? -1));
  return [
    ...(sorted.length === 0
      ? []
      : [{ kind: 'shares', label, unit, shares: sorted.map(({ label: name, active, whole }) => ({ label: name, active, whole })) } as const]),
    ...(others.length === 0
      ? []
      : [{ kind: 'bars', label, unit, bars: others.map((column) => ({ label: column.info.name, value: valueAt(column, row) })) } as const]),
  ];
}

interface Share {
  readonly label: string;
  readonly active: number | null;
  readonly whole: number | null;
  readonly columns: readonly MeasurePart[];
}

/**
 * `Exchange Active` and `Exchange Inactive` make a whole together; of `Word Enabled Users` those in `Word Active Users` are active.
 */
function sharesAmong(columns: readonly MeasurePart[], row: number): Share[] {
  const byName = new Map(columns.map((column) => [column.info.name.toLowerCase(), column]));
  return columns.flatMap((active) => {
    const [, label, users = ''] = /^(.+) active( users)?$/i.exec(active.info.name) ?? [];
    if (label === undefined) {
      return [];
    }
    const other = byName.get(`${label} ${users === '' ? 'inactive' : 'enabled users'}`.toLowerCase());
    if (other === undefined) {
      return [];
    }
    const [part, rest] = [valueAt(active, row), valueAt(other, row)];
    const whole = users === '' ? (part === null || rest === null ? null : part + rest) : rest;
    return [{ label, active: part, whole, columns: [active, other] }];
  });
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
