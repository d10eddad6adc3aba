import type { ColumnDefinition, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';
import { type HeaderField, headerOf } from './headers.js';
import type { Cell, Row } from './generator.js';

const BOM = '\uFEFF';
const LINE_BREAK = '\r\n';

/** Reports with `Yes` and `No`, except in columns that begin with `Is`. All others have `True` and `False`. */
const yesNoReports = new Set([
  'getM365AppUserDetail',
  'getTeamsDeviceUsageUserDetail',
  'getYammerDeviceUsageUserDetail',
  'getBrowserUserDetail',
]);

/** Reports with durations like `01:02:03`. All others have `PT1H2M3S`. */
const clockReports = new Set(['getTeamsUserActivityTotalCounts']);

/** Columns with a time after the day. */
const timestampColumns = new Set(['getYammerDeviceUsageUserDetail State Change Date']);

/** Writes the file in chunks: UTF-8 with a byte order mark; every line ends with CRLF. */
export function* csvChunks(
  definition: ReportDefinition,
  version: GraphVersion,
  rows: Iterable<Row>,
  { functionVersion, rowsPerChunk = 500 }: { functionVersion?: string | undefined; rowsPerChunk?: number } = {},
): Iterable<string> {
  const fields = headerOf(definition, version, functionVersion);
  const writers = fields.map((field) => writerOf(definition, field));
  let chunk = `${BOM}${fields.map(({ text }) => (text.startsWith(' ') ? text : quoted(text))).join(',')}${LINE_BREAK}`;
  let count = 0;
  for (const row of rows) {
    for (let index = 0; index < fields.length; index++) {
      chunk += `${index === 0 ? '' : ','}${writers[index]?.(row) ?? ''}`;
    }
    chunk += LINE_BREAK;
    if (++count % rowsPerChunk === 0) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') {
    yield chunk;
  }
}

function writerOf(definition: ReportDefinition, { column }: HeaderField): (row: Row) => string {
  const { name } = definition;
  const type: ColumnDefinition['type'] =
    definition.columns.find((candidate) => candidate.name === column)?.type ?? 'text';
  const write = (value: Exclude<Cell, null>): string => {
    if (typeof value === 'boolean') {
      return yesNoReports.has(name) && !column.startsWith('Is ') ? (value ? 'Yes' : 'No') : value ? 'True' : 'False';
    }
    if (typeof value === 'number') {
      return type === 'duration' ? (clockReports.has(name) ? clock(value) : isoDuration(value)) : String(value);
    }
    if (typeof value !== 'string') {
      return quoted(value.join('+'));
    }
    return timestampColumns.has(`${name} ${column}`) ? `${value}T00:00:00Z` : quoted(value);
  };
  return (row) => {
    const value = cellOf(row, column, name);
    return value === null ? '' : write(value);
  };
}

/** @throws Error if a generator lacks a column, because a blank cell would not be noticed */
export function cellOf(row: Row, column: string, report: string): Cell {
  const value = row[column];
  if (value === undefined) {
    throw new Error(`The sample tenant's ${report} has no cell for "${column}".`);
  }
  return value;
}

/** @param seconds a non-negative integer */
export function isoDuration(seconds: number): string {
  const { days, hours, minutes, remainder } = partsOf(seconds);
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${remainder > 0 ? `${remainder}S` : ''}`;
  return seconds === 0 ? 'PT0S' : `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}

function clock(seconds: number): string {
  const { days, hours, minutes, remainder } = partsOf(seconds);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${days > 0 ? `${days}.` : ''}${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(remainder)}`;
}

function partsOf(seconds: number): { days: number; hours: number; minutes: number; remainder: number } {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return { days: Math.floor(hours / 24), hours: hours % 24, minutes: minutes % 60, remainder: seconds % 60 };
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
