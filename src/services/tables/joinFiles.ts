import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { decodeCsv } from '../../core/table/csv/decodeCsv.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { FactsToJoin, FileToJoin, JoinOptions } from './filesToJoin.js';
import { LocalTable } from './localTable.js';

/** Takes the tables of files. */
export interface FileReader<F extends FactsToJoin> {
  /** The columns of a file that are joined. All others need not be read. */
  isNeeded(facts: F): (column: string) => boolean;
  add(facts: F, table: ReportTable): Promise<void>;
  /** What is known of a file that is damaged or gone. */
  addUnreadable(facts: F): void;
}

/** How the tables of files become one. */
export interface FileJoin<F extends FactsToJoin, R extends JoinedFacts> extends FileReader<F> {
  /** What is known of the table that comes out. */
  readonly result: ReportDefinition;
  /** Nothing can be added afterwards. */
  finish(): Promise<{ readonly table: ReportTable; readonly facts: R }>;
}

export interface JoinedFacts {
  readonly fetchedAt?: IsoInstant;
  readonly refreshDate: IsoDate | null;
}

/**
 * Decodes files in this process, one after the other: of each, only what the reader keeps stays in memory.
 *
 * @throws the signal's `AbortError`
 */
export async function readFiles<F extends FactsToJoin>(
  files: readonly FileToJoin<F>[],
  reader: FileReader<F>,
  signal?: AbortSignal,
): Promise<void> {
  for (const file of files) {
    const { facts } = file;
    try {
      const decode = facts.format === 'csv' ? decodeCsv : decodeJson;
      const table = await decode(file.chunks(), facts.definition, { signal, isNeeded: reader.isNeeded(facts) });
      await reader.add(facts, table);
    } catch (error) {
      if (!(error instanceof UsageReportsError)) {
        throw error;
      }
      reader.addUnreadable(facts);
    }
  }
}

/**
 * Decodes and joins files in this process.
 *
 * @throws the signal's `AbortError`
 */
export async function joinFiles<F extends FactsToJoin, R extends JoinedFacts>(
  files: readonly FileToJoin<F>[],
  join: FileJoin<F, R>,
  { signal, attributes }: JoinOptions,
): Promise<{ readonly table: LocalTable; readonly facts: R }> {
  await readFiles(files, join, signal);
  const { table: joined, facts } = await join.finish();
  let table = joined;
  if (attributes !== undefined) {
    const { addAttributes } = await import('../../core/users/attributes/addAttributes.js');
    table = await addAttributes(joined, join.result, attributes, signal);
  }
  return { table: new LocalTable(table, facts.fetchedAt, facts.refreshDate), facts };
}
