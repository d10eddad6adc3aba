import type { IsoDate } from '../../base/dates.js';
import type { ExportFormat } from './formats.js';
import type { ExportFacts } from './exportInput.js';

/** Long enough for the longest report, parameter and label, and short enough for every file system, with a temporary name around it. */
const MAX_STEM_LENGTH = 200;

/**
 * A file name that sorts by day: `2026-11-18_getTeamsUserActivityCounts_D7_northlight.csv`. The day is the refresh date. Where the report
 * has none, it is the day of the fetch, in UTC, and says so: `2026-11-19-fetched_…`. Last is the connection, `sample` for the sample tenant.
 * A view of the report has another name: `…_northlight_as-shown.csv`, or that of the saved view: `…_northlight_Inactive-90.csv`. Only ASCII letters, digits, `-`, `_` and `.`, so that it is valid on
 * every system.
 */
export function exportFileName(
  input: Pick<ExportFacts, 'report' | 'period' | 'date' | 'refreshDate' | 'fetchedAt' | 'asShown' | 'view'> &
    Partial<Pick<ExportFacts, 'fileLabel'>>,
  format: Pick<ExportFormat, 'extension'>,
): string {
  const { report, refreshDate, fetchedAt } = input;
  const stem = [
    dayIn(refreshDate) ?? fetchDay(fetchedAt),
    report,
    input.date ?? input.period,
    input.fileLabel,
    input.asShown === true ? viewPart(input.view) : undefined,
  ]
    .filter((part) => part !== undefined)
    .map(fileNamePart)
    .join('_');
  return stem.slice(0, MAX_STEM_LENGTH) + format.extension;
}

/** The folder of an export of many reports: `2026-11-29_D30_northlight`. @param day of the export, in UTC */
export function exportFolderName(day: IsoDate, period: string | undefined, fileLabel: string): string {
  return [day, period ?? 'current-state', fileLabel].map(fileNamePart).join('_').slice(0, MAX_STEM_LENGTH);
}

/** A text as a part of a file name that every system accepts. */
function fileNamePart(text: string): string {
  return text.replace(/[^A-Za-z0-9-]+/g, '-');
}

/** A view whose name has no such letter is one as shown. */
function viewPart(view = ''): string {
  const part = fileNamePart(view).replace(/^-+|-+$/g, '');
  return part === '' ? 'as-shown' : part;
}

function fetchDay(fetchedAt: string): string {
  const day = dayIn(fetchedAt.slice(0, 10));
  return day === undefined ? 'undated' : `${day}-fetched`;
}

function dayIn(text: string | null): string | undefined {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}
