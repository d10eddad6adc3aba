import type { ReportDefinition } from '../../catalog/definition.js';
import { UsageReportsError } from '../../../base/errors.js';
import type { TableWarning } from '../../../shared/report.js';
import { throwIfAborted, untilAborted } from '../../../base/cancellation.js';
import { TimeSlicer } from '../../../base/timeSlicer.js';
import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import { type CellBlock, decodeRecord, withoutFirstRecord } from '../store/cellBlock.js';
import { checkColumnCount, type Header, readHeader } from './header.js';
import { UniqueNames } from '../store/columnNames.js';
import { withDayWarning } from '../store/dayColumn.js';
import type { DecodeOptions } from '../store/decodeOptions.js';
import { withoutFileContent } from './csvError.js';
import { CsvReader, type RecordSink } from './csvReader.js';
import type { ReportTable } from '../store/table.js';
import { SummaryRows } from '../store/summaryRows.js';
import { type NewColumn, TableBuilder } from '../store/tableBuilder.js';

const LINE_FEED = 10;

/** Bytes decoded between two yields to the event loop: about a millisecond of work, more if the rows are of many lengths. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Decodes a report's CSV as it arrives.
 *
 * @param chunks the file, cut anywhere
 * @param definition the report's entry in the catalog; without it every column's type is inferred
 * @throws UsageReportsError `notAReport` if the bytes are not a report; even a report without rows has a header
 * @throws UsageReportsError `truncated` if the file ends within a quoted cell
 * @throws UsageReportsError `tooLarge` beyond the limits of `limits.ts`
 * @throws the signal's `AbortError`, and whatever iterating over `chunks` throws
 */
export async function decodeCsv(
  chunks: AsyncIterable<Uint8Array>,
  definition: ReportDefinition | undefined,
  options: DecodeOptions = {},
): Promise<ReportTable> {
  const { signal, onProgress } = options;
  let bytes = 0;
  const rows = new CsvTableSink(definition, () => bytes, options.isNeeded);
  const reader = new CsvReader(rows);
  const sniffer = new FormatSniffer();
  let sinceYield = 0;
  let lastByte = LINE_FEED;
  try {
    for await (const chunk of untilAborted(chunks, signal)) {
      for (let from = 0; from < chunk.length; from += CHUNK_BYTES) {
        const piece = chunk.subarray(from, from + CHUNK_BYTES);
        sniffer.inspect(piece);
        await reader.write(piece);
        bytes += piece.length;
        sinceYield += piece.length;
        lastByte = piece[piece.length - 1] ?? lastByte;
        onProgress?.(bytes);
        if (sinceYield >= CHUNK_BYTES) {
          sinceYield = 0;
          await yieldToEventLoop();
          throwIfAborted(signal);
        }
      }
    }
    sniffer.end();
    await reader.end();
  } catch (error) {
    throw withoutFileContent(error);
  } finally {
    reader.dispose();
  }
  return rows.finish(lastByte === LINE_FEED, new TimeSlicer(signal));
}

/** Rejects a proxy's HTML page or a service's JSON error by the first byte that is neither whitespace nor part of a byte order mark. */
class FormatSniffer {
  #known = false;

  inspect(bytes: Uint8Array): void {
    if (this.#known) {
      return;
    }
    const first = bytes.find((byte) => !SKIPPED_BYTES.has(byte));
    if (first === undefined) {
      return;
    }
    if (first === LESS_THAN) {
      throw new UsageReportsError('notAReport', 'The answer is a web page instead of a CSV file.');
    }
    if (first === OPENING_BRACE || first === OPENING_BRACKET) {
      throw new UsageReportsError('notAReport', 'The answer is JSON instead of a CSV file.');
    }
    this.#known = true;
  }

  end(): void {
    if (!this.#known) {
      throw new UsageReportsError('notAReport', 'The file is empty: it does not even have a header.');
    }
  }
}

const LESS_THAN = 0x3c;
const OPENING_BRACE = 0x7b;
const OPENING_BRACKET = 0x5b;
/** Byte order mark and whitespace. */
const SKIPPED_BYTES: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0d, 0x0a]);

/** Builds a table from the records of a CSV file, the header first. */
class CsvTableSink implements RecordSink {
  readonly #builder: TableBuilder;
  readonly #names = new UniqueNames();
  readonly #summary: SummaryRows;
  #header: Header | undefined;
  #headerLength = 0;
  /** Number of cells that a row needs so that no named column is missing. The header may end in commas that no row has. */
  #neededCells = 0;
  #raggedCount = 0;
  #firstRaggedRow = 0;

  constructor(
    private readonly definition: ReportDefinition | undefined,
    bytesRead: () => number,
    private readonly isNeeded: (column: string) => boolean = () => true,
  ) {
    this.#builder = new TableBuilder(bytesRead);
    this.#summary = new SummaryRows(definition);
  }

  addBlock(block: CellBlock): void {
    if (this.#header === undefined) {
      // Before the cells become strings: a header may be a megabyte of commas.
      checkColumnCount(block.width);
      this.#begin(decodeRecord(block, 0));
      this.addBlock(withoutFirstRecord(block));
    } else if (block.width > this.#headerLength || this.#summary.arePossible) {
      for (let record = 0; record < block.records; record++) {
        this.add(decodeRecord(block, record));
      }
    } else {
      if (block.width < this.#neededCells) {
        this.#countRagged(block.records);
      }
      this.#builder.addBlock(block);
    }
  }

  add(cells: string[]): void {
    if (this.#header === undefined) {
      this.#begin(cells);
      return;
    }
    if (cells.length < this.#neededCells) {
      this.#countRagged(1);
    } else if (cells.length > this.#headerLength) {
      this.#takeExtraCells(cells);
    }
    if (!this.#summary.take(cells)) {
      this.#builder.addRow(cells);
    }
  }

  async finish(endsInLineBreak: boolean, slicer: TimeSlicer): Promise<ReportTable> {
    const header = this.#header;
    if (header === undefined) {
      throw new UsageReportsError('notAReport', 'The file does not even have a header.');
    }
    const unknown = header.columns
      .filter((column) => column.definition === undefined && !column.unnamed)
      .map(({ name }) => name);
    const warnings: TableWarning[] = [];
    if (!endsInLineBreak) {
      warnings.push({ kind: 'noFinalLineBreak' });
    }
    if (this.#raggedCount > 0) {
      warnings.push({ kind: 'raggedRows', count: this.#raggedCount, firstRow: this.#firstRaggedRow });
    }
    warnings.push(...header.missing, ...this.#summary.warnings);
    if (this.definition !== undefined && unknown.length > 0) {
      warnings.push({ kind: 'unknownColumns', names: unknown });
    }
    if (header.duplicates.length > 0) {
      warnings.push({ kind: 'duplicateColumns', names: header.duplicates });
    }
    const order = Array.from({ length: this.#builder.columnCount }, (_, index) => index);
    return withDayWarning(await this.#builder.finishInSlices(order, warnings, slicer), this.definition);
  }

  #begin(cells: readonly string[]): void {
    const header = readHeader(cells, this.definition);
    const expected = this.definition?.columns.length ?? 0;
    if (expected > 0 && header.columns.every((column) => column.definition === undefined)) {
      throw new UsageReportsError(
        'notAReport',
        'The first line has none of the columns that this report is documented to have.',
      );
    }
    const texts = new Set(this.definition?.textColumns);
    for (const column of header.columns) {
      this.#addColumn(texts.has(column.name) ? { ...column, isText: true } : column);
    }
    this.#header = header;
    this.#headerLength = header.columns.length;
    this.#neededCells = header.columns.findLastIndex(({ unnamed }) => !unnamed) + 1;
  }

  #takeExtraCells(cells: readonly string[]): void {
    const used = cells.findLastIndex((cell) => cell !== '') + 1;
    if (used <= this.#headerLength) {
      return;
    }
    checkColumnCount(used);
    this.#countRagged(1);
    while (this.#builder.columnCount < used) {
      this.#addColumn({ name: this.#names.make(`Column ${this.#builder.columnCount + 1}`) });
    }
  }

  #addColumn(column: NewColumn): void {
    this.#names.take(column.name);
    this.#builder.addColumn(this.isNeeded(column.name) ? column : { ...column, leftOut: true });
    this.#summary.addColumn(column);
  }

  #countRagged(records: number): void {
    if (this.#raggedCount === 0 && records > 0) {
      this.#firstRaggedRow = this.#builder.rowCount;
    }
    this.#raggedCount += records;
  }
}
