import type { ExportFormatId } from '../core/export/formats.js';
import type { ExportArguments } from './arguments.js';

/** What writes each format. A report is written as documented, never as delivered. */
export const WRITERS: Readonly<Record<ExportArguments['format'], Exclude<ExportFormatId, 'csv'>>> = {
  csv: 'csvNormalized',
  json: 'json',
  md: 'markdown',
};
