import type * as vscode from 'vscode';
import type { Connection } from './auth/connection.js';
import type { DelegatedSignIn } from './auth/delegated.js';
import type { Catalog } from './catalog/catalog.js';
import { GraphClient } from './graph/client.js';
import type { Fetch } from './graph/http.js';
import type { TokenSource } from './graph/types.js';
import type { Platform } from './platform/platform.js';
import type { FetchReport } from './reports/reportService.js';
import { lazy } from './shared/lazy.js';

export interface FetchReportOptions {
  readonly platform: Platform;
  readonly signIn: DelegatedSignIn;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
}

/** The sample service takes any bearer token; it never leaves this process. */
const SAMPLE_TOKENS: TokenSource = { getToken: () => Promise.resolve('sample') };

/** Joins the service room to the sign-in room: which tokens and which network a connection's requests use. */
export function fetchReportThrough({ platform, signIn, catalog, now, log }: FetchReportOptions): FetchReport {
  // Loaded when the sample tenant is first asked: most people have a tenant of their own.
  const sample = lazy(() => import('./sample/service.js').then(({ createSampleService }) => createSampleService({ catalog: catalog(), now })));
  const sampleFetch: Fetch = async (url, init) => (await sample())(new Request(url, init));
  return (connection: Connection, request, options) => {
    const isSample = connection.kind === 'sample';
    const client = new GraphClient({
      origin: connection.graphOrigin,
      fetch: isSample ? sampleFetch : platform.fetch,
      tokens: isSample ? SAMPLE_TOKENS : signIn.tokens(connection, options.interactive),
      log,
    });
    return client.fetchReport(request, { signal: options.signal, onWait: (seconds) => options.onWait(seconds) });
  };
}
