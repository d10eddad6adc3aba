import type { Format, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';

/** Provides bearer tokens for one connection's Graph host. */
export interface TokenSource {
  /**
   * @param options.rejected the token that Graph just rejected with 401; the source then gets another one, if there is one. It asks nobody
   * for it: the token may be valid.
   * @param options.challenge the `WWW-Authenticate` header of that 401, if it requires more than a new token (Conditional Access)
   * @throws UsageReportsError `signInRequired`, `signInFailed`, `unauthorized` or `network`
   */
  getToken(options: {
    readonly signal: AbortSignal;
    readonly rejected?: string;
    readonly challenge?: string;
  }): Promise<string>;
  /**
   * Asks the user to sign in again, because Graph rejected the only token twice. Absent where nobody can be asked.
   * @throws as {@link getToken}
   */
  readonly signInAgain?:
    ((options: { readonly signal: AbortSignal; readonly rejected: string }) => Promise<string>) | undefined;
}

/** A request for one report. Exactly one of `period` and `date`; neither for a function without parameters. */
export interface GraphRequest {
  readonly definition: ReportDefinition;
  readonly version: GraphVersion;
  readonly format: Format;
  readonly period?: string;
  readonly date?: string;
  /** The argument `version`, if the definition has {@link ReportDefinition.functionVersions}; absent for the function as it was before. */
  readonly functionVersion?: string;
  /** ETag of the archived snapshot; sent as `If-None-Match`. */
  readonly etag?: string;
  /** Leaves the size of the JSON pages to the service, because it refused that of the catalog. */
  readonly defaultPageSize?: true;
}

/** Of a request, for the log. */
export function labelOf({ definition, version }: GraphRequest): string {
  return `${definition.name} ${version}`;
}

/** The response, once its beginning has been read. Errors were thrown before; the body is still being received. */
export type GraphResponse =
  | { readonly status: 'notModified'; readonly requestId?: string }
  /** The service has no data for this request (204), and so no file. */
  | { readonly status: 'noData'; readonly requestId?: string }
  | {
      readonly status: 'data';
      readonly format: Format;
      /** ETag of Graph's response or of the downloaded file. */
      readonly etag?: string;
      readonly requestId?: string;
      /** Size of the file, if the service announces it. */
      readonly totalBytes?: number;
      /**
       * The bytes as received. CSV: chunks of any size. JSON: one page per chunk.
       * @throws UsageReportsError while iterating: `truncated`, `network`, `brokenAnswer`, …
       */
      readonly chunks: AsyncIterable<Uint8Array>;
    };
