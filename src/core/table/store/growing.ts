import { release } from './release.js';

/** Not a fifth kind: with up to four the engine knows where a number is stored, with more it looks that up for every cell. */
export type Storage = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** Cells of a full piece, a power of two: many enough that a million rows are a handful of pieces. */
const pieceBits = 16;
export const pieceSize = 1 << pieceBits;
const firstSize = 256;

/**
 * Cells of a column, in pieces. While they come nothing is copied, and when all are there nothing has to be: a million rows take the
 * memory that they need and no more, at no time.
 */
export class Growing<T extends Storage> {
  readonly #pieces: T[] = [];
  #piece: T;
  #at = 0;

  constructor(private readonly make: new (length: number) => T) {
    this.#piece = new make(firstSize);
  }

  get length(): number {
    return this.#pieces.length * pieceSize + this.#at;
  }

  push(value: number): void {
    if (this.#at === this.#piece.length) {
      this.#grow();
    }
    this.#piece[this.#at++] = value;
  }

  /** No more after this. */
  finish(): Pieces<T> {
    const { length } = this;
    return new Pieces(this.#at === 0 ? this.#pieces : [...this.#pieces, this.#piece.slice(0, this.#at) as T], length);
  }

  /** All of them in one array; no more after this. */
  toArray(): T {
    const all = new this.make(this.length);
    for (const [index, piece] of this.#pieces.entries()) {
      all.set(piece, index * pieceSize);
      // Both at once would be twice the memory.
      release(piece);
    }
    all.set(this.#piece.subarray(0, this.#at), this.#pieces.length * pieceSize);
    return all;
  }

  #grow(): void {
    if (this.#at < pieceSize) {
      // Small reports are the rule, so the first piece is small.
      const larger = new this.make(pieceSize);
      larger.set(this.#piece);
      this.#piece = larger;
    } else {
      this.#pieces.push(this.#piece);
      this.#piece = new this.make(pieceSize);
      this.#at = 0;
    }
  }
}

/** The numbers of a whole column by row. */
export class Pieces<T extends Storage = Storage> {
  readonly #pieces: readonly T[];

  constructor(
    pieces: readonly T[],
    readonly length: number,
  ) {
    this.#pieces = pieces;
  }

  at(row: number): number | undefined {
    return this.#pieces[row >> pieceBits]?.[row & (pieceSize - 1)];
  }

  /** The piece that has this row, at its place modulo {@link pieceSize}: for whoever goes through all rows. */
  pieceOf(row: number): T | undefined {
    return this.#pieces[row >> pieceBits];
  }
}
