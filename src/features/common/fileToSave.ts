/** A file to save beside the exported reports. */
export interface FileToSave {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Whether it names users: then other accounts of this computer cannot read it. */
  readonly personal: boolean;
  readonly signal?: AbortSignal;
}
