import type { Connection } from '../auth/connections/connection.js';
import type { GraphRequest, GraphResponse } from '../graph/types.js';

/** Sends one request to Microsoft Graph on behalf of a connection. */
export type FetchReport = (
  connection: Connection,
  request: GraphRequest,
  options: {
    readonly signal: AbortSignal;
    readonly interactive: boolean;
    readonly unattended: boolean;
    onWait(seconds: number): void;
  },
) => Promise<GraphResponse>;
