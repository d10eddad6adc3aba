import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import { type AttributeState, USER_STATES, type UserState } from '../../../shared/blankReasons.js';
import { concealedForm } from '../../../shared/concealedNames.js';
import { type ColumnInfo, isAdded, type TableWarning } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { textsColumn } from '../../table/query/resultColumns.js';
import { takeRows } from '../../table/query/takeRows.js';
import { ColumnarTable } from '../../table/store/columnarTable.js';
import { UniqueNames } from '../../table/store/columnNames.js';
import { type UserColumns, userColumns } from '../../catalog/userColumns.js';
import { type AttributeIndex, isObjectId, NO_ROW } from './attributeIndex.js';
import type { AttributesFile } from './attributesFile.js';
import type { Attributes } from './readAttributes.js';

const IS_DELETED = 'Is Deleted';
const SUBJECT_NAME = 'User Principal Name';
/** Tells the rows of the table of storage apart. */
const KIND = 'Kind';
const MAILBOX = 'Mailbox';

/** Whom each row of a table is about, in a file of attributes. */
export interface Lookup {
  /** The columns that say whom a row is about. */
  readonly users: UserColumns;
  /** Rows of the file, by the table's; `NO_ROW` where the file does not have the user. */
  readonly rows: Uint32Array;
  readonly states: readonly AttributeState[];
  readonly counts: Readonly<Record<AttributeState, number>>;
}

/** What is joined to a table, and from where. */
export interface FoundAttributes {
  readonly file: Pick<AttributesFile, 'name' | 'directoryDay'>;
  readonly attributes: Attributes;
  readonly lookup: Lookup;
}

/**
 * A table with the attributes of the users that its rows are about, as columns on the right; of sites and groups, those of their owners.
 * The table's own columns are those of the new one, and the texts are those of the attributes, so that neither is copied.
 *
 * A blank cell has its reason in the last column: a concealed name is found in no file. A column that another file has added already is not added
 * again: it is that file's for all rows, so that a column says one thing.
 *
 * @throws the slicer's `AbortError`
 */
export async function withAttributes(
  table: ColumnarTable,
  { file: { name: file, directoryDay }, attributes, lookup: { users, rows, states, counts } }: FoundAttributes,
  slicer: TimeSlicer,
): Promise<ColumnarTable> {
  const prefix = users.isSubject ? '' : 'Owner ';
  const taken = new Set(table.columns.flatMap((column) => (isAdded(column) ? column.name : [])));
  const columns = attributes.columns.filter(({ name }) => !taken.has(prefix + name));
  const { conflicts } = attributes;
  const { notInFile, nameConcealed } = counts;
  const lost = attributes.columns.length > columns.length;
  const warning: TableWarning =
    directoryDay === undefined
      ? { kind: 'attributes', file, notInFile, nameConcealed, conflicts, ...(lost ? { lost } : {}) }
      : { kind: 'directory', day: directoryDay, notInDirectory: notInFile, nameConcealed };
  const warnings =
    notInFile + nameConcealed + conflicts === 0 || (columns.length === 0 && directoryDay !== undefined)
      ? table.warnings
      : [...table.warnings, warning];
  if (columns.length === 0) {
    return new ColumnarTable(table.columns, table.data, table.rowCount, warnings, table.isMerged, table.undated);
  }
  const names = new UniqueNames();
  table.columns.forEach(({ name }) => names.take(name));
  const stateColumn = names.make(`${prefix}${directoryDay === undefined ? 'Attributes' : 'Directory'} Status`);
  const from = (day = directoryDay) => (day === undefined ? { attributesFile: file } : { directoryDay: day });
  const infos = columns.map(({ name, label, type = 'text', day }): ColumnInfo => ({
    name: names.make(prefix + name),
    ...(label === undefined ? {} : { label: prefix + label }),
    ...{ type, known: true, blanksIn: stateColumn, ...from(day) },
  }));
  const added = await takeRows(
    attributes.table,
    rows,
    slicer,
    columns.map(({ index }) => index),
  );
  const stateInfo: ColumnInfo = { name: stateColumn, type: 'text', known: true, ownTexts: true, ...from() };
  const stateCells = await textsColumn(
    stateInfo,
    table.rowCount,
    (row) => USER_STATES[stateIn(states[row] ?? 'noName', directoryDay !== undefined)],
    slicer,
  );
  return new ColumnarTable(
    [...table.columns, ...infos, stateInfo],
    [...table.data, ...added.data, stateCells],
    table.rowCount,
    warnings,
    table.isMerged,
    table.undated,
  );
}

/**
 * Looks up the users that the rows of a table are about.
 * @returns `undefined` if its report names no users
 * @throws the slicer's `AbortError`
 */
export async function lookUp(
  table: ColumnarTable,
  definition: ReportDefinition,
  index: AttributeIndex,
  isDirectory: boolean,
  slicer: TimeSlicer,
): Promise<Lookup | undefined> {
  const users = userColumns(definition);
  if (users === undefined) {
    return undefined;
  }
  const { id, principalName, isSubject } = users;
  const columnOf = (name: string | undefined) => (name === undefined ? undefined : table.data[table.columnIndex(name)]);
  const [ids, principalNames] = [columnOf(id), columnOf(principalName)];
  const deleted = isDirectory && isSubject ? columnOf(IS_DELETED) : undefined;
  const kinds = columnOf(KIND);
  // That an account or a site is deleted says nothing about the owner. A mailbox is deleted with its user.
  const isDeleted = (row: number) =>
    (principalName === SUBJECT_NAME || kinds?.text(row) === MAILBOX) && deleted?.text(row).toLowerCase() === 'true';
  const rows = new Uint32Array(table.rowCount);
  const states: AttributeState[] = [];
  const counts: Record<AttributeState, number> = { inFile: 0, notInFile: 0, nameConcealed: 0, noName: 0 };
  await forEachSlice(
    table.rowCount,
    slicer,
    (from, to) => {
      for (let row = from; row < to; row++) {
        const keys = [ids?.text(row) ?? '', principalNames?.text(row) ?? ''] as const;
        // Everybody in the directory has an ID, and nobody there is deleted: a name alone may be that of a successor. A concealed ID is none.
        const mayBeSuccessor = isDirectory && (isObjectId(keys[0]) || isDeleted(row));
        const found = index.rowOf(keys[0], mayBeSuccessor ? '' : keys[1]);
        const state = found === NO_ROW ? stateOf(keys) : 'inFile';
        rows[row] = found;
        states.push(state);
        counts[state]++;
      }
    },
    TEXT_COST,
  );
  return { users, rows, states, counts };
}

function stateIn(state: AttributeState, isDirectory: boolean): UserState {
  const ofDirectory: Partial<Record<AttributeState, UserState>> = {
    inFile: 'inDirectory',
    notInFile: 'notInDirectory',
  };
  return isDirectory ? (ofDirectory[state] ?? state) : state;
}

/** Why a user was not found. */
function stateOf(keys: readonly string[]): AttributeState {
  const given = keys.filter((key) => key !== '');
  if (given.some((key) => concealedForm(key) === undefined)) {
    return 'notInFile';
  }
  return given.length === 0 ? 'noName' : 'nameConcealed';
}
