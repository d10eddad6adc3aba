type Storage = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** Cells that a column under construction has room for before it grows for the first time. */
export const FIRST_CAPACITY = 256;

/** The same numbers with as much room again behind them. */
export function grown<T extends Storage>(full: T): T {
  const larger = new (full.constructor as new (length: number) => T)(full.length * 2);
  larger.set(full);
  return larger;
}
