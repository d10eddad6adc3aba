import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import { MAX_RECORD_BYTES, tooLarge } from '../store/limits.js';

/** What is between the cells of a row: a program that saves a report anew may put its own. */
export type Separator = ',' | ';' | '\t';
const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/** How the cells of a column are spelled as the service does; by the column's place in the file. */
export type CellReaders = ReadonlyMap<number, (text: string) => string>;

/** The line with which a spreadsheet says its separator, as `sep=;`. It is no header. */
const SEPARATOR_LINE = /^\uFEFF?sep=(.)\r?\n/i;

/** Whether a file's first line names its separator. */
export function namesSeparator(beginning: string): boolean {
  return SEPARATOR_LINE.test(beginning);
}

/** The separator that a file's first line has most of, outside quotes. */
export function separatorOf(beginning: string): Separator {
  const counts = new Map<string, number>();
  let inQuotes = false;
  for (const character of beginning.replace(SEPARATOR_LINE, '')) {
    if (character === '"') {
      inQuotes = !inQuotes;
    } else if (!inQuotes && (character === '\n' || character === '\r')) {
      break;
    } else if (!inQuotes) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const count = (separator: Separator) => counts.get(separator) ?? 0;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

/**
 * The first records of a file, with the texts of their cells.
 * @param isWhole whether `beginning` is the whole file; otherwise its last record is left out, which may be cut off
 */
export function firstRecords(beginning: string, separator: Separator, isWhole: boolean): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const cells = new CellScanner(separator, (cell, endsRecord) => {
    record.push(unquoted(cell));
    if (endsRecord) {
      records.push(record);
      record = [];
    }
  });
  cells.write(beginning.replace(SEPARATOR_LINE, '').replace(/^\uFEFF/, ''));
  if (isWhole) {
    cells.end();
  }
  return records.filter((found) => found.some((cell) => cell !== ''));
}

/**
 * A file with other separators or other spellings, as the decoder reads it: with commas, and the cells of some columns spelled anew. All other
 * cells keep their text.
 *
 * @param chunks text in UTF-8, cut anywhere
 * @param names of the columns, by their place; `undefined` for one that keeps the file's
 */
export async function* commaSeparated(
  chunks: AsyncIterable<Uint8Array>,
  separator: Separator,
  readers: CellReaders,
  names: readonly (string | undefined)[] = [],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let written = '';
  let column = 0;
  let isHeader = true;
  const cells = new CellScanner(separator, (cell, endsRecord, lineBreak) => {
    const name = names[column];
    const read = isHeader ? name !== undefined && (() => name) : readers.get(column);
    written += column === 0 ? '' : ',';
    written += isOpen(cell) ? cell : read ? quoted(read(unquoted(cell))) : withCommas(cell, separator);
    column++;
    if (endsRecord) {
      written += lineBreak;
      column = 0;
      isHeader = false;
    }
  });
  for await (const text of textsOf(chunks)) {
    cells.write(text);
    yield encoder.encode(written);
    written = '';
    await yieldToEventLoop();
  }
  cells.end();
  yield encoder.encode(written);
}

/**
 * Visits all cells below a file's header that are not blank, with their texts.
 * @param visit gets the cell's place in its row
 */
export async function visitCells(
  chunks: AsyncIterable<Uint8Array>,
  separator: Separator,
  visit: (column: number, text: string) => void,
): Promise<void> {
  let column = 0;
  let isHeader = true;
  const cells = new CellScanner(separator, (cell, endsRecord) => {
    if (!isHeader && cell !== '') {
      visit(column, unquoted(cell));
    }
    column = endsRecord ? 0 : column + 1;
    isHeader &&= !endsRecord;
  });
  for await (const text of textsOf(chunks)) {
    cells.write(text);
    await yieldToEventLoop();
  }
  cells.end();
}

/** The text of chunks of UTF-8, without a line that names the separator. */
async function* textsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let isFirst = true;
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    yield isFirst ? text.replace(SEPARATOR_LINE, '') : text;
    isFirst = false;
  }
  yield decoder.decode();
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/**
 * Cuts text into cells as they are written, with their quotes. A quote within a cell that begins with none is a character. No character is
 * looked at twice.
 */
class CellScanner {
  /** The beginning of a cell whose end has not come. */
  #cell = '';
  #inQuotes = false;
  /** Whether that cell has nothing but blanks so far, and whether its first character is a quote. */
  #isBlank = true;
  #isQuoted = false;
  #isEmpty = true;
  /** Characters of the record before that cell. */
  #before = 0;
  readonly #separatorCode: number;

  constructor(
    separator: Separator,
    private readonly add: (cell: string, endsRecord: boolean, lineBreak: string) => void,
  ) {
    this.#separatorCode = separator.charCodeAt(0);
  }

  /** @throws UsageReportsError `tooLarge` for a record of more characters than the decoder takes bytes */
  write(text: string): void {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#isQuoted ||= at === start && this.#cell === '';
        if (this.#inQuotes || this.#isBlank || this.#isQuoted) {
          this.#inQuotes = !this.#inQuotes;
        }
        this.#isBlank = false;
      } else if (!this.#inQuotes && (code === this.#separatorCode || code === LINE_FEED)) {
        this.#end(this.#cell + text.slice(start, at), code === LINE_FEED);
        start = at + 1;
      } else if (this.#isBlank) {
        this.#isBlank = text.charAt(at).trim() === '';
      }
    }
    this.#cell += text.slice(start);
    this.#checkRecord(this.#cell);
  }

  /** The last record may have no line break. */
  end(): void {
    if (this.#cell !== '' || !this.#isEmpty) {
      this.add(this.#cell, true, '');
    }
    this.#cell = '';
    this.#isEmpty = true;
  }

  #end(cell: string, endsRecord: boolean): void {
    this.#checkRecord(cell);
    this.#before = endsRecord ? 0 : this.#before + cell.length + 1;
    const hasReturn = endsRecord && cell.endsWith('\r');
    this.#cell = '';
    this.#isBlank = true;
    this.#isQuoted = false;
    this.#isEmpty = endsRecord;
    this.add(hasReturn ? cell.slice(0, -1) : cell, endsRecord, hasReturn ? '\r\n' : '\n');
  }

  #checkRecord(cell: string): void {
    if (this.#before + cell.length > MAX_RECORD_BYTES) {
      throw tooLarge('recordBytes', MAX_RECORD_BYTES);
    }
  }
}

/** A cell between commas: one that has a comma, and no quotes around it all, needs them now. */
function withCommas(cell: string, separator: Separator): string {
  return separator !== ',' && cell.includes(',') && !isWholeQuoted(cell) ? quoted(cell) : cell;
}

/** Whether a cell is in quotes as a whole: each one within them is doubled. */
function isWholeQuoted(cell: string): boolean {
  return (
    cell.length > 1 &&
    cell.startsWith('"') &&
    cell.endsWith('"') &&
    !cell.slice(1, -1).replaceAll('""', '').includes('"')
  );
}

/** Whether the quotes of a cell are not closed: the file ends in it. It stays as it is, so that the decoder says so. */
function isOpen(cell: string): boolean {
  return cell.startsWith('"') && cell.split('"').length % 2 === 0;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function unquoted(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.startsWith('"') && trimmed.endsWith('"') && trimmed.length > 1
    ? trimmed.slice(1, -1).replaceAll('""', '"')
    : cell;
}
