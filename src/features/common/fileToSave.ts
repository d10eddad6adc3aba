import type * as vscode from 'vscode';
import type { Conflict } from '../../core/export/saveFile.js';

/** A file to save beside the exported reports. */
export interface FileToSave {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Whether it names users: then other accounts of this computer cannot read it. */
  readonly personal: boolean;
  readonly signal?: AbortSignal;
  /** What to do about a file of the name with other content, in place of the question that exports ask. May throw a cancellation. */
  readonly onConflict?: (existing: vscode.Uri) => PromiseLike<Conflict>;
}
