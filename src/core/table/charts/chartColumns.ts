import type { ReportDefinition } from '../../catalog/definition.js';
import type { ColumnInfo, Unit } from '../../../shared/report.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../store/column.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { isDayName, isReportMetadata, normalizeName } from '../store/columnNames.js';

/** A column with its cells, as pictures need it. */
export interface ChartColumn<C extends Column = Column> {
  readonly info: ColumnInfo;
  readonly data: C;
}

export type MeasureColumn = ChartColumn<ScalarColumn> & { readonly unit: Unit };

/** Joins the texts of several keys into one label. */
export const KEY_SEPARATOR = ' · ';

/** Columns that report something, in the table's order. */
export function contentColumns(table: ColumnarTable): readonly ChartColumn[] {
  return table.columns.flatMap((info, index) => {
    const data = table.data[index];
    return data === undefined || isReportMetadata(info.name) ? [] : [{ info, data }];
  });
}

/** Columns that can be drawn as amounts. */
export function measureColumns(columns: readonly ChartColumn[]): readonly MeasureColumn[] {
  return columns.flatMap(({ info, data }) => {
    const unit = info.type === 'duration' ? 'seconds' : (info.unit ?? 'count');
    return data.storage === 'scalar' && (info.type === 'number' || info.type === 'duration')
      ? [{ info, data, unit }]
      : [];
  });
}

/** The column that says which day a row is of. */
export function dayColumn(
  columns: readonly ChartColumn[],
  definition: ReportDefinition | undefined,
): ChartColumn<ScalarColumn> | undefined {
  const keys = new Set(definition?.keys.map(normalizeName));
  const days = columns.flatMap(({ info, data }) =>
    info.type === 'date' && data.storage === 'scalar' ? [{ info, data }] : [],
  );
  return days.find(({ info }) => keys.has(normalizeName(info.name))) ?? days.find(({ info }) => isDayName(info.name));
}

/** Text columns that tell rows apart: the catalogue's keys, or all of them where it names none. */
export function textKeyColumns(
  columns: readonly ChartColumn[],
  definition: ReportDefinition | undefined,
): readonly ChartColumn<DictionaryColumn>[] {
  const texts = columns.flatMap(({ info, data }) => (data.storage === 'dictionary' ? [{ info, data }] : []));
  const keys = new Set(definition?.keys.map(normalizeName));
  const keyed = texts.filter(({ info }) => keys.has(normalizeName(info.name)));
  return keyed.length > 0 ? keyed : texts;
}

/** The keys' texts of a row as one label; blank ones are left out. */
export function keyLabel(keys: readonly ChartColumn[], row: number): string {
  return keys
    .map(({ data }) => data.text(row))
    .filter((text) => text !== '')
    .join(KEY_SEPARATOR);
}
