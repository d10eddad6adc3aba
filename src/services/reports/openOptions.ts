import type { PartialReport } from './report.js';

/** Where an opening stands, for a progress bar. */
export type OpenStep =
  | { readonly step: 'requesting' }
  /** A history reads its snapshots before it can be shown. */
  | { readonly step: 'merging'; readonly read: number; readonly total: number }
  | { readonly step: 'waiting'; readonly seconds: number }
  | { readonly step: 'receiving'; readonly receivedBytes: number; readonly totalBytes?: number }
  /** The report is read from the archive. */
  | { readonly step: 'reading'; readonly receivedBytes: number; readonly totalBytes: number };

/** How a report is opened. */
export interface OpenOptions {
  readonly signal: AbortSignal;
  /** Sends a request even if the archived snapshot is new enough. */
  readonly fresh?: boolean;
  /** Allows a sign-in prompt. Set it only in response to something the user did. */
  readonly interactive?: boolean;
  /**
   * Opens the newest archived snapshot if the report cannot be fetched, whatever the snapshot's age; {@link Report.notFetched} then
   * holds the error. The default is the opposite of `fresh`: a caller that wants new data needs to know that there are none.
   */
  readonly orArchived?: boolean;
  /** Nobody waits for the report: the request waits for the service's limits and leaves part of them to interactive requests. */
  readonly unattended?: boolean;
  readonly onStep?: (step: OpenStep) => void;
  /**
   * Receives the first rows of a report that takes long to read, at most once for the network and once for the archive. The receiver
   * disposes of the partial table.
   */
  readonly onPartial?: (part: PartialReport) => void;
}
