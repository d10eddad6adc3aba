import { accessOf, type Connection } from '../auth/connections/connection.js';
import { isReadableBy } from '../../core/catalog/chooseVersion.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { UsageReportsError, withProblem } from '../../base/errors.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Budget } from '../throttling/budget.js';
import type { Fetch } from '../graph/fetch.js';
import type { GraphLog, HttpOptions } from '../graph/http.js';
import type { TokenSource } from '../graph/types.js';
import { sampleNetwork } from '../sample/sampleNetwork.js';
import type { FetchReport } from './fetchReport.js';
import { lazy } from '../../base/lazy.js';

/** The part of `SignIn` that requests need. */
export interface TokenProvider {
  tokens(connection: Connection, interactive: boolean): TokenSource;
  recordOutcome(connection: Connection, report: ReportDefinition, error?: unknown): void;
}

export interface CreateFetchReportOptions {
  /** In VS Code, its own fetch, which knows the proxy settings. */
  readonly fetch: Fetch;
  readonly signIn: TokenProvider;
  readonly catalog: () => Catalog;
  /** Counts the requests of every tenant but the sample tenants. */
  readonly budget: Budget;
  readonly now: () => Date;
  readonly log: GraphLog;
  /** Replaced in tests. */
  readonly sleep?: HttpOptions['sleep'];
}

/** Decides which tokens and which network the requests of a connection use. */
export function createFetchReport({
  fetch,
  signIn,
  catalog,
  budget,
  now,
  log,
  sleep,
}: CreateFetchReportOptions): FetchReport {
  const samples = sampleNetwork({ catalog, now });
  // Loaded with the first request: the sidebar and archived reports need no Graph client.
  const graph = lazy(() => import('../graph/client.js'));
  return async (connection: Connection, request, options) => {
    const { GraphClient } = await graph();
    const { definition, format } = request;
    const countedRequest = {
      connection,
      format,
      report: definition.call?.name ?? definition.name,
      unattended: options.unattended,
    };
    const network = connection.kind === 'sample' ? samples(connection.id) : budget.gate(countedRequest, fetch);
    const client = new GraphClient({
      origin: connection.graphOrigin,
      ...network,
      tokens: signIn.tokens(connection, options.interactive),
      now: () => now().getTime(),
      log,
      sleep,
    });
    try {
      const response = await client.fetchReport(request, {
        signal: options.signal,
        onWait: (seconds) => options.onWait(seconds),
      });
      signIn.recordOutcome(connection, definition);
      return response;
    } catch (failure) {
      const error = explainRefusal(failure, definition, connection);
      // Why a sign-in failed is a fact about the connection, whichever report was asked for.
      signIn.recordOutcome(connection, definition, isSignInFailure(failure) ? failure : error);
      throw error;
    }
  };
}

/**
 * A report that is documented for the other kind of access is requested nevertheless, because what is documented changes. A refusal then
 * says nothing about consent and roles, and another sign-in of the same kind would not help.
 */
function explainRefusal(error: unknown, definition: ReportDefinition, connection: Connection): unknown {
  const isRefusal = error instanceof UsageReportsError && ['forbidden', 'unauthorized'].includes(error.reason);
  return (isRefusal || (isSignInFailure(error) && error.details.problem === undefined)) &&
    !isReadableBy(definition, accessOf(connection))
    ? withProblem(error, definition.access === 'delegated' ? 'delegatedOnly' : 'applicationOnly')
    : error;
}

function isSignInFailure(error: unknown): error is UsageReportsError {
  return error instanceof UsageReportsError && error.reason === 'signInFailed';
}
