/** Rows `start` (inclusive) to `end` (exclusive). */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Which rows of the view are selected: a few ranges, so that a million rows cost no more than one. Immutable. The anchor is
 * where an extension with Shift starts from.
 */
export class RowSelection {
  static readonly none = new RowSelection([], undefined);

  private constructor(
    private readonly ranges: readonly Range[],
    readonly anchor: number | undefined,
  ) {}

  static only(row: number): RowSelection {
    return new RowSelection([{ start: row, end: row + 1 }], row);
  }

  static all(rowCount: number): RowSelection {
    return rowCount === 0 ? RowSelection.none : new RowSelection([{ start: 0, end: rowCount }], 0);
  }

  get count(): number {
    return this.ranges.reduce((sum, range) => sum + range.end - range.start, 0);
  }

  has(row: number): boolean {
    return this.ranges.some((range) => row >= range.start && row < range.end);
  }

  /** Everything between the anchor and `row`, both included, instead of what was selected. */
  extendTo(row: number, fallbackAnchor = row): RowSelection {
    const anchor = this.anchor ?? fallbackAnchor;
    return new RowSelection([{ start: Math.min(anchor, row), end: Math.max(anchor, row) + 1 }], anchor);
  }

  /** `row` in or out, the rest as it was; `row` becomes the anchor. */
  toggle(row: number): RowSelection {
    const ranges = this.has(row)
      ? this.ranges.flatMap((range) =>
          row < range.start || row >= range.end
            ? [range]
            : [
                { start: range.start, end: row },
                { start: row + 1, end: range.end },
              ].filter((part) => part.start < part.end),
        )
      : joined([...this.ranges, { start: row, end: row + 1 }]);
    return new RowSelection(ranges, row);
  }

  isAll(rowCount: number): boolean {
    return rowCount > 0 && this.count === rowCount;
  }

  /** The selected rows in ascending order. */
  rows(): number[] {
    return this.ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index));
  }
}

function joined(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((left, right) => left.start - right.start);
  const result: Range[] = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (last !== undefined && last.end >= range.start) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      result.push(range);
    }
  }
  return result;
}
