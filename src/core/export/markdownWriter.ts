import type { IsoDate } from '../../base/dates.js';
import { isNumeric } from '../../shared/measures.js';
import type { ColumnInfo } from '../../shared/report.js';
import type { ReportTable } from '../table/store/table.js';
import { numberText } from './numberText.js';
import { encodeInChunks } from './chunks.js';
import { markdownText } from './markdownText.js';
import { concealedNames, rowsOf, type ExportInput, type ExportOptions } from './exportInput.js';

/**
 * Writes a page to read: the title, a line of facts, and a table in GitHub Flavored Markdown. Numbers and durations (`h:mm:ss`) are
 * right-aligned. Texts are escaped, so that no cell becomes markup, HTML, a mention, a link or another column.
 */
export function* writeMarkdown(input: ExportInput, { onlyTable = false }: ExportOptions = {}): Generator<Uint8Array> {
  yield* encodeInChunks(onlyTable ? tableLines(input) : lines(input));
}

function* lines(input: ExportInput): Generator<string> {
  yield `# ${markdownText(input.title)}\n\n${facts(input)}\n`;
  yield* joinedLines(input);
  if (input.table.columns.length > 0) {
    yield '\n';
    yield* tableLines(input);
  }
}

function* tableLines(input: ExportInput): Generator<string> {
  const { table } = input;
  yield `${line(table.columns.map((column) => markdownText(column.name)))}`;
  yield line(table.columns.map((column) => (isNumeric(column) ? '---:' : '---')));
  for (const row of rowsOf(input)) {
    yield line(table.columns.map((column, index) => cell(table, row, index, column)));
  }
}

/** A list of the snapshots that the table is put together from. */
function* joinedLines({ joined = [] }: ExportInput): Generator<string> {
  for (const [index, snapshot] of joined.entries()) {
    const { title, refreshDate, fetchedAt, rowCount, comparedWith = [] } = snapshot;
    const said = [
      `${markdownText(title)}: ${parametersOf(snapshot)}`,
      ...[refreshText(refreshDate), `fetched ${markdownText(fetchedAt)}`, rowsText(rowCount)],
      ...(comparedWith.length === 0 ? [] : [`compared with ${comparedWith.map(markdownText).join(', ')}`]),
    ];
    yield `${index === 0 ? '\nJoined from:\n\n' : ''}- ${said.join(' · ')}\n`;
  }
}

function parametersOf({ report, date, period }: Pick<ExportInput, 'report' | 'date' | 'period'>): string {
  const parameter = date ?? period;
  return markdownText(parameter === undefined ? report : `${report} ${parameter}`);
}

function refreshText(refreshDate: IsoDate | null): string {
  return refreshDate === null ? 'report refresh date unknown' : `report refresh date ${markdownText(refreshDate)}`;
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function facts(input: ExportInput): string {
  const rowCount = input.rows?.length ?? input.table.rowCount;
  const concealed = concealedNames(input.table);
  return [
    inline(markdownText(input.connectionName)),
    parametersOf(input),
    refreshText(input.refreshDate),
    `fetched ${markdownText(input.fetchedAt)}`,
    ...(input.archivedCopy === true ? ['archived copy, newer data could not be fetched'] : []),
    ...(input.groupedBy === undefined ? [] : [`grouped by ${input.groupedBy.map(markdownText).join(', ')}`]),
    ...hiddenGroups(input),
    ...(concealed.length === 0 ? [] : [`concealed names: ${concealed.map(markdownText).join(', ')}`]),
    rowsText(rowCount),
  ].join(' · ');
}

/** So that nobody takes the groups for all. */
function hiddenGroups({ hiddenGroups: count = 0 }: ExportInput): readonly string[] {
  return count === 0 ? [] : [count === 1 ? '1 smaller group not shown' : `${count} smaller groups not shown`];
}

/** A text that begins a line, so that it begins no list. */
function inline(text: string): string {
  return text.replace(/^(\d*)([-+.)])(?=\s)/, '$1\\$2');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function cell(table: ReportTable, row: number, column: number, { type }: ColumnInfo): string {
  const value = table.value(row, column);
  if (value === null) {
    return '';
  }
  switch (typeof value) {
    case 'number':
      return type === 'duration' ? clock(value) : numberText(table, row, column, value);
    case 'boolean':
      return String(value);
    case 'string':
      return markdownText(value);
    default:
      return markdownText(value.join(', '));
  }
}

/** Seconds as `h:mm:ss`, with decimals where there are any. */
function clock(seconds: number): string {
  const size = Math.abs(seconds);
  const whole = Math.floor(size);
  const two = (value: number) => String(value).padStart(2, '0');
  // More digits than any service measures, but few enough that 0.1 does not become 0.100000000001.
  const fraction = String(Number((size - whole).toFixed(6))).slice(1);
  return `${seconds < 0 ? '-' : ''}${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${fraction}`;
}
