import type { ColumnDefinition, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';
import { type HeaderField, headerOf } from './headers.js';
import type { Cell, Row } from './plan.js';

const BOM = '\uFEFF';
const LINE_BREAK = '\r\n';

/** Writes `Yes` and `No`; all other reports write `True` and `False`, and these do so for what is deleted or licensed. */
const yesNoReports = new Set([
  'getM365AppUserDetail',
  'getTeamsDeviceUsageUserDetail',
  'getYammerDeviceUsageUserDetail',
  'getBrowserUserDetail',
]);

/** Writes durations as `01:02:03`; the others write `PT1H2M3S`. */
const clockReports = new Set(['getTeamsUserActivityTotalCounts']);

/** Writes days with a time of day. */
const timestampColumns = new Set(['getYammerDeviceUsageUserDetail State Change Date']);

/** The file, in pieces of so many rows: UTF-8 with a byte order mark, lines ending in CRLF, the last one too. */
export function* csvPieces(
  definition: ReportDefinition,
  version: GraphVersion,
  rows: Iterable<Row>,
  rowsPerPiece = 500,
): Iterable<string> {
  const fields = headerOf(definition, version);
  const writers = fields.map((field) => writerOf(definition, field));
  let piece = `${BOM}${fields.map(({ text }) => (text.startsWith(' ') ? text : quoted(text))).join(',')}${LINE_BREAK}`;
  let count = 0;
  for (const row of rows) {
    for (let index = 0; index < fields.length; index++) {
      piece += `${index === 0 ? '' : ','}${writers[index]?.(row) ?? ''}`;
    }
    piece += LINE_BREAK;
    if (++count % rowsPerPiece === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') {
    yield piece;
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

/** @throws Error where a plan has forgotten a column, as a blank cell would pass unnoticed */
export function cellOf(row: Row, column: string, report: string): Cell {
  const value = row[column];
  if (value === undefined) {
    throw new Error(`The sample tenant's ${report} has no cell for "${column}".`);
  }
  return value;
}

/** @param seconds whole, not negative */
export function isoDuration(seconds: number): string {
  const { days, hours, minutes, rest } = partsOf(seconds);
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${rest > 0 ? `${rest}S` : ''}`;
  return seconds === 0 ? 'PT0S' : `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}

function clock(seconds: number): string {
  const { days, hours, minutes, rest } = partsOf(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${days > 0 ? `${days}.` : ''}${two(hours)}:${two(minutes)}:${two(rest)}`;
}

function partsOf(seconds: number): { days: number; hours: number; minutes: number; rest: number } {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return { days: Math.floor(hours / 24), hours: hours % 24, minutes: minutes % 60, rest: seconds % 60 };
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
