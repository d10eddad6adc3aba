import type { DataDayLimits } from '../../../base/dates.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../../table/store/column.js';
import { columnBuilder } from '../../table/store/columnBuilder.js';
import { dictionaryColumn } from '../../table/store/dictionaryColumn.js';
import { joinList } from '../../table/store/lists.js';
import { daysAt, numbersAt } from '../../table/store/cellsAt.js';
import { daysColumn } from '../../table/store/dateColumn.js';
import { CHUNK_BITS } from '../../table/store/growableArray.js';
import { numberColumn } from '../../table/store/numberColumn.js';
import { type NumbersType, numbersColumn } from '../../table/store/numbersColumn.js';
import type { JoinedMeasure } from './joinedReports.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import type { PlacedReport } from './placedReport.js';

/** A column of a report by user, see {@link JoinedMeasure}. Blank where the file does not have the column. */
export function measureColumn({ type, from }: JoinedMeasure, report: PlacedReport): Column {
  const { kept, rowOf, users } = report;
  const count = rowOf.length;
  if (typeof from !== 'string') {
    return flagsColumn(
      from.map((name) => ({ name, column: kept.column(name) })),
      report,
    );
  }
  const column = kept.column(from);
  if (column?.storage === 'dictionary' && (type === 'text' || type === 'list')) {
    return copiedTexts(column, type, rowOf);
  }
  if (column?.storage !== 'scalar' || type === 'text' || type === 'list') {
    return columnBuilder(type).finish(count);
  }
  const { exactTexts, parts } = column;
  const isSummed = kept.joined.hasSeveralRows === true && type !== 'boolean';
  if (!isSummed && exactTexts.size === 0) {
    if (type === 'date') {
      return daysColumn(daysAt(column, rowOf, kept.limits));
    }
    if (type === 'number' && (parts.kind === 'number' || parts.kind === 'duration')) {
      return numberColumn({ length: count, stored: numbersAt(parts.stored, rowOf), exactTexts });
    }
  }
  const numberOf = isSummed
    ? ofAllRows(column, type, kept.limits, users, count)
    : (user: number) => numberIn(column, type, kept.limits, rowOf[user] ?? NOBODY);
  return numbersColumn(type, count, numberOf, (user) => exactTexts.get(rowOf[user] ?? NOBODY) ?? '');
}

/** `NaN` for no number, and for a day that can't be right. */
function numberIn(column: ScalarColumn, type: NumbersType, { first, last }: DataDayLimits, row: number): number {
  const value = row < 0 ? Number.NaN : column.numberAt(row);
  return type === 'date' && !(value >= first && value <= last) ? Number.NaN : value;
}

/** Numbers of all rows of a user added up, or the latest of the days that can be right. */
function ofAllRows(
  column: ScalarColumn,
  type: NumbersType,
  limits: DataDayLimits,
  users: Int32Array,
  count: number,
): (user: number) => number {
  const amounts = new Float64Array(count).fill(Number.NaN);
  for (let row = 0; row < users.length; row++) {
    const user = users[row] ?? NOBODY;
    const value = user < 0 ? Number.NaN : numberIn(column, type, limits, row);
    if (Number.isNaN(value)) {
      continue;
    }
    const known = amounts[user] ?? Number.NaN;
    amounts[user] = Number.isNaN(known) ? value : type === 'date' ? Math.max(known, value) : known + value;
  }
  return (user) => amounts[user] ?? Number.NaN;
}

function copiedTexts(column: DictionaryColumn, type: 'text' | 'list', rowOf: Int32Array): Column {
  const codes = new Uint32Array(rowOf.length);
  for (let user = 0; user < rowOf.length; user++) {
    const row = rowOf[user] ?? NOBODY;
    codes[user] = row < 0 ? 0 : (column.codes[row] ?? 0);
  }
  return dictionaryColumn(type, rowOf.length, codes, column.texts, column.distinct);
}

/** Bits of a number that JavaScript shifts. */
const MAX_FLAGS = 30;

/** A list of the names of the columns that say yes. A list or a text says yes where it is not blank. */
function flagsColumn(
  flags: readonly { readonly name: string; readonly column: Column | undefined }[],
  { rowOf, users: { length: rowCount } }: PlacedReport,
): Column {
  const used = flags.slice(0, MAX_FLAGS);
  // By row, as each column is stored: by user, every cell would have to be looked for.
  const setOfRow = new Int32Array(rowCount);
  used.forEach(({ column }, at) => {
    const yes = column === undefined ? new Uint8Array(0) : yesOf(column, rowCount);
    for (let row = 0; row < yes.length; row++) {
      setOfRow[row] = (setOfRow[row] ?? 0) | ((yes[row] ?? 0) << at);
    }
  });
  const texts = [''];
  const codeOfSet = new Map([[0, 0]]);
  const codes = rowOf.map((row) => {
    const set = row < 0 ? 0 : (setOfRow[row] ?? 0);
    let code = codeOfSet.get(set);
    if (code === undefined) {
      const names = used.flatMap(({ name }, at) => ((set & (1 << at)) === 0 ? [] : [name.replace(/^Used /, '')]));
      code = texts.push(joinList(names)) - 1;
      codeOfSet.set(set, code);
    }
    return code;
  });
  return dictionaryColumn('list', rowOf.length, new Uint32Array(codes.buffer), texts, true);
}

/** 1 for each row in which a column says yes. */
function yesOf(column: Column, rowCount: number): Uint8Array {
  const yes = new Uint8Array(rowCount);
  if (column.storage === 'scalar' && column.parts.kind === 'boolean') {
    const { stored, values } = column.parts;
    const meaning = Uint8Array.from(values, (value) => (value === true ? 1 : 0));
    stored.chunks.forEach((codes, at) =>
      yes.set(
        codes.map((code) => meaning[code] ?? 0),
        at << CHUNK_BITS,
      ),
    );
    return yes;
  }
  const saysYes = (row: number) =>
    column.storage === 'dictionary' ? (column.codes[row] ?? 0) !== 0 : column.numberAt(row) === 1;
  return yes.map((_, row) => (saysYes(row) ? 1 : 0));
}
