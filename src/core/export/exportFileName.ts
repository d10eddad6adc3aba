import type { ExportFormat } from './formats.js';
import type { ExportInput } from './exportInput.js';

/** Long enough for the longest report, parameter and label, and short enough for every file system, with a temporary name around it. */
const MAX_STEM_LENGTH = 200;

/**
 * A file name that sorts by refresh date: `2026-11-18_getTeamsUserActivityCounts_D7.csv`, or `undated_…` if the date is unknown. With several
 * connections, theirs follows: `…_D7_northlight.csv`. A view of the report has another name: `…_D7_as-shown.csv`. Only ASCII letters, digits, `-`, `_` and `.`, so that it is valid on every system.
 */
export function exportFileName(
  input: Pick<ExportInput, 'report' | 'period' | 'date' | 'refreshDate' | 'asShown' | 'fileLabel'>,
  format: Pick<ExportFormat, 'extension'>,
): string {
  const { report, refreshDate } = input;
  const dated = refreshDate !== null && /^\d{4}-\d{2}-\d{2}$/.test(refreshDate) ? refreshDate : 'undated';
  const stem = [
    dated,
    report,
    input.date ?? input.period,
    input.fileLabel,
    input.asShown === true ? 'as-shown' : undefined,
  ]
    .filter((part) => part !== undefined)
    .map((part) => part.replace(/[^A-Za-z0-9-]+/g, '-'))
    .join('_');
  return stem.slice(0, MAX_STEM_LENGTH) + format.extension;
}
