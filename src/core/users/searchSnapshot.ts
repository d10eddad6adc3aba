import type { Format, ReportDefinition } from '../catalog/definition.js';
import { singleChunk } from '../../base/bytes.js';
import { throwIfAborted, untilAborted } from '../../base/cancellation.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import { type CellBlock, decodeCell, decodeRecord, withoutFirstRecord } from '../table/store/cellBlock.js';
import { checkColumnCount, readHeader } from '../table/csv/header.js';
import { normalizeName } from '../table/store/columnNames.js';
import { concealedForm, isIdentifyingName, MIN_CONCEALED_SHARE } from '../../shared/concealedNames.js';
import { withoutFileContent } from '../table/csv/csvError.js';
import { CsvReader, type RecordSink } from '../table/csv/csvReader.js';
import { decodeJson } from '../table/json/decodeJson.js';
import type { UserColumns, UserNames } from '../catalog/userColumns.js';
import { type NameMatcher, nameMatcherFor, type UserQuery, type MatchRank } from './userQuery.js';

/** An archived snapshot. The chunks of CSV are cut anywhere; each chunk of JSON is one page. */
export interface SearchedSnapshot {
  readonly definition: ReportDefinition;
  readonly columns: UserColumns;
  readonly format: Format;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface SnapshotSearchOptions {
  readonly signal?: AbortSignal;
  /** Maximum number of rows of each rank to return. */
  readonly maxRowsPerRank: number;
}

/** A matching row, with the texts of its cells. */
export interface FoundRow {
  readonly names: UserNames;
  readonly rank: MatchRank;
  /** Column names. Rows of the same page share the array. */
  readonly header: readonly string[];
  readonly cells: readonly string[];
}

/** The matching rows of a snapshot. Plain data. */
export interface SearchResult {
  /** Best match first, at most {@link SnapshotSearchOptions.maxRowsPerRank} of each rank. */
  readonly rows: readonly FoundRow[];
  /** Number of matching rows, including those that are not in {@link rows}. */
  readonly matches: number;
  readonly rowCount: number;
  /** Whether the snapshot's names are concealed, or nearly all of them. */
  readonly concealed: boolean;
}

/** Bytes read between two yields to the event loop. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a snapshot once and holds only the matching rows in memory, so that the size of the report does not matter.
 *
 * @throws UsageReportsError `notAReport`, `truncated`, `brokenAnswer`, `tooLarge`; no message quotes the file
 * @throws the signal's `AbortError`, and whatever iterating over the chunks throws
 */
export async function searchSnapshot(
  snapshot: SearchedSnapshot,
  query: UserQuery,
  options: SnapshotSearchOptions,
): Promise<SearchResult> {
  const collector = new RowCollector(snapshot.columns, nameMatcherFor(query), options.maxRowsPerRank);
  await (snapshot.format === 'csv' ? searchCsv : searchJson)(snapshot, collector, options.signal);
  return collector.finish();
}

async function searchCsv(
  snapshot: SearchedSnapshot,
  collector: RowCollector,
  signal: AbortSignal | undefined,
): Promise<void> {
  const reader = new CsvReader(new CsvSearchSink(snapshot.definition, collector));
  try {
    for await (const chunk of untilAborted(snapshot.chunks(), signal)) {
      for (let from = 0; from < chunk.length; from += CHUNK_BYTES) {
        await reader.write(chunk.subarray(from, from + CHUNK_BYTES));
        await yieldToEventLoop();
        throwIfAborted(signal);
      }
    }
    await reader.end();
  } catch (error) {
    throw withoutFileContent(error);
  } finally {
    reader.dispose();
  }
}

async function searchJson(
  snapshot: SearchedSnapshot,
  collector: RowCollector,
  signal: AbortSignal | undefined,
): Promise<void> {
  for await (const page of untilAborted(snapshot.chunks(), signal)) {
    const table = await decodeJson(singleChunk(page), snapshot.definition, { signal });
    collector.begin(table.columns.map(({ name }) => name));
    for (let row = 0; row < table.rowCount; row++) {
      const cell = (column: number) => (column < 0 ? undefined : table.text(row, column));
      collector.addRow(cell, () => table.columns.map((_, column) => table.text(row, column)));
    }
    await yieldToEventLoop();
    throwIfAborted(signal);
  }
}

/** Passes the records of a CSV file to a collector, the header first. */
class CsvSearchSink implements RecordSink {
  #hasHeader = false;

  constructor(
    private readonly definition: ReportDefinition,
    private readonly collector: RowCollector,
  ) {}

  addBlock(block: CellBlock): void {
    if (!this.#hasHeader) {
      checkColumnCount(block.width);
      this.add(decodeRecord(block, 0));
      this.addBlock(withoutFirstRecord(block));
      return;
    }
    const { bytes, width, starts, ends } = block;
    for (let record = 0; record < block.records; record++) {
      const first = record * width;
      const cell = (place: number) =>
        place >= 0 && place < width
          ? decodeCell(bytes, starts[first + place] ?? 0, ends[first + place] ?? 0)
          : undefined;
      this.collector.addRow(cell, () => decodeRecord(block, record));
    }
  }

  add(cells: string[]): void {
    if (this.#hasHeader) {
      this.collector.addRow(
        (place) => cells[place],
        () => [...cells],
      );
    } else {
      this.#hasHeader = true;
      this.collector.begin(readHeader(cells, this.definition).columns.map(({ name }) => name));
    }
  }
}

/** Tests every row and collects those that match. */
class RowCollector {
  #header: readonly string[] = [];
  #places: { readonly principalName: number; readonly displayName: number; readonly id: number } = {
    principalName: -1,
    displayName: -1,
    id: -1,
  };
  readonly #rowsByRank: readonly FoundRow[][] = [[], [], []];
  #matches = 0;
  #rowCount = 0;
  #named = 0;
  #concealed = 0;

  constructor(
    private readonly columns: UserColumns,
    private readonly match: NameMatcher,
    private readonly maxRowsPerRank: number,
  ) {}

  /** Sets the columns of the rows that follow. */
  begin(header: readonly string[]): void {
    const names = header.map(normalizeName);
    const placeOf = (name: string | undefined) => (name === undefined ? -1 : names.indexOf(normalizeName(name)));
    const { principalName, displayName, id } = this.columns;
    this.#header = header;
    this.#places = { principalName: placeOf(principalName), displayName: placeOf(displayName), id: placeOf(id) };
  }

  /**
   * @param cell reads the text of a cell; `undefined` if the row is shorter, or the index is -1
   * @param all reads all cells; called only if the row is collected
   */
  addRow(cell: (place: number) => string | undefined, all: () => readonly string[]): void {
    this.#rowCount++;
    const principalName = cell(this.#places.principalName);
    const id = cell(this.#places.id);
    const whole = principalName ?? id ?? '';
    if (whole !== '') {
      this.#named++;
      this.#concealed += concealedForm(whole) === undefined ? 0 : 1;
    }
    const names = {
      principalName: identifyingNameIn(principalName),
      displayName: identifyingNameIn(cell(this.#places.displayName)),
      id: identifyingNameIn(id),
    };
    const rank = this.match(names);
    if (rank === undefined) {
      return;
    }
    this.#matches++;
    const rowsByRank = this.#rowsByRank[rank];
    if (rowsByRank !== undefined && rowsByRank.length < this.maxRowsPerRank) {
      rowsByRank.push({ names, rank, header: this.#header, cells: all() });
    }
  }

  finish(): SearchResult {
    return {
      rows: this.#rowsByRank.flat(),
      matches: this.#matches,
      rowCount: this.#rowCount,
      concealed: this.#named > 0 && this.#concealed >= this.#named * MIN_CONCEALED_SHARE,
    };
  }
}

function identifyingNameIn(cell: string | undefined): string | undefined {
  return cell !== undefined && isIdentifyingName(cell) ? cell : undefined;
}
