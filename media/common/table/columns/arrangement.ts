import { type ColumnChoices, usualColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import type { ColumnInfo } from '../../../../src/shared/report.js';
import { columnLayout, type ColumnLayout, placeFor } from '../grid/columnLayout.js';
import { columnIds } from '../../../../src/shared/columnIds.js';

/** What is known of the columns whatever somebody chooses: see {@link columnLayout}. */
export interface ColumnNature {
  readonly keys?: readonly number[] | undefined;
  readonly constant: readonly number[];
  /** How they are arranged where nobody has; absent where all are shown. */
  readonly usual?: ColumnChoices | undefined;
}

/** The columns of a table as somebody has arranged them, and each way to arrange them otherwise. Immutable. */
export class Arrangement {
  readonly layout: ColumnLayout;
  /** Widths in pixels that somebody has chosen, by the column's index. */
  readonly widths: ReadonlyMap<number, number>;
  /** How the columns are where nobody has arranged them. */
  readonly usual: ColumnChoices;
  readonly #ids: readonly string[];

  constructor(
    readonly choices: ColumnChoices,
    columns: readonly ColumnInfo[],
    { keys, constant, usual = usualColumnChoices }: ColumnNature,
  ) {
    this.usual = usual;
    this.#ids = columnIds(columns);
    const indexOf = new Map(this.#ids.map((id, index) => [id, index]));
    const indexes = (ids: readonly string[] | undefined) => ids?.flatMap((id) => indexOf.get(id) ?? []);
    const { showConstant, order, hidden, unfolded, pinned, widths = [] } = choices;
    this.layout = columnLayout(columns, {
      ...(keys === undefined ? {} : { keys }),
      ...{ constant, showConstant },
      order: indexes(order),
      hidden: indexes(hidden) ?? [],
      unfolded: indexes(unfolded) ?? [],
      pinned: indexes(pinned),
    });
    this.widths = new Map(
      widths.flatMap(({ column, width }): [number, number][] => {
        const index = indexOf.get(column);
        return index === undefined ? [] : [[index, width]];
      }),
    );
  }

  /** Whether somebody has changed anything. */
  get isChanged(): boolean {
    return JSON.stringify(this.choices) !== JSON.stringify(this.usual);
  }

  /** Whether a column may go: one must stay. */
  get canHide(): boolean {
    return this.layout.shown.length > 1;
  }

  isShown(column: number): boolean {
    return this.layout.shown.includes(column);
  }

  isPinned(column: number): boolean {
    return this.layout.pinned.includes(column);
  }

  /** Shows or hides a column. The last one stays. */
  withShown(column: number, isShown: boolean): ColumnChoices {
    if (isShown === this.isShown(column) || (!isShown && !this.canHide)) {
      return this.choices;
    }
    const isConstant = this.layout.hidden.some((one) => one.column === column && one.why === 'constant');
    return this.#with({
      hidden: toggled(this.choices.hidden, this.#id(column), !isShown),
      unfolded: toggled(this.choices.unfolded, this.#id(column), isShown && isConstant),
    });
  }

  /** Shows what somebody has hidden. */
  withoutHidden(): ColumnChoices {
    return this.#with({ hidden: undefined });
  }

  withConstantShown(showConstant: boolean): ColumnChoices {
    return { ...this.choices, showConstant };
  }

  /** Pins a column behind those that are pinned, or lets it go to the place behind those that stay pinned. */
  withPinned(column: number, isPinned: boolean): ColumnChoices {
    if (isPinned === this.isPinned(column)) {
      return this.choices;
    }
    const { pinned, order } = this.layout;
    const others = pinned.filter((one) => one !== column);
    const kept = this.#unseenPins(column);
    const rest = order.filter((one) => one !== column && !others.includes(one));
    return this.#with({
      pinned: [...this.#names(isPinned ? [...others, column] : others), ...kept],
      order: this.#names([...others, column, ...rest]),
    });
  }

  /** Moves a column to another place on screen, from the left, as far as {@link placeFor} lets it. */
  withMoved(column: number, position: number): ColumnChoices {
    const { shown, order } = this.layout;
    const from = shown.indexOf(column);
    const to = placeFor(this.layout, from, position);
    const neighbor = shown[to];
    if (from < 0 || to === from || neighbor === undefined) {
      return this.choices;
    }
    const others = order.filter((one) => one !== column);
    const at = others.indexOf(neighbor) + (to > from ? 1 : 0);
    return this.#with({ order: this.#names([...others.slice(0, at), column, ...others.slice(at)]) });
  }

  withWidth(column: number, width: number): ColumnChoices {
    const id = this.#id(column);
    const others = (this.choices.widths ?? []).filter((one) => one.column !== id);
    return this.#with({ widths: [...others, { column: id, width }] });
  }

  /** Pinned columns that are not on screen: they are pinned when they come back. */
  #unseenPins(column: number): readonly string[] {
    const seen = new Set(this.#names([...this.layout.shown, column]));
    return (this.choices.pinned ?? []).filter((id) => !seen.has(id));
  }

  #id(column: number): string {
    return this.#ids[column] ?? '';
  }

  #names(columns: readonly number[]): string[] {
    return columns.map((column) => this.#id(column));
  }

  /** What is `undefined` or says nothing is left out; an empty list of pinned columns says that none is pinned. */
  #with(change: {
    readonly [K in keyof ColumnChoices]?: readonly unknown[] | ColumnChoices[K] | undefined;
  }): ColumnChoices {
    const entries = Object.entries({ ...this.choices, ...change });
    return Object.fromEntries(
      entries.filter(
        ([name, value]) => value !== undefined && (name === 'pinned' || !Array.isArray(value) || value.length > 0),
      ),
    ) as ColumnChoices;
  }
}

function toggled(ids: readonly string[] = [], id: string, isIn: boolean): string[] {
  const others = ids.filter((one) => one !== id);
  return isIn ? [...others, id] : others;
}
