import type { ReportDefinition } from '../../catalog/definition.js';
import { normalizeName } from '../store/columnNames.js';
import type { ScalarColumn } from '../store/column.js';
import type { MeasureColumn, Measured } from './chartColumns.js';

/** A measure that no column has. Every row of a day has the day's total. */
export interface DayTotal extends Measured {
  /** One row of each day. */
  readonly rows: readonly number[];
}

/**
 * The totals of the days that the catalog defines. One whose columns are not all there, or have different units, is left out. A total of a day
 * is known only if all its cells are: a sum without a blank one would be too low.
 *
 * @param rows those that have a day
 */
export function dayTotals(
  measures: readonly MeasureColumn[],
  days: Pick<ScalarColumn, 'numberAt'>,
  rows: readonly number[],
  definition: ReportDefinition | undefined,
): readonly DayTotal[] {
  const byName = new Map(measures.map((measure) => [normalizeName(measure.info.name), measure]));
  return (definition?.totals ?? []).flatMap(({ name, label, columns }): DayTotal[] => {
    const parts = columns.flatMap((column) => byName.get(normalizeName(column)) ?? []);
    const unit = parts[0]?.unit;
    if (unit === undefined || parts.length < columns.length || parts.some((part) => part.unit !== unit)) {
      return [];
    }
    const totals = new Map<number, number>();
    const firstRows = new Map<number, number>();
    for (const row of rows) {
      const day = days.numberAt(row);
      // A blank cell is NaN, and so is then the total.
      const inRow = parts.reduce((sum, { data }) => sum + data.numberAt(row), 0);
      totals.set(day, (totals.get(day) ?? 0) + inRow);
      firstRows.set(day, firstRows.get(day) ?? row);
    }
    return [
      {
        info: { name, ...(label === undefined || label === name ? {} : { label }), type: 'number', known: true },
        unit,
        data: { numberAt: (row) => totals.get(days.numberAt(row)) ?? Number.NaN },
        rows: [...firstRows.values()],
      },
    ];
  });
}
