import type { Connection } from '../auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Budget } from '../throttling/budget.js';
import type { Fetch, GraphLog, HttpOptions } from '../graph/http.js';
import type { TokenSource } from '../graph/types.js';
import type { FetchReport } from './fetchReport.js';
import { lazy } from '../../base/lazy.js';

/** The part of `SignIn` that requests need. */
export interface TokenProvider {
  tokens(connection: Connection, interactive: boolean): TokenSource;
  recordOutcome(connection: Connection, error?: unknown): void;
}

export interface CreateFetchReportOptions {
  readonly platform: { readonly fetch: Fetch };
  readonly signIn: TokenProvider;
  readonly catalog: () => Catalog;
  /** Counts the requests of every tenant but the sample's. */
  readonly budget: Budget;
  readonly now: () => Date;
  readonly log: GraphLog;
  /** For tests, which do not wait. */
  readonly sleep?: HttpOptions['sleep'];
}

/** Joins the service room to the sign-in room: which tokens and which network a connection's requests use. */
export function createFetchReport({
  platform,
  signIn,
  catalog,
  budget,
  now,
  log,
  sleep,
}: CreateFetchReportOptions): FetchReport {
  // Loaded when the sample tenant is first asked: most people have a tenant of their own.
  const sample = lazy(() =>
    import('../sample/service.js').then(({ createSampleService }) => createSampleService({ catalog: catalog(), now })),
  );
  const sampleFetch: Fetch = async (url, init) => (await sample())(new Request(url, init));
  // Loaded with the first request: the sidebar and stored reports need no service.
  const graph = lazy(() => import('../graph/client.js'));
  return async (connection: Connection, request, options) => {
    const { GraphClient } = await graph();
    const { definition, format } = request;
    const question = { connection, format, report: definition.name, unattended: options.unattended };
    const network = connection.kind === 'sample' ? { fetch: sampleFetch } : budget.gate(question, platform.fetch);
    const client = new GraphClient({
      origin: connection.graphOrigin,
      ...network,
      tokens: signIn.tokens(connection, options.interactive),
      now: () => now().getTime(),
      log,
      ...(sleep === undefined ? {} : { sleep }),
    });
    try {
      const answer = await client.fetchReport(request, {
        signal: options.signal,
        onWait: (seconds) => options.onWait(seconds),
      });
      signIn.recordOutcome(connection);
      return answer;
    } catch (error) {
      signIn.recordOutcome(connection, error);
      throw error;
    }
  };
}
