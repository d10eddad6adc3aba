const NO_ROW = 0xffff_ffff;

/** The rows of two snapshots, matched. All arrays hold row indexes. */
export interface MatchedRows {
  /** `before[i]` and `after[i]` are the same row, in the newer snapshot's order. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** 1 for pairs that are known to be equal. */
  readonly isEqual: Uint8Array;
  /** Rows that only the newer snapshot has, in its order. */
  readonly added: Uint32Array;
  /** Rows that only the older snapshot has, in its order. */
  readonly gone: Uint32Array;
}

/** Rows of both snapshots that may be the same: those with one key, for example. */
export interface RowGroup {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Which row of one snapshot is which of the other, while that is found out. */
export class RowPairs {
  readonly partnerOfBefore: Uint32Array;
  readonly partnerOfAfter: Uint32Array;
  readonly #isEqual: Uint8Array;
  #count = 0;

  constructor(rowsBefore: number, rowsAfter: number) {
    this.partnerOfBefore = new Uint32Array(rowsBefore).fill(NO_ROW);
    this.partnerOfAfter = new Uint32Array(rowsAfter).fill(NO_ROW);
    this.#isEqual = new Uint8Array(rowsAfter);
  }

  get count(): number {
    return this.#count;
  }

  add(rowBefore: number, rowAfter: number): void {
    this.partnerOfBefore[rowBefore] = rowAfter;
    this.partnerOfAfter[rowAfter] = rowBefore;
    this.#count++;
  }

  addEqual(rowBefore: number, rowAfter: number): void {
    this.add(rowBefore, rowAfter);
    this.#isEqual[rowAfter] = 1;
  }

  hasBefore(row: number): boolean {
    return this.partnerOfBefore[row] !== NO_ROW;
  }

  hasAfter(row: number): boolean {
    return this.partnerOfAfter[row] !== NO_ROW;
  }

  /** Rows without a partner. */
  rest(): RowGroup {
    return { before: alone(this.partnerOfBefore), after: alone(this.partnerOfAfter) };
  }

  matched(): MatchedRows {
    const [before, after] = [new Uint32Array(this.#count), new Uint32Array(this.#count)];
    const isEqual = new Uint8Array(this.#count);
    let at = 0;
    for (let row = 0; row < this.partnerOfAfter.length; row++) {
      const partner = this.partnerOfAfter[row] ?? NO_ROW;
      if (partner !== NO_ROW) {
        before[at] = partner;
        isEqual[at] = this.#isEqual[row] ?? 0;
        after[at++] = row;
      }
    }
    const rest = this.rest();
    return { before, after, isEqual, gone: Uint32Array.from(rest.before), added: Uint32Array.from(rest.after) };
  }
}

function alone(partners: Uint32Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < partners.length; row++) {
    if (partners[row] === NO_ROW) {
      rows.push(row);
    }
  }
  return rows;
}
