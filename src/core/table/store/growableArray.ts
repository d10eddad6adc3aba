import { releaseBuffers } from './releaseBuffers.js';

/** At most four kinds: V8's inline caches handle four element kinds at one place in the code, and become slow with a fifth. */
export type NumericArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** The length of a full chunk is a power of two, and large enough that a million rows need only 16 chunks. */
export const CHUNK_BITS = 16;
export const CHUNK_LENGTH = 1 << CHUNK_BITS;
/** A column of few values takes little: a small report may have many columns. */
const INITIAL_LENGTH = 32;

/**
 * Numbers of a column under construction, in chunks. Growing copies nothing but the first chunk, and {@link finish} nothing but the
 * last one, so that a million rows never need much more memory than the finished column.
 */
export class GrowableArray<T extends NumericArray> {
  readonly #chunks: T[] = [];
  #chunk: T;
  #at = 0;

  constructor(private readonly make: new (length: number) => T) {
    this.#chunk = new make(0);
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

  /** Adds the same value several times. */
  fill(value: number, times: number): void {
    for (let left = times; left > 0;) {
      if (this.#at === this.#chunk.length) {
        this.#grow();
      }
      const end = Math.min(this.#chunk.length, this.#at + left);
      this.#chunk.fill(value, this.#at, end);
      left -= end - this.#at;
      this.#at = end;
    }
  }

  /** Nothing can be added afterwards. */
  finish(): ChunkedArray<T> {
    const { length } = this;
    return new ChunkedArray(
      this.#at === 0 ? this.#chunks : [...this.#chunks, this.#chunk.slice(0, this.#at) as T],
      length,
    );
  }

  /** All numbers in one array. Nothing can be added afterwards. */
  toArray(): T {
    const all = new this.make(this.length);
    for (const [index, chunk] of this.#chunks.entries()) {
      all.set(chunk, index * CHUNK_LENGTH);
      // Holding the chunks and the array at the same time would double the memory.
      releaseBuffers(chunk);
    }
    all.set(this.#chunk.subarray(0, this.#at), this.#chunks.length * CHUNK_LENGTH);
    return all;
  }

  #grow(): void {
    if (this.#chunk.length < CHUNK_LENGTH) {
      const larger = new this.make(Math.max(INITIAL_LENGTH, this.#chunk.length * 2));
      larger.set(this.#chunk);
      this.#chunk = larger;
    } else {
      this.#chunks.push(this.#chunk);
      this.#chunk = new this.make(CHUNK_LENGTH);
      this.#at = 0;
    }
  }
}

/** The numbers of a finished column, by row. */
export class ChunkedArray<T extends NumericArray = NumericArray> {
  constructor(
    readonly chunks: readonly T[],
    readonly length: number,
  ) {}

  /** `undefined` beyond the end: the rows there are blank. */
  at(row: number): number | undefined {
    return this.chunks[row >> CHUNK_BITS]?.[row & (CHUNK_LENGTH - 1)];
  }

  /** The chunk that holds this row, at index `row % CHUNK_LENGTH`. For loops over all rows. */
  chunkOf(row: number): T | undefined {
    return this.chunks[row >> CHUNK_BITS];
  }
}
