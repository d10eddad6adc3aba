import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { recognize, withFileNames } from '../../core/catalog/recognize.js';
import { throwIfAborted } from '../../base/cancellation.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { MAX_PAGE_BYTES } from '../../shared/sizeLimits.js';
import { type RefreshDay, refreshDayOfFile } from '../archive/refreshDay.js';
import { openTable } from '../tables/openTable.js';
import { asServiceWrites } from './fileContent.js';
import { inWordsOfFiles } from './fileReports.js';
import { type FileText, fileText, unpackedContent } from './fileText.js';
import { fileTraits, type ReadTraits } from './fileTraits.js';
import { unreadableFile } from './unreadableFile.js';

/** A file of the person's that holds a known report. */
export interface RecognizedFile {
  /** Without the folder. */
  readonly name: string;
  /** As it came, unpacked. */
  readonly bytes: Uint8Array;
  /** When it was written last. */
  readonly changedAt: IsoInstant;
  /** The reports that it fits equally well: at least one. */
  readonly candidates: readonly [ReportDefinition, ...ReportDefinition[]];
  readonly text: FileText;
  readonly traits: ReadTraits;
}

/** A file that was read as a report, with what it says of itself. */
export interface FileToAdd {
  readonly file: RecognizedFile;
  readonly definition: ReportDefinition;
  /** What the report was requested for, as far as the file says: `{}` for a report that takes no parameter. */
  readonly parameter: { readonly period?: string; readonly date?: IsoDate } | undefined;
  /** `undefined` if the file says no day that can be right. */
  readonly refreshDay: RefreshDay | undefined;
  /** The newest day in it; `null` if there is none. */
  readonly newestDay: IsoDate | null;
  readonly rowCount: number;
  readonly columns: readonly string[];
}

/**
 * Finds the reports that a file may hold.
 * @throws UsageReportsError `unreadableFile`, with `unknownReport` for a table that is no known report; `tooLarge`
 */
export async function recognizeFile(
  file: { readonly name: string; readonly bytes: Uint8Array; readonly changedAt: IsoInstant },
  { reports, exports }: Catalog,
): Promise<RecognizedFile> {
  const bytes = await unpackedContent(file.bytes);
  const text = await fileText(bytes);
  const traits = fileTraits(text, file.name);
  const [first, ...others] = recognize(traits, [...reports, ...exports]);
  if (first === undefined) {
    throw unreadableFile('unknownReport');
  }
  if (text.format === 'json' && bytes.length > MAX_PAGE_BYTES) {
    throw new UsageReportsError('tooLarge', 'The file has more JSON than the archive can read.', {
      exceeded: { amount: 'pageBytes', most: MAX_PAGE_BYTES, found: bytes.length },
    });
  }
  return { ...file, bytes, candidates: [first, ...others], text, traits };
}

/**
 * Reads a file as one of its candidates, in the same way in which the archive is read later.
 * @throws UsageReportsError `unreadableFile`, `tooLarge`, `tableLost`; the signal's `AbortError`
 */
export async function readFileToAdd(
  file: RecognizedFile,
  definition: ReportDefinition,
  now: Date,
  signal: AbortSignal,
): Promise<FileToAdd> {
  throwIfAborted(signal);
  const { text, traits } = file;
  const fetchedAt = now.toISOString();
  const { chunks } = await asServiceWrites(text, traits, withFileNames(definition, traits.names), { signal });
  const totalBytes = text.bytes.length;
  try {
    const table = await openTable(chunks, text.format, definition, { signal, totalBytes, fetchedAt });
    const { refreshDate, newestRowDay, rowCount } = table;
    const columns = table.columns.map(({ name }) => name);
    table.dispose();
    const day = refreshDayOfFile({ refreshDate, newestRowDay }, fetchedAt);
    const refreshDay = day.from === 'fetch' ? undefined : day;
    const newestDay = [refreshDate, newestRowDay].reduce((one, other) => ((one ?? '') > (other ?? '') ? one : other));
    const parameter = parameterOf(definition, traits.periods ?? [], refreshDay?.day);
    return { file, definition, parameter, refreshDay, newestDay, rowCount, columns };
  } catch (error) {
    throw inWordsOfFiles(error, text);
  }
}

/** @param found periods in the file's rows: `D7`, and `D1` for a single day; several where the report is about all of them */
function parameterOf(
  { periods, formerPeriods = [], acceptsDate }: ReportDefinition,
  found: readonly string[],
  day: IsoDate | undefined,
): FileToAdd['parameter'] {
  if (periods.length === 0 && !acceptsDate) {
    return {};
  }
  const [only, ...others] = found;
  if (others.length > 0) {
    return periods.includes('ALL') ? { period: 'ALL' } : undefined;
  }
  if ([...periods, ...formerPeriods].some((period) => period === only)) {
    return { period: only };
  }
  return only === 'D1' && acceptsDate && day !== undefined ? { date: day } : undefined;
}
