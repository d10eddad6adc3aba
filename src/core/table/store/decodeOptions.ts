export interface DecodeOptions {
  readonly signal?: AbortSignal;
  /** Called with the number of bytes decoded so far. */
  readonly onProgress?: (bytes: number) => void;
  /** Of CSV, whether a column is needed, by the catalog's name. The table lacks the others, whose cells take neither time nor memory then. */
  readonly isNeeded?: (column: string) => boolean;
}
