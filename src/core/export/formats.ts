import { UsageReportsError } from '../../base/errors.js';
import type { AboutSheet } from './aboutSheet.js';
import type { ExportFacts, ExportOptions } from './exportInput.js';
import type { WriterId } from './writers.js';

export type { ExportFacts, ExportOptions };

export type ExportFormatId = 'csv' | 'csvNormalized' | 'xlsx' | 'json' | 'markdown' | 'parquet';

/** An opened report, as an export needs it. */
export interface ExportSource {
  readonly facts: ExportFacts;
  /** Writes the whole table, on whichever thread it is. */
  readonly table: {
    write(job: {
      readonly writer: WriterId;
      readonly facts: ExportFacts;
      readonly options?: ExportOptions;
    }): AsyncIterable<Uint8Array>;
  };
  /** What an Excel workbook says of itself; absent for one that says nothing. */
  readonly about?: AboutSheet;
  /** The bytes of the CSV file as delivered; absent if the report was fetched as JSON. */
  readonly rawChunks?: () => AsyncIterable<Uint8Array>;
}

/** A file format. Its writer is in `writers.ts`, which is loaded only when something is written. */
export interface ExportFormat {
  readonly id: ExportFormatId;
  /** With the dot. Differs between all formats, so that files do not overwrite each other. */
  readonly extension: string;
  /** The format to use if this one is not available; itself if it always is. */
  readonly fallback: ExportFormat;
  available(source: Pick<ExportSource, 'rawChunks'>): boolean;
  /** Writes the file in chunks. */
  write(source: ExportSource, options: ExportOptions): AsyncIterable<Uint8Array>;
}

const csvNormalized = tableFormat('csvNormalized', '.normalized.csv');

const csv: ExportFormat = {
  id: 'csv',
  extension: '.csv',
  fallback: csvNormalized,
  available: (source) => source.rawChunks !== undefined,
  write: writeDelivered,
};

/** All formats, in the order of display. */
export const exportFormats: readonly ExportFormat[] = [
  csv,
  csvNormalized,
  tableFormat('xlsx', '.xlsx'),
  tableFormat('json', '.json'),
  tableFormat('markdown', '.md'),
  tableFormat('parquet', '.parquet'),
];

/** `undefined` for an unknown ID: IDs also come from settings and from other extensions. */
export function formatById(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}

function tableFormat(id: ExportFormatId & WriterId, extension: string): ExportFormat {
  return {
    id,
    extension,
    available: () => true,
    get fallback() {
      return this;
    },
    write: ({ table, facts, about }, options) =>
      table.write({
        writer: id,
        facts,
        options: id === 'xlsx' && about !== undefined ? { ...options, about } : options,
      }),
  };
}

/** @throws UsageReportsError `invalidRequest` if the report was not fetched as CSV */
async function* writeDelivered({ rawChunks }: ExportSource): AsyncGenerator<Uint8Array> {
  if (rawChunks === undefined) {
    const message = 'Only a report that was fetched as CSV can be exported as delivered.';
    throw new UsageReportsError('invalidRequest', message, { argument: 'format' });
  }
  yield* rawChunks();
}
