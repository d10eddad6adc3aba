import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { TimeSlicer } from '../../base/timeSlicer.js';
import { USER_STATES } from '../../shared/blankReasons.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import type { ReportTable } from '../table/store/table.js';
import { STORAGE } from './storageColumns.js';
import type { StorageFacts, StorageSnapshotFacts, StorageSource } from './storageFacts.js';
import { STORAGE_REPORTS } from './storageReports.js';
import { storageTable } from './storageTable.js';
import { StoredRows } from './storedRows.js';

/** The table of storage has the columns of `storageColumns.ts`, and a row for each of the newest snapshot of each report. */
export interface JoinedStorage {
  readonly table: ReportTable;
  readonly facts: StorageFacts;
}

/**
 * Puts mailboxes, OneDrive accounts, and sites into one table, with what each had in earlier snapshots. Snapshots are added one after the other,
 * of each report the newest first, then the earlier ones, oldest first; of those, only numbers stay in memory.
 */
export class StorageJoin {
  readonly #rows = new Map<string, StoredRows>();
  readonly #unreadable = new Map<string, StorageSnapshotFacts>();

  constructor(private readonly slicer: TimeSlicer) {}

  /** @throws the slicer's `AbortError` */
  async add(facts: StorageSnapshotFacts, table: ReportTable): Promise<void> {
    const { name } = facts.definition;
    const report = STORAGE_REPORTS.find((one) => one.report === name);
    const known = this.#rows.get(name);
    if (known !== undefined) {
      await known.compareWith(facts, table);
    } else if (report !== undefined && !this.#unreadable.has(name)) {
      this.#rows.set(name, new StoredRows(report, facts, table, this.slicer));
    }
  }

  /** Adds what is known of a snapshot whose file is damaged or gone. Without the newest, a report says nothing. */
  addUnreadable(facts: StorageSnapshotFacts): void {
    const { name } = facts.definition;
    const known = this.#rows.get(name);
    if (known !== undefined) {
      known.addUnreadable(facts);
    } else if (!this.#unreadable.has(name)) {
      this.#unreadable.set(name, facts);
    }
  }

  /**
   * Nothing can be added afterwards.
   * @throws the slicer's `AbortError`
   */
  async finish(): Promise<JoinedStorage> {
    const parts = STORAGE_REPORTS.flatMap(({ report }) => this.#rows.get(report) ?? []);
    const table = await storageTable(parts, this.slicer);
    const fetchedAt = parts.map(({ facts }) => facts.fetchedAt).reduce<IsoInstant | null>(later, null);
    return {
      table,
      facts: {
        refreshDate: parts.flatMap(({ facts }) => facts.refreshDate ?? []).reduce<IsoDate | null>(later, null),
        ...(fetchedAt === null ? {} : { fetchedAt }),
        concealed: table.columns.some(({ concealed }) => concealed === true),
        sources: this.#sources(table),
      },
    };
  }

  #sources(table: ColumnarTable): StorageSource[] {
    const states = table.data[table.columnIndex(STORAGE.growthState)];
    let first = 0;
    return STORAGE_REPORTS.map(({ report, kind }): StorageSource => {
      const rows = this.#rows.get(report);
      const unreadable = this.#unreadable.get(report);
      if (rows === undefined) {
        const common = { kind, report, rowCount: 0, notToldApart: 0, earlier: [] };
        return unreadable === undefined
          ? { ...common, state: 'missing', refreshDate: null }
          : { ...common, state: 'unreadable', ...datesOf(unreadable) };
      }
      const { rowCount } = rows.table;
      let notToldApart = 0;
      for (let row = first; row < first + rowCount; row++) {
        notToldApart += states?.text(row) === USER_STATES.notToldApart ? 1 : 0;
      }
      first += rowCount;
      return { kind, report, state: 'used', ...datesOf(rows.facts), rowCount, notToldApart, earlier: rows.earlier };
    });
  }
}

function datesOf({
  period,
  refreshDate,
  fetchedAt,
}: StorageSnapshotFacts): Pick<StorageSource, 'period' | 'refreshDate' | 'fetchedAt'> {
  return { ...(period === undefined ? {} : { period }), refreshDate, fetchedAt };
}

function later<T extends string>(one: T | null, other: T): T {
  return one === null || other > one ? other : one;
}
