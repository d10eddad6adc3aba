import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';
import { matchingFor } from '../diff/matching.js';
import type { Column } from '../table/store/column.js';
import { type ColumnarTable, columnarOf } from '../table/store/columnarTable.js';
import { inLongestPeriod } from '../table/store/reportPeriods.js';
import type { ReportTable } from '../table/store/table.js';
import { dayOf } from './chooseStorageSnapshots.js';
import { NamedRows, NONE, SEVERAL } from './namedRows.js';
import type { Earlier } from './pace.js';
import type { EarlierSource, StorageSnapshotFacts } from './storageFacts.js';
import { COPIED, type StorageReport, USED } from './storageReports.js';

/** The rows of the newest snapshot of a report, and what each had in an earlier one. */
export class StoredRows {
  readonly table: ColumnarTable;
  readonly #earlier: EarlierSource[] = [];
  /** By row: what it had in the oldest snapshot that has it, and how many days before that was; 0 without one. */
  readonly #used: Float64Array;
  readonly #daysBefore: Uint16Array;
  /** By row: 1 where an earlier snapshot has its name, and it cannot be told whether that was the same. */
  readonly #isUnclear: Uint8Array;
  /** Columns by which rows were found in earlier snapshots. */
  readonly #foundBy = new Set<string>();
  /** By column that names rows. */
  readonly #names = new Map<string, Promise<NamedRows>>();

  constructor(
    readonly report: StorageReport,
    readonly facts: StorageSnapshotFacts,
    table: ReportTable,
    private readonly slicer: TimeSlicer,
  ) {
    this.table = inLongestPeriod(columnarOf(table));
    this.#used = new Float64Array(this.table.rowCount);
    this.#daysBefore = new Uint16Array(this.table.rowCount);
    this.#isUnclear = new Uint8Array(this.table.rowCount);
  }

  get earlier(): readonly EarlierSource[] {
    return this.#earlier;
  }

  /** An earlier snapshot that cannot be read. */
  addUnreadable({ refreshDate }: StorageSnapshotFacts): void {
    this.#earlier.push({ refreshDate, state: 'unreadable' });
  }

  /**
   * Finds the rows in an earlier snapshot. The oldest is added first: what a row had there counts.
   * @throws the slicer's `AbortError`
   */
  async compareWith(facts: StorageSnapshotFacts, table: ReportTable): Promise<void> {
    const before = inLongestPeriod(columnarOf(table));
    const name = await this.#nameInBoth(before);
    this.#earlier.push({ refreshDate: facts.refreshDate, state: name === undefined ? 'notToldApart' : 'used' });
    const used = before.data[before.columnIndex(USED)];
    if (name === undefined || used?.storage !== 'scalar') {
      return;
    }
    this.#foundBy.add(name);
    const named = await this.#rowsBy(name);
    const rowsBefore = await named.rowsIn(before, this.slicer);
    const wasDeleted = deletedIn(before);
    const isDeleted = deletedIn(this.table);
    const day = dayOf(facts);
    const daysBefore = dayOf(this.facts) - day;
    const isThere = this.#existedOn(day);
    await forEachSlice(named.rows.length, this.slicer, (from, to) => {
      for (let name = from; name < to; name++) {
        const now = named.rows[name] ?? NONE;
        const row = rowsBefore[name] ?? NONE;
        if (now < 0 || row === NONE || this.#daysBefore[now] !== 0 || !isThere(now)) {
          continue;
        }
        const bytes = row === SEVERAL ? Number.NaN : used.numberAt(row);
        // What was deleted and is there again is rather a successor of the same name.
        if (row === SEVERAL || (wasDeleted(row) && !isDeleted(now))) {
          this.#isUnclear[now] = 1;
        } else if (!Number.isNaN(bytes)) {
          this.#used[now] = bytes;
          this.#daysBefore[now] = daysBefore;
        }
      }
    });
  }

  /**
   * What each row had before, or why that is not known. A row that no other snapshot can have, as nothing tells it apart, is not merely new.
   * @throws the slicer's `AbortError`
   */
  async earlierOf(): Promise<(row: number) => Earlier | 'fewSnapshots' | 'notToldApart'> {
    const told = new Uint8Array(this.table.rowCount);
    // Of a row without an address, its owner says nothing where rows are found by address.
    for (const name of this.#foundBy.size === 0 ? this.report.names : this.#foundBy) {
      for (const row of (await this.#rowsBy(name)).rows) {
        if (row >= 0) {
          told[row] = 1;
        }
      }
    }
    const read = this.#earlier.filter(({ state }) => state !== 'unreadable');
    const areNone = read.length > 0 && read.every(({ state }) => state === 'notToldApart');
    return (row) => {
      const daysBefore = this.#daysBefore[row] ?? 0;
      return daysBefore > 0
        ? { used: this.#used[row] ?? Number.NaN, daysBefore }
        : told[row] === 0 || this.#isUnclear[row] === 1 || areNone
          ? 'notToldApart'
          : 'fewSnapshots';
    };
  }

  column(name: string): Column | undefined {
    return this.table.data[this.table.columnIndex(name)];
  }

  /** The column that names rows in both snapshots; `undefined` where none does, as names are concealed in one of them alone. */
  async #nameInBoth(before: ColumnarTable): Promise<string | undefined> {
    const { definition } = this.facts;
    const { names } = this.report;
    // Names of owners tell nothing apart that somebody may have several of.
    const columns = definition.columns.filter(({ name, identity }) => identity !== true || names.includes(name));
    const matching = await matchingFor(before, this.table, { ...definition, columns }, this.slicer);
    const [name, ...more] = matching.by === 'keys' ? matching.columns : [];
    return name !== undefined && more.length === 0 && names.includes(name) ? name : undefined;
  }

  #rowsBy(name: string): Promise<NamedRows> {
    const known = this.#names.get(name) ?? NamedRows.of(this.table, name, this.slicer);
    this.#names.set(name, known);
    return known;
  }

  /** Whether what a row is about was there on a day: a successor with the same name is something else. */
  #existedOn(day: number): (row: number) => boolean {
    const created = this.report.created === undefined ? undefined : this.column(this.report.created);
    return created?.storage === 'scalar' ? (row) => !(created.numberAt(row) > day) : () => true;
  }
}

/** Tells which rows are of what is deleted. Without a column that says so, none are. */
function deletedIn(table: ColumnarTable): (row: number) => boolean {
  const column = table.data[table.columnIndex(COPIED.isDeleted)];
  return column?.storage === 'scalar' ? (row) => column.numberAt(row) === 1 : () => false;
}
