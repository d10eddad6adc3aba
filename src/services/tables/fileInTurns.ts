import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { ExportFacts } from '../../core/export/exportInput.js';
import { LARGE_REPORT_BYTES, openTable } from './openTable.js';

/** A file of a report. The chunks of CSV are cut anywhere; each chunk of JSON is one page. */
export interface ReportFile {
  readonly format: Format;
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * A file for readers that take its rows on this thread. They read CSV in turns, but a page of JSON is parsed at once, so a large file of JSON
 * becomes CSV with the same texts, which a worker makes of it.
 *
 * The chunks throw what {@link openTable} throws.
 *
 * @param bytes size of the file
 */
export function fileInTurns(file: ReportFile, bytes: number, definition: ReportDefinition): ReportFile {
  return file.format === 'json' && bytes > LARGE_REPORT_BYTES.json
    ? { format: 'csv', chunks: () => csvOfJson(file, bytes, definition) }
    : file;
}

async function* csvOfJson(file: ReportFile, bytes: number, definition: ReportDefinition): AsyncGenerator<Uint8Array> {
  const table = await openTable(file.chunks(), file.format, definition, { totalBytes: bytes });
  try {
    yield* table.write({ writer: 'csvOfTexts', facts: factsOf(definition) });
  } finally {
    table.dispose();
  }
}

/** A job has facts; CSV says none of them. */
function factsOf({ name, title, kind }: ReportDefinition): ExportFacts {
  return {
    title,
    report: name,
    refreshDate: null,
    fetchedAt: '',
    connectionName: '',
    personal: kind === 'detail',
    fileLabel: '',
  };
}
