import { UsageReportsError } from '../../base/errors.js';
import { AuthorizedRequests } from './authorizedRequests.js';
import { sendableEtag } from './etag.js';
import { requestIdOf } from './serviceErrors.js';
import type { Exchange } from './exchange.js';
import { Http, type HttpOptions } from './http.js';
import { followPages, type JsonPage, readPage } from './jsonPages.js';
import { defaultLimits, type ReportLimits, tooLarge } from './limits.js';
import { checkedLink, checkedOrigin } from './origin.js';
import { refusesPageSize } from './optionRefusals.js';
import type { BodyKind } from './responseBody.js';
import { PageChecker } from './pageChecker.js';
import { pageRetryPolicy, type RetryPolicy, waitReasonOfError, type WaitReason } from './retry.js';
import { type GraphRequest, type GraphResponse, labelOf, type TokenSource } from './types.js';
import { reportUrl } from './url.js';

export interface GraphClientOptions extends HttpOptions {
  /** Graph's origin for the connection's cloud. The only place that tokens are sent to. */
  readonly origin: string;
  readonly tokens: TokenSource;
  readonly limits?: ReportLimits;
  /** For the pages of a report after the first one. */
  readonly pageRetryPolicy?: RetryPolicy;
}

export interface FetchReportOptions {
  readonly signal: AbortSignal;
  /** Bytes of the report received so far, counted after decompression. */
  readonly onProgress?: (bytes: number) => void;
  /** Called before each wait, so that the user sees why nothing happens. */
  readonly onWait?: (seconds: number, reason: WaitReason) => void;
}

/** State of one call of {@link GraphClient.fetchReport}. */
interface Call {
  readonly request: GraphRequest;
  readonly options: FetchReportOptions;
  readonly url: string;
  /**
   * Called with the size of each chunk of the report as it arrives.
   * @throws UsageReportsError `tooLarge`
   */
  readonly onBytes: (bytes: number) => void;
}

const MAX_REDIRECTS = 5;
const REDIRECT_STATUSES = [301, 302, 303, 307, 308];

/** Fetches reports from Microsoft Graph. One instance per connection; holds no state between calls. */
export class GraphClient {
  readonly #graph: URL;
  readonly #http: Http;
  readonly #authorized: AuthorizedRequests;
  readonly #limits: ReportLimits;
  readonly #pageRetryPolicy: RetryPolicy;

  /** @throws UsageReportsError `invalidRequest` if the origin is not https (or http on this computer) */
  constructor(options: GraphClientOptions) {
    this.#graph = checkedOrigin(options.origin);
    this.#http = new Http(options);
    this.#authorized = new AuthorizedRequests(this.#http, options.tokens, this.#graph.origin);
    this.#limits = options.limits ?? defaultLimits;
    this.#pageRetryPolicy = options.pageRetryPolicy ?? pageRetryPolicy;
  }

  /**
   * Resolves when the beginning of the report has arrived and was recognized as a report. The connection stays open until the chunks
   * are read, the iteration is left early, or the signal is aborted. Canceling throws an `AbortError`, here or while reading.
   * @throws UsageReportsError with any reason, see `ErrorReason`; errors of the token source
   */
  async fetchReport(request: GraphRequest, options: FetchReportOptions): Promise<GraphResponse> {
    let received = 0;
    const most = this.#limits.reportBytes;
    const call: Call = {
      request: { ...request, etag: sendableEtag(request.etag) },
      options,
      url: reportUrl(this.#graph.origin, request),
      onBytes: (bytes) => {
        received += bytes;
        if (received > most) {
          throw tooLarge(this.#graph.hostname, { amount: 'reportBytes', most });
        }
        options.onProgress?.(received);
      },
    };
    const first = await this.#fetchOnce(call);
    const response = first instanceof UsageReportsError ? await this.#fetchOnce(call) : first;
    if (response instanceof UsageReportsError) {
      throw response;
    }
    return response;
  }

  /** @returns an error if the download link was refused, because a new link may work; all other errors are thrown */
  async #fetchOnce(call: Call): Promise<GraphResponse | UsageReportsError> {
    const { signal, onWait } = call.options;
    const graph = await this.#authorized.send(call.url, call.request, { signal, onWait });
    const { status, headers } = graph.response;
    if (status === 304 && call.request.etag !== undefined) {
      return notModified(graph, graph);
    }
    if (REDIRECT_STATUSES.includes(status)) {
      const link = checkedLink(headers.get('location'), call.url, this.#graph);
      graph.body.discard();
      return this.#download(link, graph, call);
    }
    if (status === 204) {
      graph.body.discard();
      return { status: 'noData', requestId: requestIdOf(graph.response) };
    }
    if (status !== 200) {
      const error = await this.#http.failure(graph);
      const request: GraphRequest = { ...call.request, defaultPageSize: true };
      const url = reportUrl(this.#graph.origin, request);
      if (url !== call.url && refusesPageSize(error)) {
        return this.#fetchOnce({ ...call, request, url });
      }
      throw error;
    }
    if ((await graph.body.kind()) === 'link') {
      return this.#download(checkedLink(graph.body.takeLink(), call.url, this.#graph), graph, call);
    }
    return this.#read(graph, graph, call);
  }

  /** Fetches the file behind a preauthenticated link. Redirects are followed here, because the token must not be sent there. */
  async #download(link: URL, graph: Exchange, call: Call): Promise<GraphResponse | UsageReportsError> {
    const { request, options } = call;
    for (let hop = 0, url = link; hop < MAX_REDIRECTS; hop++) {
      const file = await this.#http.send({
        url,
        // The ETag may be that of the file. It is no secret.
        headers: request.etag === undefined ? {} : { 'If-None-Match': request.etag },
        label: `${labelOf(request)}, download`,
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
      // The host knows nothing but the link, so every refusal is about that. Graph then issues a new one.
      if (status >= 400 && status < 500 && status !== 429) {
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

  /** Detects the format from the first bytes: the service does not always send what was requested or what its headers say. */
  async #read(data: Exchange, graph: Exchange, call: Call): Promise<GraphResponse> {
    const { request, onBytes } = call;
    const { reportBytes, pageBytes } = this.#limits;
    const facts = {
      status: 'data',
      etag: sendableEtag(graph.response.headers.get('etag')) ?? sendableEtag(data.response.headers.get('etag')),
      requestId: requestIdOf(graph.response),
    } as const;
    const kind = await data.body.kind();
    if (kind === 'json') {
      // It ends with the first page: whether anybody reads the others is not known.
      const checker = new PageChecker(call.options.signal);
      try {
        const rowsProperty = rowsPropertyOf(request);
        const first = await readPage(data, { onBytes, checker, most: pageBytes, rowsProperty });
        return { ...facts, format: 'json', chunks: this.#pages(first, call) };
      } finally {
        checker.dispose();
      }
    }
    // Downloaded files are CSV. If JSON was requested, a response of Graph itself is CSV only if its content type says so.
    const mayBeCsv =
      request.format === 'csv' || data !== graph || /\bcsv\b/i.test(data.response.headers.get('content-type') ?? '');
    if (!mayBeCsv || (kind !== 'text' && kind !== 'empty')) {
      data.body.discard();
      throw notAReport(data, kind);
    }
    data.body.checkAnnounced(reportBytes, 'reportBytes');
    return { ...facts, format: 'csv', totalBytes: data.body.announcedBytes, chunks: csvChunks(data, onBytes) };
  }

  async *#pages(first: JsonPage, call: Call): AsyncGenerator<Uint8Array, void, undefined> {
    const checker = new PageChecker(call.options.signal);
    try {
      yield* followPages(first, {
        firstUrl: call.url,
        maxPages: this.#limits.pages,
        fetchPage: (url) => this.#fetchPage(url, call, checker),
      });
    } finally {
      checker.dispose();
    }
  }

  /** Fetches a page after the first one. Nothing of a page is passed on before all of it is here, so one that was cut off is fetched again. */
  async #fetchPage(url: string, call: Call, checker: PageChecker): Promise<JsonPage> {
    const { signal, onWait } = call.options;
    const waits = { label: labelOf(call.request), signal, onWait, retryPolicy: this.#pageRetryPolicy };
    for (let attempt = 1; ; attempt++) {
      let received = 0;
      const onBytes = (bytes: number) => {
        received += bytes;
        call.onBytes(bytes);
      };
      const page = await this.#requestPage(url, call);
      try {
        const kind = await page.body.kind();
        if (kind === 'html' || kind === 'binary') {
          page.body.discard();
          throw notAReport(page, kind);
        }
        const { pageBytes: most } = this.#limits;
        return await readPage(page, { onBytes, checker, most, rowsProperty: rowsPropertyOf(call.request) });
      } catch (error) {
        const reason = waitReasonOfError(error);
        if (!(error instanceof UsageReportsError) || reason === undefined) {
          throw error;
        }
        call.onBytes(-received);
        await this.#http.waitOrThrow(waits, attempt, reason, undefined, () => error);
      }
    }
  }

  async #requestPage(url: string, call: Call): Promise<Exchange> {
    // The ETag is for the whole report, so requests for pages go without it.
    const request: GraphRequest = { ...call.request, format: 'json', etag: undefined };
    const { signal, onWait } = call.options;
    const retryPolicy = this.#pageRetryPolicy;
    const page = await this.#authorized.send(url, request, { signal, onWait, retryPolicy });
    if (page.response.status !== 200) {
      throw await this.#http.failure(page);
    }
    return page;
  }
}

/** A report with a summary is one object with the summary and the rows. */
function rowsPropertyOf({ definition: { jsonRows, summaryRow } }: GraphRequest): string | undefined {
  return summaryRow && jsonRows;
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

function notModified(graph: Exchange, exchange: Exchange): GraphResponse {
  exchange.body.discard();
  return { status: 'notModified', requestId: requestIdOf(graph.response) };
}

function notAReport({ response, host }: Exchange, kind: BodyKind): UsageReportsError {
  const what: Partial<Record<BodyKind, string>> = {
    html: 'a web page',
    binary: 'a file that is no text in UTF-8',
  };
  return new UsageReportsError(
    'notAReport',
    `${host} answered with ${what[kind] ?? 'something that is neither CSV nor JSON'} instead of a report.`,
    { status: response.status, host, ...(kind === 'binary' && { code: 'notUtf8' }) },
  );
}
