import type { Format, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';

/** Hands out bearer tokens for one connection's Graph host. Implemented by `auth/`, faked in tests. */
export interface TokenSource {
  /**
   * @param options.rejected the token that Graph just answered with 401, so that the source gets a fresh one instead of it
   * @param options.challenge the `WWW-Authenticate` header of that 401, where it asks for more (Conditional Access)
   * @throws UsageReportsError `signInRequired`, `signInFailed`, `unauthorized` or `network`
   */
  getToken(options: {
    readonly signal: AbortSignal;
    readonly rejected?: string;
    readonly challenge?: string;
  }): Promise<string>;
}

/** One question to the service. Exactly one of `period` and `date`, neither for a function without parameters. */
export interface GraphRequest {
  readonly definition: ReportDefinition;
  readonly version: GraphVersion;
  readonly format: Format;
  readonly period?: string;
  readonly date?: string;
  /** ETag of the snapshot that is already here; sent as `If-None-Match`. */
  readonly etag?: string;
}

/** The service's answer, once its beginning has been looked at: errors have been thrown by then, the body still streams. */
export type GraphResponse =
  | { readonly status: 'notModified'; readonly requestId?: string }
  | {
      readonly status: 'data';
      readonly format: Format;
      /** Whichever ETag came: the Graph answer's or the file's. */
      readonly etag?: string;
      readonly requestId?: string;
      /** Bytes of the file if the service said so beforehand. */
      readonly totalBytes?: number;
      /**
       * The bytes as they came. CSV: the file in pieces of any size. JSON: one whole page a piece.
       * @throws UsageReportsError while iterating: `truncated`, `network`, `brokenAnswer`, …
       */
      readonly chunks: AsyncIterable<Uint8Array>;
    };
