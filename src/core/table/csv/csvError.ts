import { UsageReportsError } from '../../../base/errors.js';

/**
 * Replaces an error of csv-parse, which quotes the file, by one that says nothing of its content. Other errors come back as they are.
 *
 * @returns UsageReportsError `truncated` where the file ends within a quoted cell, `notAReport` for any other error of csv-parse
 */
export function withoutFileContent(error: unknown): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new UsageReportsError('truncated', 'The file ends within a quoted cell: its end is missing.');
  }
  if (typeof code === 'string' && code.startsWith('CSV_')) {
    return new UsageReportsError('notAReport', `The file is no CSV file (${code}).`);
  }
  return error;
}
