import { UsageReportsError } from '../../base/errors.js';
import type { ExportFacts, ExportOptions } from './exportInput.js';
import type { WriterId } from './writers.js';

export type { ExportFacts, ExportOptions };

export type ExportFormatId = 'csv' | 'csvNormalized' | 'json' | 'markdown';

/** An opened report as an export needs it. */
export interface ExportSource {
  readonly facts: ExportFacts;
  /** Writes the whole table, wherever it is. */
  readonly table: {
    write(job: {
      readonly writer: WriterId;
      readonly facts: ExportFacts;
      readonly options?: ExportOptions;
    }): AsyncIterable<Uint8Array>;
  };
  /** The bytes as they came; absent where the report did not come as CSV. */
  readonly rawChunks?: () => AsyncIterable<Uint8Array>;
}

/** A format that a report can be saved in. What writes it is elsewhere (`writers.ts`), loaded when something is written. */
export interface ExportFormat {
  readonly id: ExportFormatId;
  /** In English, for logs and documents; surfaces have words of their own. */
  readonly label: string;
  /** With the dot; tells one format's file from another's in the same folder. */
  readonly extension: string;
  /** What comes nearest where this one is not available; itself where it always is. */
  readonly fallback: ExportFormat;
  available(source: Pick<ExportSource, 'rawChunks'>): boolean;
  /** The file, in chunks. */
  write(source: ExportSource, options: ExportOptions): AsyncIterable<Uint8Array>;
}

const csvNormalized = tableFormat('csvNormalized', 'CSV, normalised', '.normalized.csv');

const csv: ExportFormat = {
  id: 'csv',
  label: 'CSV, as delivered',
  extension: '.csv',
  fallback: csvNormalized,
  available: (source) => source.rawChunks !== undefined,
  write: writeDelivered,
};

/** All formats, in the order in which they are offered. */
export const exportFormats: readonly ExportFormat[] = [
  csv,
  csvNormalized,
  tableFormat('json', 'JSON', '.json'),
  tableFormat('markdown', 'Markdown', '.md'),
];

/** The format with this id, or `undefined`: ids come from settings and other extensions too. */
export function formatById(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}

function tableFormat(id: ExportFormatId & WriterId, label: string, extension: string): ExportFormat {
  return {
    id,
    label,
    extension,
    available: () => true,
    get fallback() {
      return this;
    },
    write: ({ table, facts }, options) => table.write({ writer: id, facts, options }),
  };
}

/** The bytes as they came. */
async function* writeDelivered({ rawChunks }: ExportSource): AsyncGenerator<Uint8Array> {
  if (rawChunks === undefined) {
    const message = 'Only a report that was fetched as CSV can be exported as delivered.';
    throw new UsageReportsError('invalidRequest', message, { argument: 'format' });
  }
  yield* rawChunks();
}
