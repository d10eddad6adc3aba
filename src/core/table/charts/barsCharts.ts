import type { ReportDefinition } from '../../catalog/definition.js';
import { type Bar, type BarsChart, columnLabel, type SharesChart, type Unit } from '../../../shared/report.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { normalizeName } from '../store/columnNames.js';
import { type Share, shareAt, sharesAmong, valueAt } from './shares.js';
import {
  contentColumns,
  keyLabel,
  KEY_SEPARATOR,
  type MeasureColumn,
  measureColumns,
  textKeyColumns,
} from './chartColumns.js';

/** More rows are better read as a table. */
const MAX_BAR_ROWS = 30;

/**
 * Bars of a report of few rows.
 *
 * - One row: one bar per numeric column, longest first.
 * - Several rows: one chart per row, its bars in the file's order, so that rows can be compared.
 * - Several rows with a single numeric column, or a single share: one chart with one bar per row.
 *
 * Columns of different units never share a chart, and an average has one of its own. Several rows without unique names are not drawn, as nobody could tell them apart.
 */
export function barsCharts(
  table: ColumnarTable,
  definition: ReportDefinition | undefined,
): readonly (BarsChart | SharesChart)[] {
  const { rowCount } = table;
  const measures = measureColumns(contentColumns(table));
  if (rowCount === 0 || measures.length === 0) {
    return [];
  }
  const shares = sharesAmong(measures, definition);
  const averages = averagesAmong(measures, definition);
  if (rowCount === 1) {
    return groupByUnit(measures)
      .flatMap(([unit, columns]) => chartsOfRow('', unit, columns, shares, averages, 0))
      .map((chart) => (chart.kind === 'bars' ? { ...chart, bars: longestFirst(chart.bars) } : chart));
  }
  const label = rowLabels(table, definition);
  if (label === undefined) {
    return [];
  }
  const rows = Array.from({ length: Math.min(rowCount, MAX_BAR_ROWS) }, (_, row) => row);
  const [share] = shares;
  const single = shares.length === 1 && share !== undefined ? share : undefined;
  const others = single === undefined ? measures : outsideShares(measures, [single]);
  const [only] = others;
  const otherBars = others.length === 1 && only !== undefined ? [barsChartOfColumn(only, rows, label)] : undefined;
  if (single !== undefined && others.length < 2) {
    return [
      ...sharesCharts(
        single.label,
        single.part.unit,
        rows.map((row) => ({ label: label(row), share: single, row })),
      ),
      ...(otherBars ?? []),
    ];
  }
  return (
    otherBars ??
    rows.flatMap((row) =>
      groupByUnit(measures).flatMap(([unit, columns]) => chartsOfRow(label(row), unit, columns, shares, averages, row)),
    )
  );
}

function barsChartOfColumn(column: MeasureColumn, rows: readonly number[], label: (row: number) => string): BarsChart {
  return {
    kind: 'bars',
    label: columnLabel(column.info),
    unit: column.unit,
    bars: rows.map((row) => ({ label: label(row), value: valueAt(column, row) })),
  };
}

/** Blank bars come last. */
export function longestFirst(bars: readonly Bar[]): readonly Bar[] {
  return bars.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

/** Shares for columns that are parts of a whole, bars for the others. */
function chartsOfRow(
  label: string,
  unit: Unit,
  columns: readonly MeasureColumn[],
  shares: readonly Share[],
  averages: readonly MeasureColumn[],
  row: number,
): (BarsChart | SharesChart)[] {
  const own = shares.filter(({ part }) => columns.includes(part));
  const outside = outsideShares(columns, own);
  const others = outside.filter((column) => !averages.includes(column));
  const barOf = (column: MeasureColumn) => ({ label: columnLabel(column.info), value: valueAt(column, row) });
  return [
    ...sharesCharts(
      label,
      unit,
      own.map((share) => ({ label: share.label, share, row })),
    ),
    ...(others.length === 0
      ? []
      : [
          {
            kind: 'bars',
            label,
            unit,
            bars: others.map(barOf),
          } as const,
        ]),
    ...outside
      .filter((column) => averages.includes(column))
      .map((column): BarsChart => {
        const bar = barOf(column);
        const name = [label, bar.label].filter((part) => part !== '').join(KEY_SEPARATOR);
        return { kind: 'bars', label: name, unit, bars: [bar] };
      }),
  ];
}

interface LabeledShare {
  readonly label: string;
  readonly share: Share;
  readonly row: number;
}

/** One chart per kind of part, the largest part first. */
function sharesCharts(label: string, unit: Unit, placed: readonly LabeledShare[]): SharesChart[] {
  return [...new Set(placed.map(({ share }) => share.parts))].map((parts) => ({
    kind: 'shares',
    label,
    unit,
    ...(parts === undefined ? {} : { parts }),
    shares: placed
      .filter(({ share }) => share.parts === parts)
      .map(({ label: name, share, row }) => ({ label: name, ...shareAt(share, row) }))
      .sort((a, b) => (b.active ?? -1) - (a.active ?? -1) || (b.whole ?? -1) - (a.whole ?? -1)),
  }));
}

function averagesAmong(
  measures: readonly MeasureColumn[],
  definition: ReportDefinition | undefined,
): readonly MeasureColumn[] {
  const names = new Set(definition?.columns.flatMap(({ name, isAverage }) => (isAverage ? [normalizeName(name)] : [])));
  return measures.filter(({ info }) => names.has(normalizeName(info.name)));
}

function outsideShares(measures: readonly MeasureColumn[], shares: readonly Share[]): readonly MeasureColumn[] {
  const paired = new Set(shares.flatMap(({ part, other }) => [part, other]));
  return measures.filter((measure) => !paired.has(measure));
}

function groupByUnit(measures: readonly MeasureColumn[]): readonly (readonly [Unit, readonly MeasureColumn[]])[] {
  const groups = new Map<Unit, MeasureColumn[]>();
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

/**
 * Names rows by their text keys, and by their period if that is what tells equal names apart; `undefined` if names are still not unique.
 */
function rowLabels(
  table: ColumnarTable,
  definition: ReportDefinition | undefined,
): ((row: number) => string) | undefined {
  const keys = textKeyColumns(contentColumns(table), definition);
  const names = Array.from({ length: table.rowCount }, (_, row) => keyLabel(keys, row));
  const period = table.columnIndex('Report Period');
  const full =
    period < 0 || new Set(names).size === names.length
      ? names
      : names.map((name, row) => [name, table.text(row, period)].filter((part) => part !== '').join(KEY_SEPARATOR));
  return new Set(full).size < full.length ? undefined : (row) => full[row] ?? '';
}
