import { parseDay } from '../../base/dates.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import { isIdentifyingName } from '../../shared/concealedNames.js';
import { USER_STATES } from '../../shared/blankReasons.js';
import type { ColumnType } from '../../shared/report.js';
import type { Column } from '../table/store/column.js';
import { ColumnarTable } from '../table/store/columnarTable.js';
import { columnBuilder } from '../table/store/columnBuilder.js';
import { dictionaryColumn } from '../table/store/dictionaryColumn.js';
import { type NumbersType, numbersColumn } from '../table/store/numbersColumn.js';
import { dayOf } from './chooseStorageSnapshots.js';
import { type Pace, paceOf, type PaceState, quotaShare } from './pace.js';
import { STORAGE, STORAGE_COLUMN_INFOS } from './storageColumns.js';
import { COPIED, QUOTAS, USED } from './storageReports.js';
import type { StoredRows } from './storedRows.js';

/** Reads cells of a column of the table, as the report has them. */
type TextReader = (rows: StoredRows) => (row: number) => string;

const STATES: readonly PaceState[] = ['known', 'notSent', 'noQuota', 'fewSnapshots', 'notToldApart', 'notGrowing'];
const STATE_TEXTS = ['', ...STATES.map((state) => USER_STATES[state])];

/**
 * Puts the table together from the rows of all reports, one report after the other.
 * @throws the slicer's `AbortError`
 */
export async function storageTable(parts: readonly StoredRows[], slicer: TimeSlicer): Promise<ColumnarTable> {
  const count = parts.reduce((sum, { table }) => sum + table.rowCount, 0);
  const measured = await measure(parts, count, slicer);
  const columns = new Map<string, Column>(measured);
  for (const { name, type } of STORAGE_COLUMN_INFOS) {
    const copied = COPIES.get(name);
    if (copied !== undefined) {
      columns.set(name, await copiedColumn(parts, type, copied, slicer));
    }
  }
  const concealed = concealedColumns(parts);
  return new ColumnarTable(
    STORAGE_COLUMN_INFOS.map((info) => (concealed.includes(info.name) ? { ...info, concealed: true } : info)),
    STORAGE_COLUMN_INFOS.map(({ name, type }) => columns.get(name) ?? columnBuilder(type).finish(count)),
    count,
    concealed.length === 0 ? [] : [{ kind: 'concealedNames', columns: concealed }],
    true,
  );
}

function reader(rows: StoredRows, name: string): (row: number) => string {
  const column = rows.column(name);
  return (row) => column?.text(row) ?? '';
}

/** The columns that a report has, by their names in the table. */
const COPIES: ReadonlyMap<string, TextReader> = new Map<string, TextReader>([
  [STORAGE.name, nameReader],
  [
    STORAGE.kind,
    ({ report }) =>
      () =>
        report.kind,
  ],
  [STORAGE.ownerName, (rows) => reader(rows, rows.report.ownerName)],
  [STORAGE.owner, (rows) => reader(rows, rows.report.owner)],
  ...[...Object.values(COPIED), USED, ...Object.values(QUOTAS)].map((name): [string, TextReader] => [
    name,
    (rows) => reader(rows, name),
  ]),
]);

/** What a row comes to: its quota, and how fast it is used up. */
async function measure(
  parts: readonly StoredRows[],
  count: number,
  slicer: TimeSlicer,
): Promise<(readonly [string, Column])[]> {
  const blank = () => new Float64Array(count).fill(Number.NaN);
  const [refreshed, quotas, shares, growth, since, daysLeft] = [blank(), blank(), blank(), blank(), blank(), blank()];
  const [growthStates, daysLeftStates] = [new Uint32Array(count), new Uint32Array(count)];
  let first = 0;
  for (const rows of parts) {
    const earlierOf = await rows.earlierOf();
    const { refreshDate } = rows.facts;
    const day = dayOf(rows.facts);
    const refreshDay = refreshDate === null ? Number.NaN : parseDay(refreshDate);
    const quotaOf = quotaReader(rows);
    const used = rows.column(USED);
    const start = first;
    await forEachSlice(rows.table.rowCount, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        const at = start + row;
        const bytes = used?.storage === 'scalar' ? used.numberAt(row) : Number.NaN;
        const quota = quotaOf(row);
        const earlier = earlierOf(row);
        const pace: Pace = paceOf(bytes, quota, earlier);
        refreshed[at] = refreshDay;
        quotas[at] = quota;
        shares[at] = quotaShare(bytes, quota);
        growth[at] = pace.growth;
        since[at] = typeof earlier === 'string' || Number.isNaN(pace.growth) ? Number.NaN : day - earlier.daysBefore;
        daysLeft[at] = pace.daysLeft;
        growthStates[at] = STATES.indexOf(pace.growthState) + 1;
        daysLeftStates[at] = STATES.indexOf(pace.daysLeftState) + 1;
      }
    });
    first += rows.table.rowCount;
  }
  const numbers = (of: Float64Array, type: NumbersType = 'number') =>
    numbersColumn(type, count, (row) => of[row] ?? Number.NaN);
  const states = (of: Uint32Array) => dictionaryColumn('text', count, of, STATE_TEXTS, true);
  return [
    [STORAGE.refreshDate, numbers(refreshed, 'date')],
    [STORAGE.quota, numbers(quotas)],
    [STORAGE.share, numbers(shares)],
    [STORAGE.growth, numbers(growth)],
    [STORAGE.since, numbers(since, 'date')],
    [STORAGE.growthState, states(growthStates)],
    [STORAGE.daysLeft, numbers(daysLeft)],
    [STORAGE.daysLeftState, states(daysLeftStates)],
  ];
}

/** The first quota that limits anything. */
function quotaReader(rows: StoredRows): (row: number) => number {
  const columns = rows.report.quotas.flatMap((name) => {
    const column = rows.column(name);
    return column?.storage === 'scalar' ? [column] : [];
  });
  return (row) => {
    for (const column of columns) {
      const quota = column.numberAt(row);
      if (quota > 0) {
        return quota;
      }
    }
    return Number.NaN;
  };
}

/** What a row is called; empty where nothing tells it from the others. */
function nameReader(rows: StoredRows): (row: number) => string {
  const columns = rows.report.called.flatMap((name) => rows.column(name) ?? []);
  return (row) => {
    for (const column of columns) {
      const text = column.text(row);
      if (isIdentifyingName(text)) {
        return text;
      }
    }
    return '';
  };
}

async function copiedColumn(
  parts: readonly StoredRows[],
  type: ColumnType,
  readerOf: TextReader,
  slicer: TimeSlicer,
): Promise<Column> {
  const builder = columnBuilder(type);
  for (const rows of parts) {
    const textOf = readerOf(rows);
    const add = (from: number, to: number) => {
      for (let row = from; row < to; row++) {
        builder.add(textOf(row));
      }
    };
    await forEachSlice(rows.table.rowCount, slicer, add, TEXT_COST);
  }
  return builder.finish();
}

/** The columns of names that are concealed in a report. */
function concealedColumns(parts: readonly StoredRows[]): string[] {
  const isConcealed = (rows: StoredRows, names: readonly string[]) =>
    names.some((name) => rows.table.columns[rows.table.columnIndex(name)]?.concealed === true);
  return [
    { column: STORAGE.name, from: ({ report }: StoredRows) => report.called },
    { column: STORAGE.ownerName, from: ({ report }: StoredRows) => [report.ownerName] },
    { column: STORAGE.owner, from: ({ report }: StoredRows) => [report.owner] },
  ].flatMap(({ column, from }) => (parts.some((rows) => isConcealed(rows, from(rows))) ? [column] : []));
}
