type Storage = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A first piece for the many small reports, then pieces of a size that a large one has a hundred of. */
const [firstPiece, nextPieces] = [256, 16_384];

/** Cells of a column under construction, in pieces: nothing is copied while they come, and nothing is left over at the end. */
export class Growing<T extends Storage> {
  readonly #full: T[] = [];
  #piece: T;
  #at = 0;
  #before = 0;

  constructor(private readonly make: new (length: number) => T) {
    this.#piece = new make(firstPiece);
  }

  get length(): number {
    return this.#before + this.#at;
  }

  push(value: number): void {
    if (this.#at === this.#piece.length) {
      this.#full.push(this.#piece);
      this.#before += this.#at;
      this.#piece = new this.make(nextPieces);
      this.#at = 0;
    }
    this.#piece[this.#at++] = value;
  }

  /** All of them, in an array of exactly their number. */
  finish(): T {
    const all = new this.make(this.length);
    let from = 0;
    for (const piece of this.#full) {
      all.set(piece, from);
      from += piece.length;
    }
    all.set(this.#piece.subarray(0, this.#at), from);
    this.#full.length = 0;
    return all;
  }
}
