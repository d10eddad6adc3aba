import { valuesName } from '../../../shared/query/groupColumnNames.js';
import type { TimeSlicer } from '../../../base/timeSlicer.js';
import { invalidQuery } from '../../../shared/query/invalidQuery.js';
import type { LeftOut } from '../../../shared/query/provenance.js';
import type { Query } from '../../../shared/query/query.js';
import type { ColumnInfo } from '../../../shared/report.js';
import { ColumnarTable } from '../store/columnarTable.js';
import { normalizeName, UniqueNames } from '../store/columnNames.js';
import { type Amounts, GroupedRows } from './aggregates.js';
import { earlierAmounts } from './changes.js';
import { type GroupedKeys, keysOf } from './groupKeys.js';
import { amountColumn, type GroupColumn, keyColumn } from './groupStatistics.js';
import { type Groups, groupSizes, oneGroup, splitGroups } from './grouping.js';
import { NO_CODE } from './keyCodes.js';
import type { QueryColumns } from './queryColumns.js';
import { type AggregateOf, refuseRepeatedAmounts } from './repeatedAmounts.js';
import { numbersColumn, type ResultColumn, textsColumn } from './resultColumns.js';
import { type ChosenRows, resultSort, type RunQueryOptions } from './queryParts.js';
import { largeGroups } from './smallestGroup.js';
import { sortRows } from './sortRows.js';

interface Grouped extends ChosenRows {
  readonly leftOut: readonly LeftOut[];
  readonly rowsInSeveralGroups: number;
  /** Of the table, in its order. */
  readonly groupColumns: readonly GroupColumn[];
}

/** Groups, with the codes of their keys. */
interface KeyedGroups extends Groups {
  readonly rows: Uint32Array;
  /** For each key: its texts, and the code of each group. */
  readonly keys: readonly { readonly key: GroupedKeys; readonly codes: Uint32Array }[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The groups of a query as a table, and their order.
 *
 * @param passing rows that pass the filters
 */
export async function groupRows(
  table: ColumnarTable,
  columns: QueryColumns,
  query: Query,
  passing: Uint32Array,
  options: RunQueryOptions,
  slicer: TimeSlicer,
): Promise<Grouped> {
  const aggregates = aggregatesOf(query, columns);
  const groups = await keyedGroups(columns, query, passing, options, slicer);
  await refuseRepeatedAmounts(table, options.definition, aggregates, groups.rows, groups, slicer);
  const sizes = await groupSizes(groups, slicer);
  const { minGroupSize: least = 0 } = query;
  const { shown, small } = await largeGroups(table, groups, sizes, least, { ...options, slicer });
  const names = new UniqueNames();
  const results: ResultColumn[] = [];
  for (const { key, codes } of groups.keys) {
    for (const { info, textOf } of key.columns) {
      const column = await textsColumn(
        info,
        shown.length,
        (row) => textOf(key.texts[codes[shown[row] ?? 0] ?? 0] ?? ''),
        slicer,
      );
      results.push({ info: { ...info, name: names.make(info.name) }, column });
    }
  }
  const keyCount = results.length;
  const rowsInSeveralGroups = repeatedRows(groups.rows);
  const groupedBy = {
    keys: (query.groupBy ?? []).map(({ column }) => column),
    definition: options.definition,
    isInSeveralGroups: rowsInSeveralGroups > 0,
  };
  const groupColumns = results.map(() => keyColumn);
  const grouped = new GroupedRows(groups.rows, groups, sizes, passing.length, slicer);
  const add = async (info: ColumnInfo, numberOf: (row: number) => number) => {
    results.push({ info, column: await numbersColumn(info, shown.length, numberOf, slicer) });
  };
  const addAmounts = async ({ info, values, cells }: Amounts, { aggregate, path }: AggregateOf) => {
    const named = nameFor(info, aggregate.name, path, names);
    await add(named, (row) => values[shown[row] ?? 0] ?? Number.NaN);
    groupColumns.push(amountColumn(aggregate, groupedBy));
    if (cells !== undefined) {
      const name = aggregate.name === undefined ? cells.info.name : valuesName('', aggregate.name);
      await add({ ...cells.info, name: names.make(name) }, (row) => cells.values[shown[row] ?? 0] ?? Number.NaN);
      groupColumns.push(amountColumn(aggregate, groupedBy, true));
    }
  };
  for (const one of aggregates.filter(({ aggregate }) => aggregate.kind !== 'change')) {
    await addAmounts(await grouped.amounts(one), one);
  }
  for (const one of aggregates) {
    if (one.aggregate.kind === 'change') {
      await addChange(one.aggregate.of, one);
    }
  }
  async function addChange(of: string, { aggregate, path }: AggregateOf): Promise<void> {
    const now = results.slice(keyCount).find(({ info }) => info.name === of);
    if (now?.info.type !== 'number') {
      const amounts = results.slice(keyCount).filter(({ info }) => info.type === 'number');
      throw invalidQuery(
        `${path}.of`,
        `No amount of the query has the name "${of}". It has ${amounts.map(({ info }) => `"${info.name}"`).join(', ') || 'none'}.`,
      );
    }
    const keys = (query.groupBy ?? []).flatMap(({ column, by }, index) =>
      (groups.keys[index]?.key.columns ?? []).map(() => (by === undefined ? column : '')),
    );
    const before = earlierAmounts(tableOf(results, shown.length), keys, of, options.earlier, path);
    const info = nameFor({ ...now.info, name: `Change of ${of}`, label: undefined }, aggregate.name, path, names);
    const { column } = now;
    await add(info, (row) => (column.storage === 'scalar' ? column.numberAt(row) - before(row) : Number.NaN));
    groupColumns.push(amountColumn(aggregate, groupedBy));
  }
  const made = tableOf(results, shown.length);
  const byKeys = Array.from({ length: keyCount }, (_, column) => ({ column, descending: false }));
  const rows = await sortRows(
    Uint32Array.from({ length: shown.length }, (_, row) => row),
    made.data,
    [...resultSort(query, made), ...byKeys],
    slicer,
  );
  return {
    table: made,
    rows,
    leftOut: [...groups.leftOut, ...grouped.leftOut, small],
    rowsInSeveralGroups,
    groupColumns,
  };
}

function tableOf(results: readonly ResultColumn[], rowCount: number): ColumnarTable {
  return new ColumnarTable(
    results.map(({ info }) => info),
    results.map(({ column }) => column),
    rowCount,
    [],
  );
}

function aggregatesOf({ aggregates = [] }: Query, columns: QueryColumns): AggregateOf[] {
  return aggregates.map((aggregate, index) => {
    const path = `aggregates.${index}`;
    return {
      aggregate,
      path,
      ...('column' in aggregate ? { of: columns.find(aggregate.column, `${path}.column`) } : {}),
    };
  });
}

/** The name that the query gives, or one that no other column has. */
function nameFor(info: ColumnInfo, given: string | undefined, path: string, names: UniqueNames): ColumnInfo {
  if (given === undefined) {
    return { ...info, name: names.make(info.name) };
  }
  if (normalizeName(names.make(given)) !== normalizeName(given)) {
    throw invalidQuery(`${path}.name`, `Another column of the result has the name "${given}".`);
  }
  return { ...info, name: given, label: undefined };
}

async function keyedGroups(
  columns: QueryColumns,
  { groupBy = [] }: Query,
  passing: Uint32Array,
  { refreshDate = null, fetchedAt }: RunQueryOptions,
  slicer: TimeSlicer,
): Promise<KeyedGroups> {
  let rows = passing;
  let groups: Groups = oneGroup(rows.length);
  let keys: KeyedGroups['keys'] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, groupKey] of groupBy.entries()) {
    const path = `groupBy.${index}`;
    const found = columns.find(groupKey.column, `${path}.column`);
    const key = await keysOf(groupKey, found, rows, path, { refreshDate, fetchedAt, slicer });
    let { ids } = groups;
    let { codes } = key;
    const positions = key.positions ?? positionsWithKey(codes);
    if (positions !== undefined) {
      if (key.positions === undefined) {
        leftOut.push({
          reason: 'noKey',
          column: found.info.name,
          rows: distinctRows(rows) - distinctRows(at(rows, positions)),
        });
        codes = at(codes, positions);
      }
      rows = at(rows, positions);
      ids = at(ids, positions);
    }
    const split = await splitGroups({ ids, count: groups.count }, codes, key.texts.length, slicer);
    keys = [...keys.map((one) => ({ ...one, codes: at(one.codes, split.parents) })), { key, codes: split.codes }];
    groups = split;
  }
  return { rows, ids: groups.ids, count: groups.count, keys, leftOut };
}

/** @returns `undefined` if every row has a key */
function positionsWithKey(codes: Uint32Array): Uint32Array | undefined {
  if (!codes.includes(NO_CODE)) {
    return undefined;
  }
  const positions = new Uint32Array(codes.length);
  let count = 0;
  for (let position = 0; position < codes.length; position++) {
    positions[count] = position;
    count += codes[position] === NO_CODE ? 0 : 1;
  }
  return positions.slice(0, count);
}

function at(numbers: Uint32Array, positions: Uint32Array): Uint32Array {
  return positions.map((position) => numbers[position] ?? 0);
}

/** A row that is in several groups comes several times in a row. */
function distinctRows(rows: Uint32Array): number {
  let count = 0;
  for (let position = 0; position < rows.length; position++) {
    count += position > 0 && rows[position] === rows[position - 1] ? 0 : 1;
  }
  return count;
}

function repeatedRows(rows: Uint32Array): number {
  let count = 0;
  for (let position = 1; position < rows.length; position++) {
    const repeats = rows[position] === rows[position - 1];
    count += repeats && rows[position] !== rows[position - 2] ? 1 : 0;
  }
  return count;
}
