import type { DataDayLimits } from '../../../base/dates.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../../table/store/column.js';
import { columnBuilder } from '../../table/store/columnBuilder.js';
import { dictionaryColumn } from '../../table/store/dictionaryColumn.js';
import { joinList } from '../../table/store/lists.js';
import { type NumbersType, numbersColumn } from '../../table/store/numbersColumn.js';
import type { JoinedMeasure } from './joinedReports.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import type { PlacedReport } from './placedReport.js';

/** A column of a report by user, see {@link JoinedMeasure}. Blank where the file does not have the column. */
export function measureColumn({ type, from }: JoinedMeasure, { kept, rowOf, users }: PlacedReport): Column {
  const count = rowOf.length;
  if (typeof from !== 'string') {
    return flagsColumn(
      from.map((name) => ({ name, column: kept.column(name) })),
      rowOf,
      kept.rowCount,
    );
  }
  const column = kept.column(from);
  if (column?.storage === 'dictionary' && (type === 'text' || type === 'list')) {
    return copiedTexts(column, type, rowOf);
  }
  if (column?.storage !== 'scalar' || type === 'text' || type === 'list') {
    return columnBuilder(type).finish(count);
  }
  const textOfFirst = (user: number) => column.exactTexts.get(rowOf[user] ?? -1) ?? '';
  return kept.joined.hasSeveralRows === true && type !== 'boolean'
    ? numbersColumn(type, count, ofAllRows(column, type, kept.limits, users, count), textOfFirst)
    : numbersColumn(type, count, (user) => numberIn(column, type, kept.limits, rowOf[user] ?? -1), textOfFirst);
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
  const codes = Uint32Array.from(rowOf, (row) => (row < 0 ? 0 : (column.codes[row] ?? 0)));
  return dictionaryColumn(type, rowOf.length, codes, column.texts, column.distinct);
}

/** Bits of a number that JavaScript shifts. */
const MAX_FLAGS = 30;

/** A list of the names of the columns that say yes. A list or a text says yes where it is not blank. */
function flagsColumn(
  flags: readonly { readonly name: string; readonly column: Column | undefined }[],
  rowOf: Int32Array,
  rowCount: number,
): Column {
  const used = flags.slice(0, MAX_FLAGS);
  const setOf = new Int32Array(rowCount);
  used.forEach(({ column }, at) => {
    if (column?.storage === 'dictionary') {
      column.codes.forEach((code, row) => (setOf[row] = (setOf[row] ?? 0) | (code === 0 ? 0 : 1 << at)));
    } else if (column !== undefined) {
      for (let row = 0; row < column.stored.length; row++) {
        setOf[row] = (setOf[row] ?? 0) | (column.numberAt(row) === 1 ? 1 << at : 0);
      }
    }
  });
  const texts = [''];
  const codeOfFlags = new Map([[0, 0]]);
  const codes = Uint32Array.from(rowOf, (row) => {
    const set = row < 0 ? 0 : (setOf[row] ?? 0);
    let code = codeOfFlags.get(set);
    if (code === undefined) {
      code =
        texts.push(
          joinList(used.flatMap(({ name }, at) => ((set & (1 << at)) === 0 ? [] : [name.replace(/^Used /, '')]))),
        ) - 1;
      codeOfFlags.set(set, code);
    }
    return code;
  });
  return dictionaryColumn('list', rowOf.length, codes, texts, true);
}
