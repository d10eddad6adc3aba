import { abortable } from '../../../base/cancellation.js';
import type { Fetch } from '../../graph/http.js';
import { errorCode, redact } from '../../../base/redact.js';
import { parseRetryAfter } from '../../graph/retryAfter.js';
import { type AccessProblem, type ErrorDetails, type ErrorReason, UsageReportsError } from '../../../base/errors.js';
import { identityCode, identityProblem } from '../identityProblems.js';

/** One question to the sign-in service. The body holds a secret or what was signed with one. */
export interface TokenEndpointRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** The answer that holds a token. All others are thrown. */
export interface TokenEndpointResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TokenEndpointOptions {
  readonly fetch: Fetch;
  /** The connection's sign-in service: the only origin that anything is sent to. */
  readonly authority: string;
  readonly now: () => Date;
  readonly timeoutSeconds: number;
}

/** Beyond this, tokens and assertions are refused as too old or too new. */
const MIN_REPORTED_SKEW_SECONDS = 240;

/**
 * Asks the sign-in service for a token.
 * @throws UsageReportsError `signInFailed`, `network`, `throttled` or `serviceUnavailable`, with whatever the service said about why;
 * never with anything of the request. The signal's `AbortError` at once, whatever the network does.
 */
export async function sendToTokenEndpoint(
  request: TokenEndpointRequest,
  options: TokenEndpointOptions,
): Promise<TokenEndpointResponse> {
  const { authority, now, timeoutSeconds } = options;
  const { origin, hostname: host } = new URL(request.url);
  if (origin !== authority) {
    throw new UsageReportsError(
      'signInFailed',
      `A token of ${authority} was about to be asked for at ${host}; nothing was sent.`,
      { host },
    );
  }
  const giveUp = new AbortController();
  try {
    const { response, text } = await abortable(exchange(request, options.fetch, giveUp.signal), request.signal, {
      seconds: timeoutSeconds,
      error: () =>
        new UsageReportsError('network', `${host} did not answer in ${timeoutSeconds} s.`, { host, code: 'timeout' }),
    });
    const body = parseObject(text);
    if (response.status !== 200 || typeof body?.['access_token'] !== 'string') {
      throw refusal({ response, body, html: /^\s*</.test(text), host, now: now(), secrets: secretsIn(request.body) });
    }
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    // Also ends a body that nobody waits for any more.
    giveUp.abort();
    if (request.signal.aborted || error instanceof UsageReportsError) {
      throw error;
    }
    throw toNetworkError(error, host);
  }
}

async function exchange(
  { url, headers, body, signal }: TokenEndpointRequest,
  fetch: Fetch,
  giveUp: AbortSignal,
): Promise<{ response: Response; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    // A sign-in service does not redirect this request; whoever does shall not get the secret.
    redirect: 'manual',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.any([signal, giveUp]),
  });
  return { response, text: await response.text() };
}

interface Refusal {
  readonly response: Response;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly html: boolean;
  readonly host: string;
  readonly now: Date;
  readonly secrets: readonly string[];
}

function refusal({ response, body, html, host, now, secrets }: Refusal): UsageReportsError {
  const { status, headers } = response;
  const said = textOf(body?.['error_description']) ?? '';
  const [number] = Array.isArray(body?.['error_codes']) ? (body['error_codes'] as unknown[]) : [];
  const codes = identityCode(said) === undefined && typeof number === 'number' ? `AADSTS${number} ${said}` : said;
  const code = identityCode(codes) === undefined ? textOf(body?.['error']) : `AADSTS${identityCode(codes)}`;
  const byProxy = status === 407 || (status < 500 && body === undefined && (html || isRedirect(response)));
  const problem = byProxy ? 'proxySignIn' : identityProblem(codes);
  const message = sentenceOf(said, secrets);
  const details: ErrorDetails = {
    status,
    host,
    ...(problem !== undefined && { problem }),
    ...(code !== undefined && { code: withoutSecrets(redact(code, 100), secrets) }),
    ...(message !== '' && { serviceMessage: message }),
    ...requestIdIn(body, headers),
    ...(status === 429 && { retryAfterSeconds: parseRetryAfter(headers.get('retry-after'), now.getTime()) }),
    ...skewOf(headers, now),
  };
  const answer = `${host} answered ${status}${details.code === undefined ? '' : ` (${details.code})`}`;
  return new UsageReportsError(
    reasonOf(status, problem),
    message === '' ? `${answer}.` : `${answer}: ${message}`,
    details,
  );
}

function reasonOf(status: number, problem: AccessProblem | undefined): ErrorReason {
  if (problem !== undefined) {
    return problem === 'proxySignIn' ? 'network' : 'signInFailed';
  }
  return status === 429 ? 'throttled' : status >= 500 ? 'serviceUnavailable' : 'signInFailed';
}

function isRedirect({ status, type }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

/** The service's sentence, without the ids and the time that it always appends. */
function sentenceOf(description: string, secrets: readonly string[]): string {
  const [sentence = ''] = description.split(/\s*Trace ID:/, 1);
  return redact(withoutSecrets(sentence, secrets).replace(/^AADSTS\d+:\s*/, ''));
}

/** The trace id is what support can find; the correlation id is our own. */
function requestIdIn(body: Refusal['body'], headers: Headers): Pick<ErrorDetails, 'requestId'> {
  const id = textOf(body?.['trace_id']) ?? headers.get('x-ms-request-id') ?? '';
  return /^[\w-]{1,100}$/.test(id) ? { requestId: id } : {};
}

function skewOf(headers: Headers, now: Date): Pick<ErrorDetails, 'clockSkewSeconds'> {
  const seconds = Math.round((Date.parse(headers.get('date') ?? '') - now.getTime()) / 1000);
  return Math.abs(seconds) > MIN_REPORTED_SKEW_SECONDS ? { clockSkewSeconds: seconds } : {};
}

function toNetworkError(error: unknown, host: string): UsageReportsError {
  if (isProxyRefusal(error)) {
    return new UsageReportsError('network', `A proxy on the way to ${host} wants a sign-in of its own.`, {
      host,
      problem: 'proxySignIn',
    });
  }
  const code = errorCode(error);
  return new UsageReportsError('network', `${host} could not be reached${code === undefined ? '' : ` (${code})`}.`, {
    host,
    ...(code !== undefined && { code }),
  });
}

/**
 * Fetch hands on no answer with status 407: it fails. Node's says so in the text where the proxy refused a tunnel, and where the answer
 * came through one, it gives as the cause an error without any text at all (seen with Node 20 to 24), which nothing else does.
 */
function isProxyRefusal(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    if (
      /\b407\b|proxy authentication required/i.test(current.message) ||
      (depth > 0 && current.message === '' && errorCode(current) === undefined)
    ) {
      return true;
    }
  }
  return false;
}

function secretsIn(body: string): string[] {
  const fields = new URLSearchParams(body);
  return ['client_secret', 'client_assertion'].map((name) => fields.get(name) ?? '').filter((secret) => secret !== '');
}

/** No service should repeat a secret in its answer; a broken one might. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (rest, secret) => rest.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…'),
    text,
  );
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
