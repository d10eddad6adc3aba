import { releaseBuffers } from './releaseBuffers.js';

/** Not a fifth kind: with up to four the engine knows where a number is stored, with more it looks that up for every cell. */
export type NumericArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** Cells of a full piece, a power of two: many enough that a million rows are a handful of pieces. */
const CHUNK_BITS = 16;
export const CHUNK_LENGTH = 1 << CHUNK_BITS;
const INITIAL_LENGTH = 256;

/**
 * Cells of a column, in pieces. While they come nothing is copied, and when all are there nothing has to be: a million rows take the
 * memory that they need and no more, at no time.
 */
export class GrowableArray<T extends NumericArray> {
  readonly #chunks: T[] = [];
  #chunk: T;
  #at = 0;

  constructor(private readonly make: new (length: number) => T) {
    this.#chunk = new make(INITIAL_LENGTH);
  }

  get length(): number {
    return this.#chunks.length * CHUNK_LENGTH + this.#at;
  }

  push(value: number): void {
    if (this.#at === this.#chunk.length) {
      this.#grow();
    }
    this.#chunk[this.#at++] = value;
  }

  /** No more after this. */
  finish(): ChunkedArray<T> {
    const { length } = this;
    return new ChunkedArray(
      this.#at === 0 ? this.#chunks : [...this.#chunks, this.#chunk.slice(0, this.#at) as T],
      length,
    );
  }

  /** All of them in one array; no more after this. */
  toArray(): T {
    const all = new this.make(this.length);
    for (const [index, chunk] of this.#chunks.entries()) {
      all.set(chunk, index * CHUNK_LENGTH);
      // Both at once would be twice the memory.
      releaseBuffers(chunk);
    }
    all.set(this.#chunk.subarray(0, this.#at), this.#chunks.length * CHUNK_LENGTH);
    return all;
  }

  #grow(): void {
    if (this.#at < CHUNK_LENGTH) {
      // Small reports are the rule, so the first piece is small.
      const larger = new this.make(CHUNK_LENGTH);
      larger.set(this.#chunk);
      this.#chunk = larger;
    } else {
      this.#chunks.push(this.#chunk);
      this.#chunk = new this.make(CHUNK_LENGTH);
      this.#at = 0;
    }
  }
}

/** The numbers of a whole column by row. */
export class ChunkedArray<T extends NumericArray = NumericArray> {
  readonly #chunks: readonly T[];

  constructor(
    chunks: readonly T[],
    readonly length: number,
  ) {
    this.#chunks = chunks;
  }

  at(row: number): number | undefined {
    return this.#chunks[row >> CHUNK_BITS]?.[row & (CHUNK_LENGTH - 1)];
  }

  /** The piece that has this row, at its place modulo {@link CHUNK_LENGTH}: for whoever goes through all rows. */
  chunkOf(row: number): T | undefined {
    return this.#chunks[row >> CHUNK_BITS];
  }
}
