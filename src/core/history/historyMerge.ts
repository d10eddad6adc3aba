import { compareTexts } from '../../base/compareTexts.js';
import { atOnce, type Steps, TEXT_COST } from '../../base/timeSlicer.js';
import type { ReportDefinition } from '../catalog/definition.js';
import type { DayRange, HistoryFacts, RevisedValue, SnapshotBoundary } from '../../shared/history.js';
import { isReportMetadata, meaningOf, normalizeName } from '../table/store/columnNames.js';
import { dayColumnIndex, withDayWarning } from '../table/store/dayColumn.js';
import { dataDayLimits, formatDay, type IsoDate, type IsoInstant, parseDay } from '../../base/dates.js';
import { columnarOf } from '../table/store/columnarTable.js';
import { plausibleDays } from '../table/store/plausibleDays.js';
import type { ReportTable } from '../table/store/table.js';
import { inLongestPeriod } from '../table/store/reportPeriods.js';
import { TableBuilder } from '../table/store/tableBuilder.js';
import { isCovered, withCoveredDays } from './coveredDays.js';
import { MergedColumns } from './mergedColumns.js';
import type { CoveredDays, MergeState } from './mergeState.js';
import { keyColumns, rowKey, withOccurrence } from './rowKeys.js';
import { isSameValue } from './sameValue.js';

/** Rows that are added between two pauses. */
const ROWS_PER_STEP = 256;

/** One row of the merged table, from the newest snapshot that has it. Columns that this snapshot lacks have older values. */
interface MergedRow {
  /** `null` for a row without a readable day, or with one that cannot be right, which is the same row as no other. */
  readonly day: IsoDate | null;
  readonly key: readonly string[];
  /** Texts by column; `null` or a hole if no snapshot had the column in this row. */
  readonly cells: (string | null)[];
  /** Index of the newest snapshot that has the row. */
  source: number;
  /** For columns that `source` lacks: the index of the snapshot that their text is from. */
  older?: Record<number, number>;
}

/** A column of a snapshot, and which of the merged table it is. */
interface Target {
  readonly from: number;
  readonly column: number;
}

interface RevisedCell {
  readonly row: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
  readonly beforeSource: number;
  readonly afterSource: number;
}

/**
 * Merges the snapshots of one daily series row by row. Rows with the same day and key are the same row, and the snapshot that is added last
 * wins, so snapshots are added oldest first. Values that a later snapshot changes are recorded as revised. A blank cell is a value like any
 * other; a missing row or column changes nothing. Rows without a readable day, or with one that cannot be right, are kept as they come. A day
 * without a row is missing only where no snapshot has days on both sides of it: the service sends no row for a quiet day. Of the columns that
 * the catalog does not know, only those that came first are taken.
 */
export class HistoryMerge {
  readonly #refreshDates: (IsoDate | null)[];
  readonly #columns: MergedColumns;
  readonly #rows: MergedRow[];
  readonly #rowByKey = new Map<string, number>();
  readonly #revised: RevisedCell[];
  /** Disjoint, oldest first. */
  #covered: readonly CoveredDays[];

  constructor(
    private readonly definition: ReportDefinition,
    state?: MergeState,
  ) {
    this.#refreshDates = [...(state?.refreshDates ?? [])];
    this.#covered = state?.covered ?? [];
    this.#columns = new MergedColumns(definition, state?.columns, state?.order);
    this.#rows = (state?.rows ?? []).map(([day, key, cells, source, older]) => ({
      day,
      key,
      cells: [...cells],
      source,
      older,
    }));
    this.#revised = (state?.revised ?? []).map(([row, column, before, after, beforeSource, afterSource]) => ({
      row,
      column,
      before,
      after,
      beforeSource,
      afterSource,
    }));
    const seen = new Map<string, number>();
    this.#rows.forEach(({ day, key }, index) => {
      if (day !== null) {
        this.#rowByKey.set(withOccurrence(rowKey(day, key), seen), index);
      }
    });
  }

  /**
   * @param file a snapshot that is not older than any added before
   * @param fetchedAt when it was fetched: a later day can't be right
   */
  add(file: ReportTable, refreshDate: IsoDate | null, fetchedAt?: IsoInstant): void {
    atOnce(this.adding(file, refreshDate, fetchedAt));
  }

  /** The same as {@link add}, with pauses. Nothing else may be asked before it has ended. */
  *adding(file: ReportTable, refreshDate: IsoDate | null, fetchedAt?: IsoInstant): Steps<void> {
    const table = inLongestPeriod(columnarOf(file));
    const source = this.#refreshDates.push(refreshDate) - 1;
    if (table.rowCount === 0) {
      return;
    }
    const targets = table.columns.flatMap(({ name, type }, from): Target[] => {
      const column = this.#columns.numberOf(name, type);
      return column === undefined ? [] : [{ from, column }];
    });
    const sent = new Set(targets.map(({ column }) => column));
    const keys = keyColumns(table, this.definition, new Set(targets.map(({ from }) => from)));
    const absentColumns = this.#columns.without(sent);
    const seen = new Map<string, number>();
    const dayColumn = table.data[keys.day];
    const dayAt =
      dayColumn?.storage === 'scalar'
        ? plausibleDays(table, dayColumn, keys.day, dataDayLimits(fetchedAt))
        : () => Number.NaN;
    const days: number[] = [];
    for (let row = 0; row < table.rowCount; row++) {
      const dayNumber = dayAt(row);
      const day = Number.isNaN(dayNumber) ? null : formatDay(dayNumber);
      const key = keys.others.map(({ column, meaning }) => meaning(table.text(row, column)));
      const id = day === null ? undefined : withOccurrence(rowKey(day, key), seen);
      const known = id === undefined ? undefined : this.#rowByKey.get(id);
      if (known === undefined) {
        const cells: (string | null)[] = [];
        targets.forEach(({ column, from }) => (cells[column] = table.text(row, from)));
        const index = this.#rows.push({ day, key, cells, source }) - 1;
        if (id !== undefined) {
          this.#rowByKey.set(id, index);
        }
      } else {
        this.#update(known, table, row, targets, absentColumns, source);
      }
      if (day !== null) {
        days.push(dayNumber);
      }
      if (row % ROWS_PER_STEP === ROWS_PER_STEP - 1) {
        yield ROWS_PER_STEP * targets.length * TEXT_COST;
      }
    }
    this.#covered = withCoveredDays(this.#covered, days);
    this.#columns.moveToFront(sent);
  }

  /**
   * The merged table: newest day first, as in the service's files, then the rows without a day; the keys of a day in the order of their first
   * appearance.
   */
  table(): ReportTable {
    const builder = new TableBuilder();
    const definitions = new Map(this.definition.columns.map((column) => [normalizeName(column.name), column]));
    for (const column of this.#columns.order) {
      const name = this.#columns.at(column)?.name ?? '';
      builder.addColumn({ name, definition: definitions.get(normalizeName(name)) });
    }
    const rows = this.#sorted();
    for (const row of rows) {
      builder.addRow(this.#columns.order.map((column) => row.cells[column] ?? ''));
    }
    const order = this.#columns.order.map((_, index) => index);
    const table = withDayWarning(builder.finish(order, []), this.definition);
    return table.merged({
      column: dayColumnIndex(table.columns, this.definition),
      from: rows.findLastIndex(({ day }) => day !== null) + 1,
    });
  }

  facts(): HistoryFacts {
    const sources = this.#sourceByDay();
    const days = [...sources.keys()].sort((a, b) => a - b);
    const missingRanges: DayRange[] = [];
    const snapshotBoundaries: SnapshotBoundary[] = [];
    let missingDays = 0;
    for (let index = 1; index < days.length; index++) {
      const [before = 0, day = 0] = [days[index - 1], days[index]];
      if (day - before > 1 && !isCovered(this.#covered, before, day)) {
        missingRanges.push({ from: formatDay(before + 1), to: formatDay(day - 1) });
        missingDays += day - before - 1;
      }
      const [older, newer] = [this.#refreshDateOf(sources.get(before)), this.#refreshDateOf(sources.get(day))];
      if (older !== newer) {
        snapshotBoundaries.push({ day: formatDay(day), newer, older });
      }
    }
    const [first, last] = [days[0], days.at(-1)];
    return {
      days: first === undefined || last === undefined ? null : { from: formatDay(first), to: formatDay(last) },
      archivedDays: days.length,
      missingDays,
      missingRanges,
      snapshotBoundaries,
      snapshots: this.#refreshDates.length,
      revisedValues: this.#revised.length,
    };
  }

  /** Revised values, newest day first. @param most maximum number */
  revised(most = Number.POSITIVE_INFINITY): RevisedValue[] {
    const dayOfCell = ({ row }: RevisedCell) => this.#rows[row]?.day ?? '';
    return this.#revised
      .toSorted(
        (a, b) => compareTexts(dayOfCell(b), dayOfCell(a)) || a.column - b.column || b.afterSource - a.afterSource,
      )
      .slice(0, most)
      .map((cell) => ({
        day: dayOfCell(cell),
        key: this.#rows[cell.row]?.key.filter((text) => text !== '').join(' · ') ?? '',
        column: this.#columns.at(cell.column)?.name ?? '',
        before: cell.before === '' ? null : cell.before,
        after: cell.after === '' ? null : cell.after,
        beforeLastSeen: this.#refreshDateOf(cell.beforeSource),
        afterFirstSeen: this.#refreshDateOf(cell.afterSource),
      }));
  }

  state(): MergeState {
    return {
      refreshDates: this.#refreshDates,
      covered: this.#covered,
      columns: this.#columns.all,
      order: this.#columns.order,
      // The order must stay: it tells rows with the same day and key apart.
      rows: this.#rows.map(({ day, key, cells, source, older }) =>
        older === undefined
          ? [day, key, withExplicitNulls(cells), source]
          : [day, key, withExplicitNulls(cells), source, older],
      ),
      revised: this.#revised.map(({ row, column, before, after, beforeSource, afterSource }) => [
        row,
        column,
        before,
        after,
        beforeSource,
        afterSource,
      ]),
    };
  }

  #update(
    index: number,
    table: ReportTable,
    row: number,
    targets: readonly Target[],
    absentColumns: readonly number[],
    source: number,
  ): void {
    const merged = this.#rows[index];
    if (merged === undefined) {
      return;
    }
    for (const column of absentColumns) {
      if (typeof merged.cells[column] === 'string') {
        (merged.older ??= {})[column] ??= merged.source;
      }
    }
    targets.forEach(({ column, from }) => {
      const after = table.text(row, from);
      const before = merged.cells[column] ?? undefined;
      if (before !== undefined && before !== after && this.#isRevised(column, before, after)) {
        this.#revised.push({
          row: index,
          column,
          before,
          after,
          beforeSource: merged.older?.[column] ?? merged.source,
          afterSource: source,
        });
      }
      merged.cells[column] = after;
      if (merged.older !== undefined) {
        delete merged.older[column];
      }
    });
    merged.source = source;
  }

  #isRevised(column: number, before: string, after: string): boolean {
    const { name = '', type = 'text' } = this.#columns.at(column) ?? {};
    const meaning = meaningOf(name);
    return !isReportMetadata(name) && !isSameValue(meaning(before), meaning(after), type);
  }

  #sorted(): readonly MergedRow[] {
    const keyOrder = new Map<string, number>();
    // Those without a day last: they must not decide in which order the others come.
    for (const { key } of this.#rows.toSorted((a, b) => Number(a.day === null) - Number(b.day === null))) {
      const text = key.join('\n');
      keyOrder.set(text, keyOrder.get(text) ?? keyOrder.size);
    }
    const place = ({ key }: MergedRow) => keyOrder.get(key.join('\n')) ?? 0;
    return this.#rows.toSorted((a, b) => compareTexts(b.day ?? '', a.day ?? '') || place(a) - place(b));
  }

  #sourceByDay(): ReadonlyMap<number, number> {
    const sources = new Map<number, number>();
    for (const { day, source } of this.#rows) {
      if (day !== null) {
        const number = parseDay(day);
        sources.set(number, Math.max(source, sources.get(number) ?? 0));
      }
    }
    return sources;
  }

  #refreshDateOf(source: number | undefined): IsoDate | null {
    return source === undefined ? null : (this.#refreshDates[source] ?? null);
  }
}

/** JSON writes the holes of a sparse array as `null`. Written explicitly, the state is the same before and after JSON. */
function withExplicitNulls(cells: readonly (string | null)[]): (string | null)[] {
  return Array.from(cells, (cell) => cell ?? null);
}
