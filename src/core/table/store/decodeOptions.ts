export interface DecodeOptions {
  readonly signal?: AbortSignal;
  /** Called with the number of bytes decoded so far. */
  readonly onProgress?: (bytes: number) => void;
}
