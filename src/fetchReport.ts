import type * as vscode from 'vscode';
import type { Connection } from './auth/connection.js';
import type { SignIn } from './auth/signIn.js';
import { refusalProblem } from './auth/tokenFacts.js';
import type { Catalog } from './catalog/catalog.js';
import type { ReportKind } from './catalog/definition.js';
import { GraphClient } from './graph/client.js';
import type { Fetch } from './graph/http.js';
import type { TokenSource } from './graph/types.js';
import type { Platform } from './platform/platform.js';
import type { FetchReport } from './reports/reportService.js';
import { UsageReportsError, withProblem } from './shared/errors.js';
import { lazy } from './shared/lazy.js';

export interface FetchReportOptions {
  readonly platform: Platform;
  readonly signIn: SignIn;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
}

/** Joins the service room to the sign-in room: which tokens and which network a connection's requests use. */
export function fetchReportThrough({ platform, signIn, catalog, now, log }: FetchReportOptions): FetchReport {
  // Loaded when the sample tenant is first asked: most people have a tenant of their own.
  const sample = lazy(() => import('./sample/service.js').then(({ createSampleService }) => createSampleService({ catalog: catalog(), now })));
  const sampleFetch: Fetch = async (url, init) => (await sample())(new Request(url, init));
  return async (connection: Connection, request, options) => {
    const tokens = lastTokenOf(signIn.tokens(connection, options.interactive));
    const client = new GraphClient({
      origin: connection.graphOrigin,
      fetch: connection.kind === 'sample' ? sampleFetch : platform.fetch,
      tokens,
      log,
    });
    try {
      const answer = await client.fetchReport(request, { signal: options.signal, onWait: (seconds) => options.onWait(seconds) });
      signIn.noteOutcome(connection);
      return answer;
    } catch (thrown) {
      const error = explained(thrown, tokens.last, request.definition.kind);
      signIn.noteOutcome(connection, error);
      throw error;
    }
  };
}

/** A source that can say which token it handed out last: only it tells why Graph refused it. */
function lastTokenOf(tokens: TokenSource): TokenSource & { readonly last: string | undefined } {
  let last: string | undefined;
  return {
    getToken: async (options) => (last = await tokens.getToken(options)),
    get last() {
      return last;
    },
  };
}

function explained(error: unknown, token: string | undefined, kind: ReportKind): unknown {
  if (!(error instanceof UsageReportsError) || error.reason !== 'forbidden' || error.details.problem !== undefined || token === undefined) {
    return error;
  }
  const problem = refusalProblem(token, kind);
  return problem === undefined ? error : withProblem(error, problem);
}
