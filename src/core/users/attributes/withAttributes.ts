import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import { type AttributeState, USER_STATES } from '../../../shared/blankReasons.js';
import { concealedForm } from '../../../shared/concealedNames.js';
import type { ColumnInfo, TableWarning } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { textsColumn } from '../../table/query/resultColumns.js';
import { takeRows } from '../../table/query/takeRows.js';
import { ColumnarTable } from '../../table/store/columnarTable.js';
import { UniqueNames } from '../../table/store/columnNames.js';
import { type UserColumns, userColumns } from '../../catalog/userColumns.js';
import { NO_ROW } from './attributeIndex.js';
import type { Attributes } from './readAttributes.js';

/** Whom each row of a table is about, in the file of attributes. */
interface Lookup {
  /** Rows of the file, by the table's; `NO_ROW` where the file does not have the user. */
  readonly rows: Uint32Array;
  readonly states: readonly AttributeState[];
  readonly counts: Readonly<Record<AttributeState, number>>;
}

/**
 * A table with the attributes of the users that its rows are about, as columns on the right; of sites and groups, those of their owners.
 * The table's own columns are those of the new one, and the texts are those of the attributes, so that neither is copied.
 *
 * A blank cell has its reason in the last column: a concealed name is found in no file.
 *
 * @param fileName of the attributes
 * @returns the table itself if its report names no users
 * @throws the slicer's `AbortError`
 */
export async function withAttributes(
  table: ColumnarTable,
  definition: ReportDefinition,
  attributes: Attributes,
  fileName: string,
  slicer: TimeSlicer,
): Promise<ColumnarTable> {
  const users = userColumns(definition);
  if (users === undefined || attributes.columns.length === 0) {
    return table;
  }
  const { rows, states, counts } = await lookUp(table, users, attributes, slicer);
  const names = new UniqueNames();
  table.columns.forEach(({ name }) => names.take(name));
  const prefix = users.isSubject ? '' : 'Owner ';
  const stateColumn = names.make(`${prefix}Attributes Status`);
  const infos = attributes.columns.map(({ name, label }): ColumnInfo => ({
    name: names.make(prefix + name),
    ...(label === undefined ? {} : { label: prefix + label }),
    ...{ type: 'text', known: true, blanksIn: stateColumn, attributesFile: fileName },
  }));
  const added = await takeRows(
    attributes.table,
    rows,
    slicer,
    attributes.columns.map(({ index }) => index),
  );
  const stateInfo: ColumnInfo = { name: stateColumn, type: 'text', known: true, attributesFile: fileName };
  const stateCells = await textsColumn(
    stateInfo,
    table.rowCount,
    (row) => USER_STATES[states[row] ?? 'noName'],
    slicer,
  );
  const { conflicts } = attributes;
  const { notInFile, nameConcealed } = counts;
  const warning: TableWarning = { kind: 'attributes', file: fileName, notInFile, nameConcealed, conflicts };
  return new ColumnarTable(
    [...table.columns, ...infos, stateInfo],
    [...table.data, ...added.data, stateCells],
    table.rowCount,
    [...table.warnings, ...(notInFile + nameConcealed + conflicts === 0 ? [] : [warning])],
    table.isMerged,
    table.undated,
  );
}

async function lookUp(
  table: ColumnarTable,
  { id, principalName }: UserColumns,
  { index }: Attributes,
  slicer: TimeSlicer,
): Promise<Lookup> {
  const columnOf = (name: string | undefined) => (name === undefined ? undefined : table.data[table.columnIndex(name)]);
  const [ids, principalNames] = [columnOf(id), columnOf(principalName)];
  const rows = new Uint32Array(table.rowCount);
  const states: AttributeState[] = [];
  const counts: Record<AttributeState, number> = { inFile: 0, notInFile: 0, nameConcealed: 0, noName: 0 };
  await forEachSlice(
    table.rowCount,
    slicer,
    (from, to) => {
      for (let row = from; row < to; row++) {
        const keys = [ids?.text(row) ?? '', principalNames?.text(row) ?? ''] as const;
        const found = index.rowOf(...keys);
        const state = found === NO_ROW ? stateOf(keys) : 'inFile';
        rows[row] = found;
        states.push(state);
        counts[state]++;
      }
    },
    TEXT_COST,
  );
  return { rows, states, counts };
}

/** Why a user was not found. */
function stateOf(keys: readonly string[]): AttributeState {
  const given = keys.filter((key) => key !== '');
  if (given.some((key) => concealedForm(key) === undefined)) {
    return 'notInFile';
  }
  return given.length === 0 ? 'noName' : 'nameConcealed';
}
