import assert from 'node:assert/strict';
import {
  GraphClient,
  type FetchReportOptions,
  type GraphClientOptions,
} from '../../../../src/services/graph/client.js';
import type { GraphResponse, GraphRequest, TokenSource } from '../../../../src/services/graph/types.js';
import type { ErrorReason, UsageReportsError } from '../../../../src/base/errors.js';
import { startGraphServer, type GraphServer } from '../../../support/graphServer.js';
import { everythingIn, rejectionOf } from '../../../support/rejections.js';
import { teams } from './reportDefinitions.js';
import { smallService, type SmallServiceOptions } from './smallService.js';

export const csvRequest: GraphRequest = { definition: teams, version: 'v1.0', format: 'csv', period: 'D7' };
export const betaCsvRequest: GraphRequest = { definition: teams, version: 'beta', format: 'csv', period: 'D7' };
export const jsonRequest: GraphRequest = { definition: teams, version: 'beta', format: 'json', period: 'D7' };

/** A client before a real server, with no real waits: they are only written down. */
export interface Harness {
  readonly server: GraphServer;
  readonly client: GraphClient;
  /** Seconds of each wait before a retry. */
  readonly waits: number[];
  readonly log: string[];
  /** What the token source was told to be rejected, in the order it was asked. */
  readonly asked: (string | undefined)[];
  /** The challenges it was handed with them. */
  readonly challenges: (string | undefined)[];
  close(): Promise<void>;
}

export async function openHarness(
  service: SmallServiceOptions = {},
  options: Partial<GraphClientOptions> = {},
): Promise<Harness> {
  const server = await startGraphServer({ handler: smallService(service) });
  const waits: number[] = [];
  const log: string[] = [];
  const asked: (string | undefined)[] = [];
  const challenges: (string | undefined)[] = [];
  const tokens: TokenSource = {
    getToken: ({ rejected, challenge }) => {
      asked.push(rejected);
      challenges.push(challenge);
      return Promise.resolve(rejected === undefined ? 'SECRETTOKEN' : 'SECRETFRESH');
    },
  };
  const write = (text: string): void => void log.push(text);
  const client = new GraphClient({
    origin: server.origin,
    fetch: (url, init) => fetch(url, init),
    tokens,
    sleep: (seconds) => {
      waits.push(seconds);
      return Promise.resolve();
    },
    random: () => 1,
    log: { info: write, warn: write },
    ...options,
  });
  return { server, client, waits, log, asked, challenges, close: () => server.close() };
}

/** Opens harnesses for a suite. After each test no secret may be in the log, and no token at the download host. */
export function useHarness(): { readonly open: typeof openHarness; readonly graphRequests: () => number } {
  let harness: Harness | undefined;
  afterEach(async () => {
    // A suite may have tests without one, and they may run alone.
    if (harness === undefined) {
      return;
    }
    await harness.close();
    assertNoSecret(harness.log.join('\n'));
    for (const { port, headers } of harness.server.requests) {
      assert.ok(port === 'graph' || !('authorization' in headers), 'a token reached the download host');
    }
  });
  return {
    open: async (...args) => (harness = await openHarness(...args)),
    graphRequests: () => harness?.server.requests.filter(({ port }) => port === 'graph').length ?? 0,
  };
}

export interface Fetched {
  readonly answer: GraphResponse;
  readonly chunks: Uint8Array[];
  readonly bytes: Buffer;
}

export async function fetchAll(
  client: GraphClient,
  request: GraphRequest,
  options: Partial<FetchReportOptions> = {},
): Promise<Fetched> {
  const answer = await client.fetchReport(request, { signal: new AbortController().signal, ...options });
  const chunks: Uint8Array[] = [];
  if (answer.status === 'data') {
    for await (const chunk of answer.chunks) {
      chunks.push(chunk);
    }
  }
  return { answer, chunks, bytes: Buffer.concat(chunks) };
}

/** Waits for work that must fail for this reason, with an error that gives away no secret, and returns that. */
export async function failsWith(work: Promise<unknown>, reason: ErrorReason): Promise<UsageReportsError> {
  const error = await rejectionOf(work, reason);
  assertNoSecret(everythingIn(error));
  return error;
}

export function assertNoSecret(text: string): void {
  assert.doesNotMatch(text, /SECRET/i);
}
