import type { ReportDefinition } from '../catalog/definition.js';
import type { ColumnType } from '../../shared/report.js';
import { normalizeName } from '../table/store/columnNames.js';
import type { MergedColumn } from './mergeState.js';

/**
 * Columns that the catalog does not know and that a history has. The service adds a few over the years. Each costs memory in every row of
 * every snapshot, even where it is blank.
 */
const MAX_UNKNOWN_COLUMNS = 50;

/** The columns of a history by number. A number stays the same, whatever columns later snapshots have. */
export class MergedColumns {
  readonly #columns: MergedColumn[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #knownNames: ReadonlySet<string>;
  #unknownCount = 0;
  #order: readonly number[] = [];

  constructor(definition: ReportDefinition, columns: readonly MergedColumn[] = [], order: readonly number[] = []) {
    this.#knownNames = new Set(definition.columns.map(({ name }) => normalizeName(name)));
    columns.forEach((column) => this.#add(column));
    this.#order = order;
  }

  get all(): readonly MergedColumn[] {
    return this.#columns;
  }

  /** Numbers of the columns: those of the newest snapshot in its order, then those that only older ones have. */
  get order(): readonly number[] {
    return this.#order;
  }

  at(number: number): MergedColumn | undefined {
    return this.#columns[number];
  }

  /** @returns `undefined` for a column that the history does not take */
  numberOf(name: string, type: ColumnType): number | undefined {
    const normalized = normalizeName(name);
    const number = this.#numbers.get(normalized);
    return number === undefined && (this.#knownNames.has(normalized) || this.#unknownCount < MAX_UNKNOWN_COLUMNS)
      ? this.#add({ name, type })
      : number;
  }

  /** Numbers of the columns that a snapshot does not have. */
  without(sent: ReadonlySet<number>): number[] {
    return this.#columns.map((_, number) => number).filter((number) => !sent.has(number));
  }

  /** Puts the columns of the newest snapshot first. */
  moveToFront(sent: ReadonlySet<number>): void {
    this.#order = [...sent, ...this.#order.filter((number) => !sent.has(number))];
  }

  #add(column: MergedColumn): number {
    const normalized = normalizeName(column.name);
    const number = this.#columns.push(column) - 1;
    if (!this.#numbers.has(normalized)) {
      this.#numbers.set(normalized, number);
    }
    this.#unknownCount += this.#knownNames.has(normalized) ? 0 : 1;
    return number;
  }
}
