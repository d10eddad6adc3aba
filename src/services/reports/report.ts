import type { Connection } from '../auth/connections/connection.js';
import type { Format, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { TableHandle } from '../tables/tableHandle.js';
import type { UsageReportsError } from '../../base/errors.js';
import type { HistoryFacts, RevisedValue } from '../../shared/history.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportRef, ReportSource } from '../../shared/report.js';

/** An opened report: what it says, and where that came from. */
export interface Report {
  /** Report name as the catalogue spells it, even if it was asked for by an old spelling. */
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  readonly connection: Connection;
  /** Whoever opened the report disposes of it. */
  readonly table: TableHandle;
  readonly source: ReportSource;
  /** Day of the newest data as the file says; `null` where it says none. */
  readonly refreshDate: IsoDate | null;
  /** When the bytes came from the service. */
  readonly fetchedAt: IsoInstant;
  readonly version: GraphVersion;
  readonly format: Format;
  /** Day in UTC from which on the service can have newer data, as its reports so far teach; `null` where that cannot be told. */
  readonly nextData?: IsoDate | null;
  /** The bytes as they came, where they are kept. CSV: pieces of the file. JSON: one page a piece. */
  readonly rawChunks?: () => AsyncIterable<Uint8Array>;
  /** Set where the report was put together from everything the archive holds of it. */
  readonly history?: { readonly facts: HistoryFacts; revised(most: number): readonly RevisedValue[] };
  /** Set where the report could be read but not be kept. */
  readonly storageError?: UsageReportsError;
  /** Why this is the stored copy, of whatever age, although the service was asked. */
  readonly notFetched?: UsageReportsError;
}

/** The first rows of a report whose rest is still being read: to be looked at, not to be taken for the report. */
export type PartialReport = Omit<Report, 'rawChunks' | 'storageError'>;

/** What is known of a report without opening it; the sidebar shows it. */
export type ReportState =
  | { readonly kind: 'never' }
  | { readonly kind: 'fetched'; readonly fetchedAt: IsoInstant; readonly refreshDate: IsoDate | null }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: UsageReportsError; readonly at: IsoInstant };

/** What a file that is made of a report says about it. */
export function factsOf({
  ref,
  definition,
  connection,
  refreshDate,
  fetchedAt,
  notFetched,
}: PartialReport): ExportFacts {
  return {
    title: definition.title,
    report: ref.report,
    period: ref.history === true ? 'history' : ref.period,
    date: ref.date,
    refreshDate,
    fetchedAt,
    connectionName: connection.name,
    ...(notFetched === undefined ? {} : { archivedCopy: true as const }),
  };
}
