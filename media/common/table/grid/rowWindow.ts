import type { RowsPart } from '../../../../src/shared/pages/common.js';
import type { CellValue } from '../../../../src/shared/report.js';

export type Row = readonly CellValue[];

/** Rows `start` (inclusive) to `end` (exclusive). */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** Requests are widened by this many rows on both sides, so that a small step needs no new one. */
const MARGIN_ROWS = 40;
/** Requests start and end at multiples of this. */
const step = 20;
/** At most so many rows are held. */
export const MAX_ROWS_HELD = 400;

/**
 * The few rows of a view that the page holds, and the pending requests. When the view changes, the old rows stay readable until the
 * first reply for the new view arrives, so that the table does not flash.
 */
export class RowWindow {
  #rows = new Map<number, Row>();
  readonly #pending = new Map<number, RowRange>();
  #rowCount: number | undefined;
  #stale = false;
  #center = 0;

  /** Rows of the view; `undefined` until the first reply. */
  get rowCount(): number | undefined {
    return this.#rowCount;
  }

  /** True while what {@link row} returns belongs to the view before. */
  get isStale(): boolean {
    return this.#stale;
  }

  get size(): number {
    return this.#rows.size;
  }

  get held(): readonly Row[] {
    return [...this.#rows.values()];
  }

  row(index: number): Row | undefined {
    return this.#rows.get(index);
  }

  /** Another sort or filter. Replies to earlier requests are ignored from now on. */
  changeView(): void {
    this.#pending.clear();
    this.#stale = this.#rows.size > 0 || this.#rowCount !== undefined;
  }

  /** Another report: nothing of the old one may be shown, only what came with the new one. */
  clear(part?: RowsPart): void {
    this.#pending.clear();
    this.#rows.clear();
    this.#rowCount = undefined;
    this.#stale = false;
    if (part !== undefined) {
      this.#take(part);
    }
  }

  /** The report is complete now. The rows that are held stay valid. */
  extend(part: RowsPart): void {
    this.#pending.clear();
    this.#stale = false;
    this.#take(part);
  }

  /** The rows to request in order to show `visible`; `undefined` if they are here or requested already. */
  missing(visible: RowRange): RowRange | undefined {
    this.#center = (visible.start + visible.end) / 2;
    const limit = this.#stale ? Infinity : (this.#rowCount ?? Infinity);
    if (!this.#isAnyMissing(visible.start, Math.min(visible.end, limit))) {
      return undefined;
    }
    let start = Math.max(0, Math.floor((visible.start - MARGIN_ROWS) / step) * step);
    let end = Math.min(limit, Math.ceil((visible.end + MARGIN_ROWS) / step) * step);
    while (start < end && !this.#isAnyMissing(start, start + 1)) {
      start++;
    }
    while (end > start && !this.#isAnyMissing(end - 1, end)) {
      end--;
    }
    return { start, end: Math.min(end, start + MAX_ROWS_HELD) };
  }

  requested(requestId: number, range: RowRange): void {
    this.#pending.set(requestId, range);
  }

  /** A request failed or was canceled. @returns whether its reply was still expected */
  forget(requestId: number): boolean {
    return this.#pending.delete(requestId);
  }

  /** Forgets the requests for rows that are far from `visible` by now. @returns which */
  forgetScrolledAway(visible: RowRange): number[] {
    const far = [...this.#pending].filter(
      ([, { start, end }]) => end <= visible.start - MARGIN_ROWS || start >= visible.end + MARGIN_ROWS,
    );
    return far.map(([requestId]) => requestId).filter((requestId) => this.#pending.delete(requestId));
  }

  /** @returns whether the reply was still expected */
  accept(requestId: number, part: RowsPart): boolean {
    if (!this.#pending.delete(requestId)) {
      return false;
    }
    if (this.#stale) {
      this.#rows.clear();
      this.#stale = false;
    }
    this.#take(part);
    return true;
  }

  #take({ start, viewRowCount, rows }: RowsPart): void {
    this.#rowCount = viewRowCount;
    rows.forEach((row, index) => this.#rows.set(start + index, row));
    this.#evictFarthest();
  }

  #isAnyMissing(start: number, end: number): boolean {
    for (let index = start; index < end; index++) {
      const here = !this.#stale && this.#rows.has(index);
      if (!here && ![...this.#pending.values()].some((range) => index >= range.start && index < range.end)) {
        return true;
      }
    }
    return false;
  }

  #evictFarthest(): void {
    if (this.#rows.size > MAX_ROWS_HELD) {
      const byDistance = [...this.#rows].sort(
        ([left], [right]) => Math.abs(left - this.#center) - Math.abs(right - this.#center),
      );
      this.#rows = new Map(byDistance.slice(0, MAX_ROWS_HELD));
    }
  }
}
