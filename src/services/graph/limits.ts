import { UsageReportsError, type ExceededLimit } from '../../base/errors.js';
import { MAX_PAGE_BYTES, MAX_PAGES, MAX_REPORT_BYTES } from '../../shared/sizeLimits.js';

/** The most that is received of one report, so that a service without an end fills no disk. */
export interface ReportLimits {
  /** Bytes after the transfer's compression, of all pages together. Retried pages count once. */
  readonly reportBytes: number;
  /** Bytes of a page of JSON, which is in memory as a whole. */
  readonly pageBytes: number;
  readonly pages: number;
}

export const defaultLimits: ReportLimits = {
  reportBytes: MAX_REPORT_BYTES,
  pageBytes: MAX_PAGE_BYTES,
  pages: MAX_PAGES,
};

/** The error for a host that sends more than a limit. */
export function tooLarge(host: string, exceeded: ExceededLimit): UsageReportsError {
  return new UsageReportsError(
    'tooLarge',
    `${host} sends a report beyond the limit of ${exceeded.most} ${exceeded.amount}.`,
    {
      host,
      exceeded,
    },
  );
}
