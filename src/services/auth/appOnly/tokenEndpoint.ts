import { abortable } from '../../../base/cancellation.js';
import type { Fetch } from '../../graph/fetch.js';
import { redact } from '../../../base/redact.js';
import { clockSkewOf } from '../../graph/clockSkew.js';
import { toConnectionError } from '../../graph/connectionErrors.js';
import { parseRetryAfter } from '../../graph/retryAfter.js';
import { type AccessProblem, type ErrorDetails, type ErrorReason, UsageReportsError } from '../../../base/errors.js';
import { parseObject } from '../../../base/json.js';
import { identityCode, identityProblem } from '../identityProblems.js';
import { KnownSecrets } from '../knownSecrets.js';

/** A request to the sign-in service. The body holds a secret or an assertion that was signed with one. */
export interface TokenEndpointRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** A response with a token. All other responses are thrown as errors. */
export interface TokenEndpointResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TokenEndpointOptions {
  readonly fetch: Fetch;
  /** Origin of the connection's sign-in service. Requests to other origins are refused. */
  readonly authority: string;
  readonly now: () => Date;
  readonly timeoutSeconds: number;
}

/** With a larger skew, the service may reject assertions as expired or not yet valid. */
const MAX_TOLERATED_SKEW_SECONDS = 240;

/**
 * Requests a token from the sign-in service.
 * @throws UsageReportsError `signInFailed`, `network`, `throttled` or `serviceUnavailable` with the service's explanation, never with
 *   content of the request; the signal's `AbortError` immediately, whatever the network does
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
  const timeoutController = new AbortController();
  try {
    const { response, text } = await abortable(
      exchange(request, options.fetch, timeoutController.signal),
      request.signal,
      {
        seconds: timeoutSeconds,
        error: () =>
          new UsageReportsError('network', `${host} did not answer in ${timeoutSeconds} s.`, { host, code: 'timeout' }),
      },
    );
    const body = parseObject(text);
    if (response.status !== 200 || typeof body?.['access_token'] !== 'string') {
      throw refusal({ response, body, html: /^\s*</.test(text), host, now: now(), secrets: secretsIn(request.body) });
    }
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    // Also cancels a body that is still being received.
    timeoutController.abort();
    if (request.signal.aborted || error instanceof UsageReportsError) {
      throw error;
    }
    throw toConnectionError(error, host, { isEmptyCause: true });
  }
}

async function exchange(
  { url, headers, body, signal }: TokenEndpointRequest,
  fetch: Fetch,
  timeout: AbortSignal,
): Promise<{ response: Response; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    // A sign-in service does not redirect this request. Following a redirect could leak the secret.
    redirect: 'manual',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.any([signal, timeout]),
  });
  return { response, text: await response.text() };
}

interface Refusal {
  readonly response: Response;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly html: boolean;
  readonly host: string;
  readonly now: Date;
  readonly secrets: KnownSecrets;
}

function refusal({ response, body, html, host, now, secrets }: Refusal): UsageReportsError {
  const { status, headers } = response;
  const description = textOf(body?.['error_description']) ?? '';
  const [number] = Array.isArray(body?.['error_codes']) ? (body['error_codes'] as unknown[]) : [];
  const text =
    identityCode(description) === undefined && typeof number === 'number'
      ? `AADSTS${number} ${description}`
      : description;
  const code = identityCode(text) === undefined ? textOf(body?.['error']) : `AADSTS${identityCode(text)}`;
  const byProxy = status === 407 || (status < 500 && body === undefined && (html || isRedirect(response)));
  const problem = byProxy ? 'proxySignIn' : identityProblem(text);
  const message = sentenceOf(description, secrets);
  const details: ErrorDetails = {
    status,
    host,
    ...(problem !== undefined && { problem }),
    ...(code !== undefined && { code: redact(secrets.hide(code), 100) }),
    ...(message !== '' && { serviceMessage: message }),
    ...requestIdIn(body, headers),
    ...(status === 429 && { retryAfterSeconds: parseRetryAfter(headers.get('retry-after'), now.getTime()) }),
    ...skewOf(headers, now),
  };
  const summary = `${host} answered ${status}${details.code === undefined ? '' : ` (${details.code})`}`;
  return new UsageReportsError(
    reasonOf(status, problem),
    message === '' ? `${summary}.` : `${summary}: ${message}`,
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

/** The service's description without the IDs and the time that it always appends. */
function sentenceOf(description: string, secrets: KnownSecrets): string {
  const [sentence = ''] = description.split(/\s*Trace ID:/, 1);
  return redact(secrets.hide(sentence).replace(/^AADSTS\d+:\s*/, ''));
}

/** The trace ID is the one that Microsoft support can find. */
function requestIdIn(body: Refusal['body'], headers: Headers): Pick<ErrorDetails, 'requestId'> {
  const id = textOf(body?.['trace_id']) ?? headers.get('x-ms-request-id') ?? '';
  return /^[\w-]{1,100}$/.test(id) ? { requestId: id } : {};
}

function skewOf(headers: Headers, now: Date): Pick<ErrorDetails, 'clockSkewSeconds'> {
  const seconds = clockSkewOf(headers.get('date'), now.getTime(), MAX_TOLERATED_SKEW_SECONDS);
  return seconds === undefined ? {} : { clockSkewSeconds: seconds };
}

/** A service should not repeat a secret in its response, but a broken one might. */
function secretsIn(body: string): KnownSecrets {
  const fields = new URLSearchParams(body);
  const secrets = new KnownSecrets();
  ['client_secret', 'client_assertion'].forEach((name) => secrets.add(fields.get(name) ?? undefined));
  return secrets;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
