import type { Archive } from '../archive/archive.js';
import { dataDayOf, refreshDayOfFile } from '../archive/refreshDay.js';
import type { Snapshot } from '../archive/snapshot.js';
import { publishedCloud } from '../auth/connections/clouds.js';
import { alternativeTo, chooseVersion, isPublished, type VersionChoice } from '../../core/catalog/chooseVersion.js';
import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { refusesFormat } from '../graph/optionRefusals.js';
import type { GraphResponse } from '../graph/types.js';
import { openTable } from '../tables/openTable.js';
import type { TableHandle } from '../tables/tableHandle.js';
import { UsageReportsError } from '../../base/errors.js';
import { isAdded } from '../../shared/report.js';
import type { ArchivedReports } from './archivedReports.js';
import type { AttributesOf } from './attributesOf.js';
import type { CheckedRef } from './checkRef.js';
import type { FetchReport } from './fetchReport.js';
import { withFunctionVersions } from './functionVersionFallback.js';
import type { OpenOptions } from './openOptions.js';
import type { Report } from './report.js';
import { countBytes, type ReportFacts, sourceOf, toPartialListener } from './reportFacts.js';
import { SnapshotSpool } from './snapshotSpool.js';

export interface FetchPipelineOptions {
  readonly archive: Archive;
  readonly archived: ArchivedReports;
  readonly fetchReport: FetchReport;
  /** Preferred format. */
  readonly format: () => Format;
  readonly now: () => Date;
  readonly attributes: AttributesOf;
}

/** Request, decode and archive: the report is decoded and archived while it is received. */
export class FetchPipeline {
  readonly #options: FetchPipelineOptions;

  constructor(options: FetchPipelineOptions) {
    this.#options = { ...options, fetchReport: withFunctionVersions(options.fetchReport) };
  }

  /**
   * Fetches a report.
   * @param snapshot the archived snapshot, if any: its ETag makes the request conditional
   * @throws UsageReportsError; the signal's `AbortError`
   */
  async fetch(checked: CheckedRef, snapshot: Snapshot | undefined, options: OpenOptions): Promise<Report> {
    const cloud = publishedCloud(checked.connection.cloud);
    if (!isPublished(checked.definition, cloud)) {
      throw new UsageReportsError('notFound', `${checked.definition.name} is not published in the cloud "${cloud}".`, {
        cloud,
      });
    }
    const choice = chooseVersion(checked.definition, this.#options.format(), cloud);
    options.onStep?.({ step: 'requesting' });
    try {
      return await this.#fetchAs(choice, checked, snapshot, options);
    } catch (error) {
      const alternative = refusesFormat(error) ? alternativeTo(choice, checked.definition, cloud) : undefined;
      if (alternative === undefined) {
        throw error;
      }
      const report = await this.#fetchAs(alternative, checked, snapshot, options).catch((failure: unknown) => {
        // If the service takes neither format, its first answer is about the one that was wanted.
        throw refusesFormat(failure) ? error : failure;
      });
      return { ...report, refusedFormat: choice.format };
    }
  }

  async #fetchAs(
    { version, format }: VersionChoice,
    checked: CheckedRef,
    snapshot: Snapshot | undefined,
    options: OpenOptions,
  ): Promise<Report> {
    // An ETag is valid for one file only: same version, same format.
    const isComparable =
      snapshot?.meta.version === version &&
      snapshot.meta.format === format &&
      // Which function version a snapshot answers is not recorded.
      checked.definition.functionVersions === undefined;
    const { period, date } = checked.ref;
    const receiving = new AbortController();
    const response = await this.#options.fetchReport(
      checked.connection,
      {
        definition: checked.definition,
        version,
        format,
        period,
        date,
        etag: isComparable ? snapshot.meta.etag : undefined,
      },
      {
        signal: AbortSignal.any([options.signal, receiving.signal]),
        interactive: options.interactive === true,
        unattended: options.unattended === true,
        onWait: (seconds) => options.onStep?.({ step: 'waiting', seconds }),
      },
    );
    switch (response.status) {
      case 'data':
        try {
          return await this.#receive(checked, version, response, options);
        } catch (error) {
          // Somebody may still wait for the next bytes of a report that cannot be decoded.
          receiving.abort();
          throw error;
        }
      case 'noData':
        return this.#showNoData(checked, version, format);
      case 'notModified':
        return this.#readUnchanged(checked, snapshot, options);
    }
  }

  async #receive(
    checked: CheckedRef,
    version: GraphVersion,
    response: Extract<GraphResponse, { status: 'data' }>,
    options: OpenOptions,
  ): Promise<Report> {
    const { archive, archived, now, attributes } = this.#options;
    const { format, totalBytes, etag } = response;
    const fetchedAt = now().toISOString();
    const facts: ReportFacts = {
      ref: checked.ref,
      definition: checked.definition,
      connection: checked.connection,
      source: sourceOf(checked.connection, 'network'),
      fetchedAt,
      version,
      format,
    };
    const chunks = countBytes(response.chunks, (receivedBytes) =>
      options.onStep?.({ step: 'receiving', receivedBytes, totalBytes }),
    );
    // The key is made only now, because the token of the request may have revealed the tenant.
    const spool = await SnapshotSpool.begin(archive, () => archived.keyOf(checked), version, format);
    let table: TableHandle;
    try {
      table = await openTable(spool.archiveWhile(chunks), format, checked.definition, {
        signal: options.signal,
        totalBytes,
        fetchedAt,
        // Nobody looks at what is collected.
        attributes: options.unattended === true ? undefined : await attributes(checked.definition, checked.connection),
        onPartial: toPartialListener(options.onPartial, facts),
      });
    } catch (error) {
      await spool.abort();
      throw error;
    }
    const { refreshDate, newestRowDay, rowCount } = table;
    // Those that are joined are not archived.
    const columns = table.columns.flatMap((column) => (isAdded(column) ? [] : column.name));
    const snapshot = await spool.commit({ refreshDate, newestRowDay, fetchedAt, rowCount, columns, etag });
    return {
      ...facts,
      table,
      refreshDate: dataDayOf(refreshDayOfFile(table, fetchedAt)),
      rawChunks: snapshot && (() => snapshot.chunks()),
      nextData: snapshot && (await archived.nextData(checked, snapshot)),
      storageError: spool.error,
    };
  }

  /** The service has no data and sent no file, so there is nothing to archive, and what is archived stays. */
  async #showNoData(checked: CheckedRef, version: GraphVersion, format: Format): Promise<Report> {
    const [{ LocalTable }, { noDataTable }] = await Promise.all([
      import('../tables/localTable.js'),
      import('../../core/table/store/noDataTable.js'),
    ]);
    return {
      ref: checked.ref,
      definition: checked.definition,
      connection: checked.connection,
      source: sourceOf(checked.connection, 'network'),
      fetchedAt: this.#options.now().toISOString(),
      version,
      format,
      table: new LocalTable(noDataTable(checked.definition)),
      refreshDate: null,
    };
  }

  /** The service has nothing newer than the snapshot. */
  async #readUnchanged(checked: CheckedRef, snapshot: Snapshot | undefined, options: OpenOptions): Promise<Report> {
    const { archive, archived, now } = this.#options;
    if (snapshot === undefined) {
      throw new UsageReportsError('brokenAnswer', 'The service answered "not modified" to a request without an ETag.', {
        status: 304,
      });
    }
    // If the check cannot be recorded, the next opening sends one request more.
    const confirmed = await archive.markChecked(snapshot, now().toISOString()).catch(() => snapshot);
    return (await archived.readIfIntact(checked, confirmed, options)) ?? this.fetch(checked, undefined, options);
  }
}
