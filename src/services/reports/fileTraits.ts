import type { Format } from '../../core/catalog/definition.js';
import type { FileTraits } from '../../core/catalog/recognize.js';
import { firstRecords, namesSeparator, type Separator, separatorOf } from '../../core/table/csv/separators.js';
import { isDayName, isReportPeriod, normalizeName } from '../../core/table/store/columnNames.js';
import type { FileText } from './fileText.js';

/** Bytes at the beginning of a file that tell what it is. */
const BEGINNING = 64 * 1024;

/** What a file's beginning says: what report it can be, and how it is written. */
export interface ReadTraits extends FileTraits {
  readonly format: Format;
  /** Of JSON, a comma. */
  readonly separator: Separator;
  /** Whether its first line names the separator, and is no header. */
  readonly namesSeparator: boolean;
  /** The column with the day of each row, where no two of the first rows have the same. */
  readonly day?: string;
}

export function fileTraits({ format, bytes }: FileText, fileName: string): ReadTraits {
  const beginning = new TextDecoder().decode(bytes.subarray(0, BEGINNING));
  return format === 'csv'
    ? csvTraits(beginning, bytes.length <= BEGINNING, fileName)
    : { ...jsonTraits(beginning), format, fileName, separator: ',', namesSeparator: false };
}

function csvTraits(beginning: string, isWhole: boolean, fileName: string): ReadTraits {
  const separator = separatorOf(beginning);
  // A header that does not end within the beginning is no header; the decoder says so.
  const [names = [], ...rows] = firstRecords(beginning, separator, isWhole);
  const valuesOf = (isMeant: (name: string) => boolean) => {
    const column = names.findIndex(isMeant);
    return rows.map((row) => row[column] ?? '').filter((value) => value !== '');
  };
  const day = names.find(isDayName);
  const days = valuesOf(isDayName);
  return {
    format: 'csv',
    fileName,
    names,
    separator,
    namesSeparator: namesSeparator(beginning),
    periods: periodsOf(valuesOf(isReportPeriod)),
    siteTypes: valuesOf((name) => normalizeName(name) === 'site type'),
    ...(day !== undefined && days.length > 1 && new Set(days).size === days.length ? { day } : {}),
  };
}

/** Properties of its objects, by their names alone: the beginning of a large file is no JSON. */
function jsonTraits(beginning: string): Pick<FileTraits, 'names' | 'periods' | 'siteTypes'> {
  const names = new Set<string>();
  for (const [, name = ''] of beginning.matchAll(/"([^"\\]*)"\s*:/g)) {
    if (name !== 'value' && !name.includes('@odata')) {
      names.add(name);
    }
  }
  const valuesOf = (name: RegExp) =>
    [...beginning.matchAll(new RegExp(`"${name.source}"\\s*:\\s*"?([^",}\\]]*)`, 'gi'))].map(([, value = '']) => value);
  return {
    names: [...names],
    periods: periodsOf(valuesOf(/report ?period/)),
    siteTypes: valuesOf(/site ?type/),
  };
}

/** The service writes `7` in a file, and `D7` in a request. */
function periodsOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => (/^\d+$/.test(value.trim()) ? `D${value.trim()}` : value.trim())))];
}
