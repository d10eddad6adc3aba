import { type DataDayLimits, dataDayLimits, parseDay } from '../../../base/dates.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { ScalarColumn } from '../../table/store/column.js';
import { type ColumnarTable, columnarOf } from '../../table/store/columnarTable.js';
import { type NameIndex, NOBODY } from '../../table/store/nameIndex.js';
import { namesOfRows } from '../../table/store/namesOfRows.js';
import { longestPeriodOf } from '../../table/store/reportPeriods.js';
import { concealedForm } from '../../../shared/concealedNames.js';
import { userColumns } from '../../catalog/userColumns.js';
import type { UserReport } from './joinedUsers.js';
import { type Texts, TextPool } from '../../table/store/textPool.js';

/** The row is of a shorter period of the file, and says nothing that the others do not. */
export const SHORTER_PERIOD = -2;

/**
 * What a row says of the user: nothing, that the user is there, that the user is deleted, or that what the user had is deleted (a OneDrive
 * account), which a deleted user has sooner than a successor of the same name.
 */
export const STATE = { unknown: 0, active: 1, deleted: 2, leftover: 3 } as const;

const IS_DELETED = 'Is Deleted';
const DELETED_DATE = 'Deleted Date';
const USER_STATE = 'User State';

/** What {@link identitiesOf} reads beside the names of users. */
export const IDENTITY_COLUMNS: readonly string[] = [IS_DELETED, DELETED_DATE, USER_STATE, 'Report Period'];

/** Letters of the hash of a name. */
const CONCEALED_LENGTH = 32;
/** `<` */
const BEGINNING_OF_PII = 60;

/** Who the rows of a report are about. One entry per row of the table in each array. */
export interface RowIdentities {
  /** Day up to which the report says something, since 1970-01-01. */
  readonly day: number;
  /** Whether the names of users are concealed. */
  readonly concealed: boolean;
  /** Numbers of principal names, {@link NOBODY}, or {@link SHORTER_PERIOD}. */
  readonly names: Int32Array;
  /** Numbers of object IDs, or {@link NOBODY}; absent if the report has none. */
  readonly ids?: Int32Array;
  /** Of {@link STATE}; absent if the report says nothing about it. */
  readonly states?: Uint8Array;
  /** Days of deletion as the report has them, see {@link deletedDay}; absent if it has none. */
  readonly deletedDates?: ScalarColumn;
  /** Days that its data can be of. */
  readonly limits: DataDayLimits;
}

/** Day of the deletion, `NaN` where it is not known. */
export function deletedDay({ deletedDates, limits }: RowIdentities, row: number): number {
  const day = deletedDates?.numberAt(row) ?? Number.NaN;
  return day >= limits.first && day <= limits.last ? day : Number.NaN;
}

/** @throws the slicer's `AbortError` */
export async function identitiesOf(
  report: UserReport,
  names: NameIndex,
  ids: NameIndex,
  slicer: TimeSlicer,
): Promise<RowIdentities> {
  const table = columnarOf(report.table);
  const columns = userColumns(report.definition);
  const name = table.columnIndex(columns?.principalName ?? '');
  const rowNames = await namesOfRows(table.data[name], table.rowCount, names, slicer);
  const longest = longestPeriodOf(table)?.rows;
  if (longest !== undefined) {
    const all = rowNames.slice();
    rowNames.fill(SHORTER_PERIOD);
    longest.forEach((row) => (rowNames[row] = all[row] ?? NOBODY));
  }
  const id = columns?.id === undefined ? -1 : table.columnIndex(columns.id);
  const rowIds = id < 0 ? undefined : await namesOfRows(table.data[id], table.rowCount, ids, slicer);
  if (rowIds !== undefined) {
    await forgetConcealedIds(rowIds, { table, id, name }, slicer);
  }
  return {
    day: parseDay(report.refreshDate ?? report.fetchedAt.slice(0, 10)),
    concealed: table.columns[name]?.concealed === true,
    names: rowNames,
    ...(rowIds === undefined ? {} : { ids: rowIds }),
    limits: dataDayLimits(report.fetchedAt),
    ...(await deletionsOf(report, table, slicer)),
  };
}

/** A concealed ID beside a name that can be read is found in no other report, and would make another user of its row. */
async function forgetConcealedIds(
  ids: Int32Array,
  { table, id, name }: { readonly table: ColumnarTable; readonly id: number; readonly name: number },
  slicer: TimeSlicer,
): Promise<void> {
  const [idColumn, nameColumn] = [table.data[id], table.data[name]];
  if (idColumn?.storage !== 'dictionary') {
    return;
  }
  const { codes, texts } = idColumn;
  const isConcealed = new Uint8Array(texts.length);
  let areSome = false;
  await forEachSlice(
    texts.length,
    slicer,
    (from, to) => {
      for (let code = from; code < to; code++) {
        if (mayBeConcealed(texts, code) && concealedForm(texts.at(code) ?? '') !== undefined) {
          isConcealed[code] = 1;
          areSome = true;
        }
      }
    },
    TEXT_COST,
  );
  if (!areSome) {
    return;
  }
  await forEachSlice(
    ids.length,
    slicer,
    (from, to) => {
      for (let row = from; row < to; row++) {
        const text = isConcealed[codes[row] ?? 0] === 1 ? (nameColumn?.text(row) ?? '') : '';
        if (text.trim() !== '' && concealedForm(text) === undefined) {
          ids[row] = NOBODY;
        }
      }
    },
    TEXT_COST,
  );
}

/** Nearly all IDs can be told from what the service writes in their place without making a string of them. */
function mayBeConcealed(texts: Texts, code: number): boolean {
  let may = true;
  if (texts instanceof TextPool) {
    texts.readAscii(code, (bytes, from, to) => {
      may = to - from === CONCEALED_LENGTH || bytes[from] === BEGINNING_OF_PII;
    });
  }
  return may;
}

async function deletionsOf(
  { definition }: UserReport,
  table: ColumnarTable,
  slicer: TimeSlicer,
): Promise<Pick<RowIdentities, 'states' | 'deletedDates'>> {
  const stateOf = stateReader(definition.product, table);
  if (stateOf === undefined) {
    return {};
  }
  const states = new Uint8Array(table.rowCount);
  await forEachSlice(table.rowCount, slicer, (from, to) => {
    for (let row = from; row < to; row++) {
      states[row] = stateOf(row);
    }
  });
  const deletedDates = table.data[table.columnIndex(DELETED_DATE)];
  return deletedDates?.storage === 'scalar' ? { states, deletedDates } : { states };
}

function stateReader(product: string, table: ColumnarTable): ((row: number) => number) | undefined {
  const deleted = table.data[table.columnIndex(IS_DELETED)];
  if (deleted?.storage === 'scalar') {
    // A OneDrive account outlives its owner, and may be deleted before.
    const [no, yes] =
      product === 'onedrive' && table.columnIndex('Owner Principal Name') >= 0
        ? [STATE.unknown, STATE.leftover]
        : [STATE.active, STATE.deleted];
    return (row) => {
      const value = deleted.numberAt(row);
      return value === 1 ? yes : value === 0 ? no : STATE.unknown;
    };
  }
  // Viva Engage has states of its own, which somebody may be in while the account is active.
  const state = table.data[table.columnIndex(USER_STATE)];
  return state === undefined
    ? undefined
    : (row) => (state.text(row).toLowerCase() === 'deleted' ? STATE.leftover : STATE.unknown);
}
