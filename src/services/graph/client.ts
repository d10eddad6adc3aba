import { UsageReportsError, withProblem } from '../../base/errors.js';
import { abortable } from '../../base/cancellation.js';
import { requestIdOf } from './serviceErrors.js';
import { Http, type Exchange, type HttpOptions } from './http.js';
import { followPages, readPage } from './jsonPages.js';
import { checkedLink, checkedOrigin } from './origin.js';
import type { WaitReason } from './retry.js';
import { permissionProblem } from './tokenPermissions.js';
import type { GraphResponse, GraphRequest, TokenSource } from './types.js';
import { reportUrl } from './url.js';

export interface GraphClientOptions extends HttpOptions {
  /** Graph's origin for the connection's cloud. The only place that tokens are sent to. */
  readonly origin: string;
  readonly tokens: TokenSource;
  /** More pages than any tenant has mean that the service does not come to an end. */
  readonly maxPages?: number;
}

export interface FetchReportOptions {
  readonly signal: AbortSignal;
  /** Bytes of the report received so far, counted after decompression. */
  readonly onProgress?: (bytes: number) => void;
  /** Called before each wait, so that a person can be told why nothing happens for so many seconds. */
  readonly onWait?: (seconds: number, reason: WaitReason) => void;
}

/** What one call of {@link GraphClient.fetchReport} carries along. */
interface Call {
  readonly request: GraphRequest;
  readonly options: FetchReportOptions;
  readonly url: string;
  /** Called with the size of each piece of the report as it arrives. */
  readonly onBytes: (bytes: number) => void;
}

/** A token that Graph answered with 401. */
interface RejectedToken {
  readonly rejected: string;
  readonly challenge?: string;
  readonly error: UsageReportsError;
}

const MAX_REDIRECTS = 5;
const REDIRECT_STATUSES = [301, 302, 303, 307, 308];
/** What a download host says to a link that is no longer valid; Graph hands out a new one. */
const EXPIRED_LINK_STATUSES = [401, 403, 404, 410];

/** Asks Microsoft Graph for reports. One instance per connection; holds no state between calls. */
export class GraphClient {
  readonly #graph: URL;
  readonly #tokens: TokenSource;
  readonly #http: Http;
  readonly #maxPages: number;

  /** @throws UsageReportsError `invalidRequest` where the origin is not https (or plain http on this machine) */
  constructor(options: GraphClientOptions) {
    this.#graph = checkedOrigin(options.origin);
    this.#tokens = options.tokens;
    this.#http = new Http(options);
    this.#maxPages = options.maxPages ?? 10_000;
  }

  /**
   * Resolves once the beginning of the report has arrived and turned out to be a report. The chunks must then be read, left
   * early, or the signal aborted: the connection stays open for them. Cancelling throws an `AbortError`, here or while reading.
   * @throws UsageReportsError whatever went wrong, see `ErrorReason`; also what the token source throws
   */
  async fetchReport(request: GraphRequest, options: FetchReportOptions): Promise<GraphResponse> {
    let received = 0;
    const call: Call = {
      request,
      options,
      url: reportUrl(this.#graph.origin, request),
      onBytes: (bytes) => {
        received += bytes;
        options.onProgress?.(received);
      },
    };
    const first = await this.#fetchOnce(call);
    const answer = first instanceof UsageReportsError ? await this.#fetchOnce(call) : first;
    if (answer instanceof UsageReportsError) {
      throw answer;
    }
    return answer;
  }

  /** @returns an error where the download link was refused, which another link may cure; throws all other errors */
  async #fetchOnce(call: Call): Promise<GraphResponse | UsageReportsError> {
    const graph = await this.#requestGraph(call.url, call);
    const { status, headers } = graph.response;
    if (status === 304 && call.request.etag !== undefined) {
      return notModified(graph, graph);
    }
    if (REDIRECT_STATUSES.includes(status)) {
      const link = checkedLink(headers.get('location'), call.url, this.#graph);
      graph.body.discard();
      return this.#download(link, graph, call);
    }
    if (status !== 200) {
      throw await this.#http.failure(graph);
    }
    if ((await graph.body.kind()) === 'link') {
      return this.#download(checkedLink(graph.body.takeLink(), call.url, this.#graph), graph, call);
    }
    return this.#read(graph, graph, call);
  }

  /**
   * Asks Graph with a token, and once more with a fresh one where the first was refused.
   * @returns any status but 401, 403 and those that mean "later"
   */
  async #requestGraph(url: string, { request, options }: Call): Promise<Exchange> {
    const { signal, onWait } = options;
    let refused: RejectedToken | undefined;
    for (;;) {
      const token = await abortable(this.#nextToken(signal, refused), signal);
      const answer = await this.#http.send({
        url,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(request.format === 'json' && { Accept: 'application/json' }),
          ...(request.etag !== undefined && { 'If-None-Match': request.etag }),
        },
        label: `${request.definition.name} ${request.version}`,
        signal,
        onWait,
      });
      if (answer.response.type === 'opaqueredirect') {
        throw new UsageReportsError('network', 'A browser does not let an extension follow this download.', {
          code: 'opaqueRedirect',
        });
      }
      const { status } = answer.response;
      if (status === 403) {
        throw await this.#http.failure(answer, { problem: permissionProblem(token, request.definition.kind) });
      }
      if (status !== 401) {
        return answer;
      }
      const error = await this.#http.failure(answer);
      const challenge = claimsChallenge(answer.response);
      if (refused !== undefined) {
        throw challenge === undefined ? error : withProblem(error, 'conditionalAccess');
      }
      refused = { rejected: token, error, ...(challenge !== undefined && { challenge }) };
    }
  }

  /** Where the source has no other token than the refused one, Graph's own words say more than the source's. */
  async #nextToken(signal: AbortSignal, refused: RejectedToken | undefined): Promise<string> {
    if (refused === undefined) {
      return this.#tokens.getToken({ signal });
    }
    const { error, ...known } = refused;
    try {
      return await this.#tokens.getToken({ signal, ...known });
    } catch (failure) {
      const isUnspecific =
        failure instanceof UsageReportsError &&
        failure.reason === 'unauthorized' &&
        failure.details.problem === undefined;
      throw isUnspecific ? error : failure;
    }
  }

  /** Fetches the file behind a preauthenticated link: by hand, because the token must not go there. */
  async #download(link: URL, graph: Exchange, call: Call): Promise<GraphResponse | UsageReportsError> {
    const { request, options } = call;
    for (let hop = 0, url = link; hop < MAX_REDIRECTS; hop++) {
      const file = await this.#http.send({
        url,
        // The stored ETag may be the file's own. It is no secret.
        headers: request.etag === undefined ? {} : { 'If-None-Match': request.etag },
        label: `${request.definition.name} ${request.version}, download`,
        signal: options.signal,
        onWait: options.onWait,
      });
      const { status, headers } = file.response;
      if (REDIRECT_STATUSES.includes(status)) {
        file.body.discard();
        url = checkedLink(headers.get('location'), url.href, this.#graph);
        continue;
      }
      if (status === 304 && request.etag !== undefined) {
        return notModified(graph, file);
      }
      if (EXPIRED_LINK_STATUSES.includes(status)) {
        file.body.discard();
        return new UsageReportsError('linkExpired', `${file.host} refused the download link (${status}).`, {
          status,
          host: file.host,
        });
      }
      if (status !== 200) {
        throw await this.#http.failure(file);
      }
      return this.#read(file, graph, call);
    }
    throw new UsageReportsError('brokenAnswer', 'The download was redirected in circles.', { host: link.hostname });
  }

  /** Tells by its first bytes what came: the service does not always send what was asked for, or what its headers say. */
  async #read(data: Exchange, graph: Exchange, call: Call): Promise<GraphResponse> {
    const { request, onBytes } = call;
    const facts = {
      status: 'data',
      etag: graph.response.headers.get('etag') ?? data.response.headers.get('etag') ?? undefined,
      requestId: requestIdOf(graph.response),
    } as const;
    const kind = await data.body.kind();
    if (kind === 'json') {
      const first = await readPage(data, onBytes);
      const { origin } = this.#graph;
      const fetchPage = async (url: string) => readPage(await this.#requestPage(url, call), onBytes);
      return {
        ...facts,
        format: 'json',
        chunks: followPages(first, { origin, firstUrl: call.url, maxPages: this.#maxPages, fetchPage }),
      };
    }
    // Downloads are files, and files are CSV; Graph itself has to say so where JSON was asked for.
    const mayBeCsv =
      request.format === 'csv' || data !== graph || /\bcsv\b/i.test(data.response.headers.get('content-type') ?? '');
    if (!mayBeCsv || (kind !== 'text' && kind !== 'empty')) {
      data.body.discard();
      throw notAReport(data, kind === 'html' ? 'a web page' : 'something that is neither CSV nor JSON');
    }
    return { ...facts, format: 'csv', totalBytes: data.body.announcedBytes, chunks: csvChunks(data, onBytes) };
  }

  async #requestPage(url: string, call: Call): Promise<Exchange> {
    // A page is asked for without the ETag, which speaks of the whole report.
    const page = await this.#requestGraph(url, {
      ...call,
      request: { ...call.request, format: 'json', etag: undefined },
    });
    if (page.response.status !== 200) {
      throw await this.#http.failure(page);
    }
    if ((await page.body.kind()) === 'html') {
      page.body.discard();
      throw notAReport(page, 'a web page');
    }
    return page;
  }
}

async function* csvChunks(
  { body }: Exchange,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of body.chunks()) {
    onBytes(chunk.byteLength);
    yield chunk;
  }
  body.checkComplete();
}

/** The header of a 401 that asks for more than a fresh token. */
function claimsChallenge({ headers }: Response): string | undefined {
  const header = headers.get('www-authenticate') ?? '';
  return /\bclaims="/i.test(header) ? header : undefined;
}

function notModified(graph: Exchange, answered: Exchange): GraphResponse {
  answered.body.discard();
  const requestId = requestIdOf(graph.response);
  return { status: 'notModified', ...(requestId !== undefined && { requestId }) };
}

function notAReport({ response, host }: Exchange, what: string): UsageReportsError {
  return new UsageReportsError('notAReport', `${host} answered with ${what} instead of a report.`, {
    status: response.status,
    host,
  });
}
