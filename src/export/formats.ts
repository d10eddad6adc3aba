import { UsageReportsError } from '../shared/errors.js';
import { writeNormalizedCsv } from './csvWriter.js';
import type { ExportInput, ExportOptions } from './exportInput.js';
import { writeJson } from './jsonWriter.js';
import { writeMarkdown } from './markdownWriter.js';

export type { ExportInput, ExportOptions };

export type ExportFormatId = 'csv' | 'csvNormalized' | 'json' | 'markdown';

export interface ExportFormat {
  readonly id: ExportFormatId;
  /** In English, for logs and documents; surfaces have words of their own. */
  readonly label: string;
  /** With the dot; tells one format's file from another's in the same folder. */
  readonly extension: string;
  /** What comes nearest where this one is not available; itself where it always is. */
  readonly fallback: ExportFormat;
  available(input: Pick<ExportInput, 'rawChunks' | 'rows'>): boolean;
  /** The file, in chunks of about 64 KB. */
  write(input: ExportInput, options: ExportOptions): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const csvNormalized = alwaysAvailable({
  id: 'csvNormalized',
  label: 'CSV, normalised',
  extension: '.normalized.csv',
  write: writeNormalizedCsv,
});

const csv: ExportFormat = {
  id: 'csv',
  label: 'CSV, as delivered',
  extension: '.csv',
  fallback: csvNormalized,
  // Bytes as they came are all rows or none: a selection of rows is not what was delivered.
  available: (input) => input.rawChunks !== undefined && input.rows === undefined,
  write: writeDelivered,
};

/** All formats, in the order in which they are offered. */
export const exportFormats: readonly ExportFormat[] = [
  csv,
  csvNormalized,
  alwaysAvailable({ id: 'json', label: 'JSON', extension: '.json', write: writeJson }),
  alwaysAvailable({ id: 'markdown', label: 'Markdown', extension: '.md', write: writeMarkdown }),
];

/** The format with this id, or `undefined`: ids come from settings and other extensions too. */
export function formatById(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}

function alwaysAvailable(format: Omit<ExportFormat, 'available' | 'fallback'>): ExportFormat {
  return {
    ...format,
    available: () => true,
    get fallback() {
      return this;
    },
  };
}

/** The bytes as they came. */
async function* writeDelivered(input: ExportInput): AsyncGenerator<Uint8Array> {
  if (input.rawChunks === undefined || input.rows !== undefined) {
    const message = 'Only a whole report that was fetched as CSV can be exported as delivered.';
    throw new UsageReportsError('invalidRequest', message, { argument: 'format' });
  }
  yield* input.rawChunks();
}
