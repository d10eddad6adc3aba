import type { Connection, ConnectionKind } from '../auth/connections/connection.js';
import type { Format, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';
import type { ExportFacts, JoinedSnapshot } from '../../core/export/exportInput.js';
import { keyColumnsOf } from '../../core/table/store/keyColumns.js';
import type { TableHandle } from '../tables/tableHandle.js';
import type { UsageReportsError } from '../../base/errors.js';
import type { FileSpelling } from '../../shared/fileSpelling.js';
import type { HistoryFacts, RevisedValue } from '../../shared/history.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ColumnInfo, ReportRef, ReportSource } from '../../shared/report.js';

/** Whose report it is: that of a connection's tenant, or of nobody known where a person opened a file. */
export type ReportOrigin = Pick<Connection, 'id' | 'name' | 'fileLabel'> & {
  readonly kind: ConnectionKind | 'file';
};

/** The file that a report was read from. */
export interface FileFacts {
  /** Without the folder. */
  readonly name: string;
  /** The reports that its content fits equally well; empty where it is no known report. */
  readonly candidates: readonly ReportDefinition[];
  /** How its days and numbers are read, where it is to be known. */
  readonly spelling: FileSpelling;
}

/** An opened report: its table, and where it came from. */
export interface Report {
  /** With the report's current name, even if it was requested by an earlier one. */
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  readonly connection: ReportOrigin;
  /** The caller that opened the report disposes of it. */
  readonly table: TableHandle;
  readonly source: ReportSource;
  /** Set if a person opened it as a file. */
  readonly file?: FileFacts;
  /** Set if it is archived because a person added a file: the file's name, without the folder. */
  readonly addedFrom?: string;
  /** Day of the newest data; `null` if the report has none. */
  readonly refreshDate: IsoDate | null;
  /** When the bytes came from the service; of a file, when it was written last. */
  readonly fetchedAt: IsoInstant;
  readonly version: GraphVersion;
  readonly format: Format;
  /** First day (UTC) on which the service can have newer data, learned from earlier snapshots; `null` if unknown. */
  readonly nextData?: IsoDate | null;
  /** The bytes as received, if they are archived. CSV: chunks of any size. JSON: one page per chunk. */
  readonly rawChunks?: () => AsyncIterable<Uint8Array>;
  /** Set if the report is the history of all archived snapshots. */
  readonly history?: { readonly facts: HistoryFacts; revised(most: number): readonly RevisedValue[] };
  /** Set if the service refused this format, so that the report was requested in the other one. */
  readonly refusedFormat?: Format;
  /** Set if the report could be read but not archived. */
  readonly storageError?: UsageReportsError;
  /** Set if the table is put together from several reports. */
  readonly joined?: readonly JoinedSnapshot[];
  /** Why the report could not be fetched; it is then the newest archived snapshot, however old. */
  readonly notFetched?: UsageReportsError;
}

/** The first rows of a report whose rest is still being read: to be looked at, not to be taken for the report. */
export type PartialReport = Omit<Report, 'rawChunks' | 'storageError'>;

/** What is known of a report without opening it; the sidebar shows it. */
export type ReportState =
  | { readonly kind: 'never' }
  | {
      readonly kind: 'fetched';
      readonly fetchedAt: IsoInstant;
      readonly refreshDate: IsoDate | null;
      /** Name of the file that a person added, where the service has not confirmed its bytes. */
      readonly addedFrom?: string;
    }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: UsageReportsError; readonly at: IsoInstant };

/** Facts about a report that an exported file contains. */
export function factsOf({
  ref,
  definition,
  connection,
  refreshDate,
  fetchedAt,
  notFetched,
  joined,
  table,
}: PartialReport): ExportFacts {
  return {
    title: definition.title,
    report: definition.name,
    ...(definition.part === undefined ? {} : { part: definition.part }),
    period: ref.history === true ? 'history' : ref.period,
    date: ref.date,
    refreshDate,
    fetchedAt,
    connectionName: connection.name,
    personal: definition.kind === 'detail',
    fileLabel: connection.fileLabel,
    keyColumns: keyColumnNames(definition, table.columns),
    ...(notFetched === undefined ? {} : { archivedCopy: true as const }),
    ...(joined === undefined ? {} : { joined }),
  };
}

/** Names of the columns that say who or what a row is about. */
export function keyColumnNames(
  definition: Pick<ReportDefinition, 'keys' | 'columns'>,
  columns: readonly Pick<ColumnInfo, 'name'>[],
): readonly string[] {
  return keyColumnsOf(definition, columns).flatMap((index) => columns[index]?.name ?? []);
}
