import type { ExportFormatId } from '../core/export/formats.js';

/** What writes each format that the command line calls so, in the order of display. A report is written as documented, never as delivered. */
export const WRITERS = {
  csv: 'csvNormalized',
  json: 'json',
  md: 'markdown',
  parquet: 'parquet',
} as const satisfies Readonly<Record<string, Exclude<ExportFormatId, 'csv'>>>;

export type OutputFormat = keyof typeof WRITERS;

export const OUTPUT_FORMATS = Object.keys(WRITERS) as readonly OutputFormat[];

/** The format that the name of a file ends with; CSV for any other ending. */
export function formatOfName(file: string): OutputFormat {
  const ending = /\.([^.]+)$/.exec(file)?.[1]?.toLowerCase();
  return OUTPUT_FORMATS.find((format) => format === ending) ?? 'csv';
}
