import type { IsoDate, IsoInstant } from '../base/dates.js';
import type { ReportDefinition } from '../core/catalog/definition.js';
import type { JoinedSnapshot } from '../core/export/exportInput.js';
import type { Connection } from '../services/auth/connections/connection.js';
import { keyColumnNames } from '../services/reports/report.js';
import type { TableHandle } from '../services/tables/tableHandle.js';
import { attributeCautions } from './attributes.js';
import { writeWhole } from './writeWhole.js';
import { type OutputFormat, writeJobOf } from './writers.js';

/** A table that is put together from several archived reports. */
export interface MadeTable {
  readonly table: TableHandle;
  readonly definition: Pick<ReportDefinition, 'name' | 'title' | 'keys' | 'columns'>;
  readonly connection: Connection;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant | undefined;
  /** What it is put together from. */
  readonly joined: readonly JoinedSnapshot[];
  /** Whether its rows name users. */
  readonly personal: boolean;
}

export interface WriteTableOptions {
  readonly format: OutputFormat;
  /** An absolute path. */
  readonly out: string;
  /** Other accounts of this computer may read the file, even if it names users. */
  readonly shared: boolean;
  readonly signal: AbortSignal;
}

/**
 * Writes a table as a whole, or not at all.
 * @returns what has to be known of its attributes before they are read out of the file
 * @throws UsageReportsError `storage`, and `invalidRequest` for attributes that are of no use; the signal's `AbortError`
 */
export async function writeTable(
  { table, definition, connection, refreshDate, fetchedAt, joined, personal }: MadeTable,
  { format, out, shared, signal }: WriteTableOptions,
): Promise<string[]> {
  const cautions = attributeCautions(table.warnings);
  const facts = {
    ...{ title: definition.title, report: definition.name, period: undefined, date: undefined },
    ...{ refreshDate, fetchedAt: fetchedAt ?? new Date().toISOString() },
    ...{ connectionName: connection.name, personal, fileLabel: connection.fileLabel, joined },
    keyColumns: keyColumnNames(definition, table.columns),
  };
  const chunks = table.write(writeJobOf(format, facts, table));
  await writeWhole(out, chunks, personal && !shared, signal);
  return cautions;
}
