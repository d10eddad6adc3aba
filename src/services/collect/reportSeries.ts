import { isCancelled, type UsageReportsError } from '../../base/errors.js';
import { abortErrorOf, throwIfAborted } from '../../base/cancellation.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportRef } from '../../shared/report.js';
import type { OpenOptions } from '../reports/openOptions.js';
import type { Report } from '../reports/report.js';
import type { ReportService } from '../reports/reportService.js';
import { RequestSeries } from './requestSeries.js';

/**
 * Opens many reports of one connection for somebody who waits for them. Once all further requests would fail alike, only what is archived is
 * opened: every request counts for the limits, and a sign-in that was declined is not asked for again.
 */
export class ReportSeries {
  readonly #requests = new RequestSeries();

  constructor(private readonly service: Pick<ReportService, 'check' | 'open' | 'openArchived' | 'archivedFacts'>) {}

  /** The failure that all further requests would have, too. */
  get failure(): UsageReportsError | undefined {
    return this.#requests.failure;
  }

  /**
   * Opens a report for as long as `use` runs, as {@link ReportService.use} does.
   * @throws as that; {@link failure} where there is no further request and nothing is archived
   */
  async use<T>(ref: ReportRef, options: OpenOptions, use: (report: Report) => Promise<T>): Promise<T> {
    const report = await this.#open(ref, options);
    try {
      return await use(report);
    } finally {
      report.table.dispose();
    }
  }

  /**
   * Fetches reports, one after the other, whatever is archived. One that fails does not keep the others from being fetched.
   * @param onBegin called before each request
   * @throws {@link failure}, otherwise what the first report failed with
   */
  async fetchAll(
    refs: readonly ReportRef[],
    signal: AbortSignal,
    onBegin: (definition: ReportDefinition) => void,
  ): Promise<void> {
    const failures: unknown[] = [];
    for (const { ref, definition } of refs.map((one) => this.service.check(one))) {
      if (this.failure !== undefined) {
        break;
      }
      onBegin(definition);
      try {
        await this.use(ref, { signal, fresh: true, interactive: true }, () => Promise.resolve());
      } catch (error) {
        if (isCancelled(error)) {
          throw error;
        }
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw this.failure ?? failures[0];
    }
  }

  async #open(ref: ReportRef, options: OpenOptions): Promise<Report> {
    const { definition } = this.service.check(ref);
    if (!(await this.#requests.begin(options.signal))) {
      return this.#openWithoutRequest(ref, options);
    }
    try {
      const report = await this.service.open(ref, options);
      if (report.notFetched !== undefined) {
        this.#requests.recordFailure(definition, report.notFetched);
      } else if (report.source !== 'archive') {
        this.#requests.recordSuccess();
      }
      return report;
    } catch (error) {
      this.#requests.recordFailure(definition, error);
      throw error;
    } finally {
      this.#requests.end();
    }
  }

  async #openWithoutRequest(
    ref: ReportRef,
    { signal, fresh, orArchived = fresh !== true }: OpenOptions,
  ): Promise<Report> {
    throwIfAborted(signal);
    const { failure } = this.#requests;
    try {
      const facts = orArchived ? await this.service.archivedFacts(ref) : undefined;
      const archived = facts === undefined ? undefined : await this.service.openArchived(ref, signal);
      if (archived !== undefined) {
        return { ...archived, ...(facts?.isFresh === true ? {} : { notFetched: failure }) };
      }
    } catch (error) {
      // A problem with the archived snapshot must not hide why there is no request.
      if (isCancelled(error)) {
        throw error;
      }
    }
    throw failure ?? abortErrorOf(signal);
  }
}
