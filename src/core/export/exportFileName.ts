import type { IsoDate } from '../../base/dates.js';
import type { ExportFormat } from './formats.js';
import type { ExportFacts } from './exportInput.js';

/** Long enough for the longest report, parameter and label, and short enough for every file system, with a temporary name around it. */
const MAX_STEM_LENGTH = 200;
/** Two names of columns as Microsoft has them. */
const MAX_GROUPS_LENGTH = 70;

/**
 * A file name that sorts by day: `2026-11-18_getTeamsUserActivityCounts_D7_northlight.csv`. The day is the refresh date. Where the report
 * has none, it is the day of the fetch, in UTC, and says so: `2026-11-19-fetched_…`. Last is the connection, `sample` for the sample tenant.
 * A list of one product's licenses names it: `…_unusedLicenses_MICROSOFT-365-E5_northlight.csv`.
 * A view of the report has another name: `…_northlight_as-shown.csv`, or that of the saved view: `…_northlight_Inactive-90.csv`. Groups of
 * its rows say what they are grouped by: `…_northlight_by-Assigned-Products.csv`. Only ASCII letters, digits, `-`, `_` and `.`, so that it is
 * valid on every system.
 */
export function exportFileName(
  input: Pick<
    ExportFacts,
    'report' | 'period' | 'date' | 'refreshDate' | 'fetchedAt' | 'asShown' | 'view' | 'groupedBy'
  > &
    Partial<Pick<ExportFacts, 'fileLabel' | 'part'>>,
  format: Pick<ExportFormat, 'extension'>,
): string {
  const { report, refreshDate, fetchedAt, view, groupedBy } = input;
  // Groups are never all rows, and what they are grouped by tells more than that.
  const isNamed = view !== undefined || groupedBy === undefined;
  const stem = [
    dayIn(refreshDate) ?? fetchDay(fetchedAt),
    report,
    trimmedPart(input.part ?? '') || undefined,
    input.date ?? input.period,
    input.fileLabel,
    input.asShown === true && isNamed ? viewPart(view) : undefined,
    groupedBy && groupsPart(groupedBy),
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
  return trimmedPart(view) || 'as-shown';
}

/** A key whose name has no such letter is left out. */
function groupsPart(groupedBy: readonly string[]): string {
  const keys = groupedBy.map(trimmedPart).filter((part) => part !== '');
  return keys.length === 0 ? 'grouped' : `by-${keys.join('-and-')}`.slice(0, MAX_GROUPS_LENGTH).replace(/-+$/, '');
}

function trimmedPart(text: string): string {
  return fileNamePart(text).replace(/^-+|-+$/g, '');
}

function fetchDay(fetchedAt: string): string {
  const day = dayIn(fetchedAt.slice(0, 10));
  return day === undefined ? 'undated' : `${day}-fetched`;
}

function dayIn(text: string | null): string | undefined {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}
