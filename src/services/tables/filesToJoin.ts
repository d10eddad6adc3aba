import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';

/** What is known of any file that is joined with others. Plain data. */
export interface FactsToJoin {
  readonly definition: ReportDefinition;
  readonly format: Format;
}

/** A file of a report that is joined with others. */
export interface FileToJoin<F extends FactsToJoin> {
  readonly facts: F;
  /** CSV: chunks of any size. JSON: one page per chunk. The receiver takes over their buffers. */
  chunks(): AsyncIterable<Uint8Array>;
}

export type SizedFileToJoin<F extends FactsToJoin> = FileToJoin<F> & {
  /** Size of the file as received. */
  readonly bytes: number;
};

export interface JoinOptions {
  readonly signal?: AbortSignal;
  /** Files whose columns the table has as well: of the user that each row is about, or of its owner. */
  readonly attributes?: readonly AttributesFile[];
}

export interface OpenJoinedOptions extends JoinOptions {
  /** Called before each file is read. @param file from 1 on */
  readonly onProgress?: (file: number, files: number) => void;
}
