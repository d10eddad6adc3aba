import { type DataDayLimits, dataDayLimits } from '../../../base/dates.js';
import { applicationLabel } from '../../../shared/knownApplications.js';
import { isNumeric, unitOf } from '../../../shared/measures.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { ColumnInfo, Unit } from '../../../shared/report.js';
import { type Column, type DictionaryColumn, type ScalarColumn, storedLength } from '../store/column.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { isReportMetadata, normalizeName } from '../store/columnNames.js';
import { dayColumnIndex } from '../store/dayColumn.js';
import { plausibleDays } from '../store/plausibleDays.js';

/** A column with its cells. */
export interface ChartColumn<C extends Column = Column> {
  readonly info: ColumnInfo;
  readonly data: C;
}

export type MeasureColumn = ChartColumn<ScalarColumn> & { readonly unit: Unit };

/** Numbers that are drawn against days: those of a column, or what columns come to. */
export type Measured = Pick<MeasureColumn, 'info' | 'unit'> & { readonly data: Pick<ScalarColumn, 'numberAt'> };

/** Between the texts of several keys in one label. */
export const KEY_SEPARATOR = ' · ';

/** How a chart refers to its column: by name, with the label that people read. */
export function columnEntries({ name, label }: ColumnInfo): { readonly column: string; readonly columnLabel?: string } {
  return { column: name, ...(label === undefined ? {} : { columnLabel: label }) };
}

/** Columns that the catalog does not know and that are drawn. The service adds a few; a file with hundreds is not the service's. */
const MAX_UNKNOWN_COLUMNS = 50;

/**
 * All columns except report metadata, in the table's order; of those that the catalog does not know, only the first ones. A day that cannot be
 * right is no number there.
 */
export function contentColumns(table: ColumnarTable, limits: DataDayLimits = dataDayLimits()): readonly ChartColumn[] {
  let unknown = 0;
  return table.columns.flatMap((info, index) => {
    const stored = table.data[index];
    const data =
      info.type === 'date' && stored?.storage === 'scalar'
        ? { ...stored, numberAt: plausibleDays(table, stored, index, limits) }
        : stored;
    const isContent = data !== undefined && !isReportMetadata(info.name);
    return isContent && (info.known || ++unknown <= MAX_UNKNOWN_COLUMNS) ? [{ info, data }] : [];
  });
}

/** Numeric and duration columns. */
export function measureColumns(columns: readonly ChartColumn[]): readonly MeasureColumn[] {
  return columns.flatMap(({ info, data }) =>
    data.storage === 'scalar' && isNumeric(info) ? [{ info, data, unit: unitOf(info) }] : [],
  );
}

/** The column with the day of each row, as {@link dayColumnIndex} finds it. */
export function dayColumn(
  columns: readonly ChartColumn[],
  definition: ReportDefinition | undefined,
): ChartColumn<ScalarColumn> | undefined {
  const infos = columns.map(({ info }) => info);
  const { info, data } = columns[dayColumnIndex(infos, definition)] ?? {};
  return info !== undefined && data?.storage === 'scalar' ? { info, data } : undefined;
}

/** Text columns that tell rows apart: the catalog's keys, or all text columns if it names none. Blank ones are left out. */
export function textKeyColumns(
  columns: readonly ChartColumn[],
  definition: ReportDefinition | undefined,
): readonly ChartColumn<DictionaryColumn>[] {
  const texts = columns.flatMap(({ info, data }) => (data.storage === 'dictionary' ? [{ info, data }] : []));
  const keys = new Set(definition?.keys.map(normalizeName));
  const keyed = texts.filter(({ info }) => keys.has(normalizeName(info.name)));
  return (keyed.length > 0 ? keyed : texts).filter(({ data }) => storedLength(data) > 0);
}

/** The texts of a row's keys as one label, without blank ones. */
export function keyLabel(keys: readonly ChartColumn[], row: number): string {
  return keys
    .map(({ info, data }) => (info.application === true ? applicationLabel(data.text(row)) : data.text(row)))
    .filter((text) => text !== '')
    .join(KEY_SEPARATOR);
}
