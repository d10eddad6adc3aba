import { UsageReportsError, type ExceededLimit } from '../../base/errors.js';

/** The most that is received of one report, so that a service without an end fills no disk. */
export interface ReportLimits {
  /** Bytes after the transfer's compression, of all pages together. Retried pages count once. */
  readonly reportBytes: number;
  /** Bytes of a page of JSON, which is in memory as a whole. */
  readonly pageBytes: number;
  readonly pages: number;
}

/** A million users are 250 MB of CSV, and a page of 2,000 users is 2 MB of JSON. */
export const defaultLimits: ReportLimits = { reportBytes: 4_000_000_000, pageBytes: 100_000_000, pages: 10_000 };

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
