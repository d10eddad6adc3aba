import { singleChunk } from '../../../base/bytes.js';
import { UsageReportsError } from '../../../base/errors.js';
import { forEachSlice, TEXT_COST, TimeSlicer } from '../../../base/timeSlicer.js';
import type { ColumnType } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { unknownReport } from '../../catalog/fileDefinitions.js';
import { decodeCsv } from '../../table/csv/decodeCsv.js';
import type { Column } from '../../table/store/column.js';
import { type ColumnarTable, columnarOf } from '../../table/store/columnarTable.js';
import { AttributeIndex } from './attributeIndex.js';
import type { AttributeColumn, AttributesContent } from './attributesFile.js';

/** A file of attributes in memory. */
export interface Attributes {
  readonly table: ColumnarTable;
  /** Indexes of the columns that are added to tables, and what people call them. */
  readonly columns: readonly (AttributeColumn & { readonly index: number })[];
  readonly index: AttributeIndex;
  /** Users with several rows of different values, of which the first counts. */
  readonly conflicts: number;
}

/** Names that no column of a file has: what a file calls `Country` may not be the column that is added as such. */
const ID = '\u0000id';
const PRINCIPAL_NAME = '\u0000name';
const attributeName = (place: number) => `\u0000${place}`;

/**
 * Reads a file of attributes. Every value of a person's file is a text: a cost center of `0042` is no number.
 * @throws UsageReportsError `unreadableFile`, `tooLarge`; the signal's `AbortError`
 */
export async function readAttributes(
  { bytes, keys, attributes }: AttributesContent,
  signal?: AbortSignal,
): Promise<Attributes> {
  const slicer = new TimeSlicer(signal);
  const decoded = await decodeCsv(singleChunk(bytes), definitionOf(keys, attributes), { signal });
  const table = columnarOf(decoded);
  const [id, name] = [ID, PRINCIPAL_NAME].map((key) => table.data[table.columnIndex(key)]);
  if (id === undefined && name === undefined) {
    throw new UsageReportsError('unreadableFile', 'No column of the file of attributes tells whom a row is about.', {
      fileProblem: 'noUserColumn',
    });
  }
  const columns = attributes.flatMap((attribute, place) => {
    const index = table.columnIndex(attributeName(place));
    return index < 0 ? [] : [{ ...attribute, index }];
  });
  const index = new AttributeIndex();
  const conflicting = new Set<number>();
  const data = columns.flatMap((column) => table.data[column.index] ?? []);
  const add = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const first = index.add(row, id?.text(row) ?? '', name?.text(row) ?? '');
      if (first !== undefined && differ(data, first, row)) {
        conflicting.add(first);
      }
    }
  };
  await forEachSlice(table.rowCount, slicer, add, TEXT_COST);
  return { table, columns, index, conflicts: conflicting.size };
}

function differ(columns: readonly Column[], one: number, other: number): boolean {
  return columns.some((column) => column.text(one) !== column.text(other));
}

function definitionOf(
  { id, principalName }: AttributesContent['keys'],
  attributes: readonly AttributeColumn[],
): ReportDefinition {
  const text = (name: string, column: string, type: ColumnType = 'text') => ({ name, aliases: [column], type });
  return {
    ...unknownReport('', undefined),
    columns: [
      ...(id === undefined ? [] : [text(ID, id)]),
      ...(principalName === undefined ? [] : [text(PRINCIPAL_NAME, principalName)]),
      ...attributes.map(({ column, type }, place) => text(attributeName(place), column, type)),
    ],
  };
}
