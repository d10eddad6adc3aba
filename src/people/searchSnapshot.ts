import type { Format, ReportDefinition } from '../catalog/definition.js';
import { UsageReportsError } from '../shared/errors.js';
import { breath, throwIfAborted, untilAborted } from '../table/breath.js';
import { normaliseName, readHeader } from '../table/columns.js';
import { concealedForm } from '../table/concealment.js';
import { decodeJson } from '../table/json.js';
import type { ReportTable } from '../table/table.js';
import { type NewColumn, TableBuilder } from '../table/tableBuilder.js';
import { nameIn, type PersonColumns, type PersonNames } from './personColumns.js';
import type { Match, Rank } from './personQuery.js';

/** A snapshot of a report as it is kept. CSV: pieces of any size. JSON: one page a piece. */
export interface SearchedSnapshot {
  readonly definition: ReportDefinition;
  readonly columns: PersonColumns;
  readonly format: Format;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface SearchOptions {
  readonly signal?: AbortSignal;
  /** So many rows are kept of each rank. */
  readonly most: number;
}

export interface FoundRow {
  readonly names: PersonNames;
  readonly rank: Rank;
}

/** What was found in one snapshot. */
export interface FoundRows {
  /** Rows that fit, best first, at most {@link SearchOptions.most} of each rank; the same rows as `table` has. */
  readonly rows: readonly FoundRow[];
  readonly table: ReportTable;
  /** Rows that fit, whether they were kept or not. */
  readonly matches: number;
  readonly rowCount: number;
  /** Whether the snapshot's names are concealed: nearly all that are there. */
  readonly concealed: boolean;
}

/** So much is read in one go; then whatever else waits for the event loop has its turn. */
const mouthful = 64 * 1024;
const nearlyAll = 0.9;

/**
 * Reads a snapshot once and keeps only the rows that fit, so that the size of the report does not matter.
 *
 * @throws UsageReportsError `notAReport`, `brokenAnswer`; never with a piece of the file in its message
 * @throws the signal's `AbortError`, and whatever iterating over the chunks throws
 */
export async function searchSnapshot(snapshot: SearchedSnapshot, match: Match, options: SearchOptions): Promise<FoundRows> {
  const sieve = new Sieve(snapshot.columns, match, options.most);
  await (snapshot.format === 'csv' ? sieveCsv : sieveJson)(snapshot, sieve, options.signal);
  return sieve.finish(snapshot.definition);
}

async function sieveCsv(snapshot: SearchedSnapshot, sieve: Sieve, signal: AbortSignal | undefined): Promise<void> {
  const { RecordParser } = await import('../table/recordParser.js');
  let isHeader = true;
  const parser = new RecordParser((cells) => {
    if (isHeader) {
      isHeader = false;
      sieve.begin(readHeader(cells, snapshot.definition).columns);
    } else {
      sieve.add(cells);
    }
  });
  try {
    for await (const chunk of untilAborted(snapshot.chunks(), signal)) {
      for (let from = 0; from < chunk.length; from += mouthful) {
        await parser.write(chunk.subarray(from, from + mouthful));
        await breath();
        throwIfAborted(signal);
      }
    }
    await parser.end();
  } catch (error) {
    // The parser's own errors hold pieces of the file.
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('CSV_')) {
      throw new UsageReportsError('notAReport', `A stored report is no CSV file (${error.code}).`);
    }
    throw error;
  } finally {
    parser.dispose();
  }
}

async function sieveJson(snapshot: SearchedSnapshot, sieve: Sieve, signal: AbortSignal | undefined): Promise<void> {
  for await (const page of untilAborted(snapshot.chunks(), signal)) {
    const table = await decodeJson(once(page), snapshot.definition, { signal });
    sieve.begin(table.columns);
    for (let row = 0; row < table.rowCount; row++) {
      sieve.add(table.columns.map((_, column) => table.text(row, column)));
    }
    await breath();
    throwIfAborted(signal);
  }
}

// The decoder takes what arrives; here it is all there.
// eslint-disable-next-line @typescript-eslint/require-await
async function* once(page: Uint8Array): AsyncGenerator<Uint8Array> {
  yield page;
}

interface KeptRow extends FoundRow {
  readonly header: readonly { readonly name: string }[];
  readonly cells: readonly string[];
}

/** Looks at every row and keeps few. */
class Sieve {
  #header: readonly { readonly name: string }[] = [];
  #places: { readonly principalName: number; readonly displayName: number; readonly id: number } = { principalName: -1, displayName: -1, id: -1 };
  readonly #kept: readonly KeptRow[][] = [[], [], []];
  #matches = 0;
  #rowCount = 0;
  #named = 0;
  #concealed = 0;

  constructor(
    private readonly columns: PersonColumns,
    private readonly match: Match,
    private readonly most: number,
  ) {}

  /** Rows from here on have these columns. */
  begin(header: readonly { readonly name: string }[]): void {
    const names = header.map(({ name }) => normaliseName(name));
    const placeOf = (name: string | undefined) => (name === undefined ? -1 : names.indexOf(normaliseName(name)));
    const { principalName, displayName, id } = this.columns;
    this.#header = header;
    this.#places = { principalName: placeOf(principalName), displayName: placeOf(displayName), id: placeOf(id) };
  }

  add(cells: readonly string[]): void {
    this.#rowCount++;
    const { principalName, displayName, id } = this.#places;
    const whole = cells[principalName] ?? cells[id] ?? '';
    if (whole !== '') {
      this.#named++;
      this.#concealed += concealedForm(whole) === undefined ? 0 : 1;
    }
    const names = { principalName: nameIn(cells[principalName]), displayName: nameIn(cells[displayName]), id: nameIn(cells[id]) };
    const rank = this.match(names);
    if (rank === undefined) {
      return;
    }
    this.#matches++;
    const kept = this.#kept[rank];
    if (kept !== undefined && kept.length < this.most) {
      kept.push({ names, rank, header: this.#header, cells: [...cells] });
    }
  }

  finish(definition: ReportDefinition): FoundRows {
    const rows = this.#kept.flat();
    return {
      rows,
      table: tableOf(rows, definition),
      matches: this.#matches,
      rowCount: this.#rowCount,
      concealed: this.#named > 0 && this.#concealed >= this.#named * nearlyAll,
    };
  }
}

/** The kept rows as a table with typed cells; pages of JSON may differ in their columns. */
function tableOf(rows: readonly KeptRow[], definition: ReportDefinition): ReportTable {
  const byName = new Map(definition.columns.map((column) => [normaliseName(column.name), column]));
  const places = new Map<string, number>();
  const columns: NewColumn[] = [];
  for (const { name } of new Set(rows.flatMap(({ header }) => header))) {
    if (!places.has(normaliseName(name))) {
      places.set(normaliseName(name), columns.push({ name, definition: byName.get(normaliseName(name)) }) - 1);
    }
  }
  const builder = new TableBuilder();
  columns.forEach((column) => builder.addColumn(column));
  for (const { header, cells } of rows) {
    const row = new Array<string>(columns.length).fill('');
    header.forEach(({ name }, at) => (row[places.get(normaliseName(name)) ?? 0] = cells[at] ?? ''));
    builder.addRow(row);
  }
  return builder.finish(columns.map((_, at) => at), []);
}
