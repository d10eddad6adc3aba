import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import { TEXT_COST, TimeSlicer } from '../../base/timeSlicer.js';
import { concealedNames, rowsOf, type ExportInput } from './exportInput.js';
import { parquetColumn, type ParquetColumn, type ParquetValue } from './parquetColumn.js';
import { uniqueNames } from './uniqueNames.js';

/** What is in memory at a time is one column of a row group. Readers like large groups: each has its statistics, and is read by one thread. */
const ROWS_PER_GROUP = 16_384;
/** A cell that is read, put into a dictionary or compressed, in numbers read. */
const CELL_COST = 2 * TEXT_COST;

/** The key of the file's metadata under which its provenance is, as JSON. */
export const PROVENANCE_KEY = 'usageReports';

/**
 * Writes Apache Parquet with the types that the cells have, see {@link parquetColumn}: names as in normalized CSV, each once; row groups of
 * {@link ROWS_PER_GROUP} rows, compressed with Snappy; and in the metadata where the data is from.
 */
export async function* writeParquet(input: ExportInput): AsyncGenerator<Uint8Array> {
  const slicer = new TimeSlicer(undefined);
  const names = uniqueNames(input.table.columns.map(({ name }) => name));
  const columns: (ParquetColumn & { readonly name: string })[] = [];
  for (const [index, name] of names.entries()) {
    columns.push({ name, ...(await parquetColumn(input, index, name, slicer)) });
  }
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(({ schema }) => schema)],
    kvMetadata: [{ key: PROVENANCE_KEY, value: JSON.stringify(provenance(input)) }],
    createdBy: 'Usage Reports for Microsoft 365',
  });
  let rowCount = 0;
  for (const rows of groupsOf(input)) {
    const first = writer.row_groups.length;
    for (const { name, valueAt } of columns) {
      const data: ParquetValue[] = [];
      for (const row of rows) {
        data.push(valueAt(row));
      }
      await writer.write({ columnData: [{ name, data }], rowGroupSize: rows.length });
      yield takeBytes(bytes);
      await slicer.spend(rows.length * CELL_COST);
    }
    joinGroups(writer, first);
    rowCount += rows.length;
  }
  writer.num_rows = BigInt(rowCount);
  await writer.finish();
  yield takeBytes(bytes);
}

function* groupsOf(input: ExportInput): Generator<readonly number[]> {
  let rows: number[] = [];
  for (const row of rowsOf(input)) {
    rows.push(row);
    if (rows.length === ROWS_PER_GROUP) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) {
    yield rows;
  }
}

/**
 * The writer writes all columns of a row group at once, which takes a second, or one column as a group of its own. So each column is written by
 * itself, with a pause after it, and then the groups are declared to be one.
 * @param first the first of the groups that become one
 */
function joinGroups(writer: ParquetWriter, first: number): void {
  const parts = writer.row_groups.splice(first);
  const [one] = parts;
  if (one !== undefined) {
    writer.row_groups.push({
      ...one,
      columns: parts.flatMap(({ columns }) => columns),
      total_byte_size: parts.reduce((sum, part) => sum + part.total_byte_size, 0n),
      total_compressed_size: parts.reduce((sum, part) => sum + (part.total_compressed_size ?? 0n), 0n),
    });
  }
}

/** The bytes written since the last call. The writer goes on counting its offsets. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

/** Where the data is from. What is absent is left out. */
function provenance(input: ExportInput): object {
  const { connectionName: tenant, report, title, period, date, refreshDate, fetchedAt } = input;
  const { archivedCopy, view, groupedBy, hiddenGroups, joined } = input;
  const concealed = concealedNames(input.table);
  return {
    ...{ tenant, report, title, period, date, refreshDate, fetchedAt },
    ...{ archivedCopy, view, groupedBy, hiddenGroups, joined },
    ...(concealed.length === 0 ? {} : { concealed }),
  };
}
