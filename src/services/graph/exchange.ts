import type { ResponseBody } from './responseBody.js';

/** A response whose body has not been read yet. */
export interface Exchange {
  readonly response: Response;
  readonly body: ResponseBody;
  /** Host name only. */
  readonly host: string;
  /** Of the request. */
  readonly label: string;
  /** See `ErrorDetails.clockSkewSeconds`. */
  readonly clockSkewSeconds?: number;
}
