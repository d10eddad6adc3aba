import { UsageReportsError } from '../../base/errors.js';
import { errorCode, redactError } from '../../base/redact.js';
import { isProxyAuthError } from './proxyAuth.js';
import { type ProxyError, proxyErrorIn } from './proxyError.js';

/**
 * The error for a request without a response. `fetch` throws for many reasons; a proxy's refusal is recognized.
 * @param options see {@link isProxyAuthError}
 */
export function toConnectionError(
  error: unknown,
  host: string,
  options: { readonly isEmptyCause: boolean } = { isEmptyCause: false },
): UsageReportsError {
  const proxyError = proxyErrorIn(error);
  if (proxyError === undefined ? isProxyAuthError(error, options) : proxyError.status === 407) {
    return proxySignIn(host, proxyError?.proxy);
  }
  return proxyError === undefined ? notReached(error, host) : proxyFailed(proxyError, host);
}

/** A proxy requires authentication and did not accept what it got. */
export function proxySignIn(host: string, proxy?: string): UsageReportsError {
  const name = proxy === undefined ? 'A proxy' : `The proxy ${proxy}`;
  return new UsageReportsError('network', `${name} on the way to ${host} wants a sign-in (407).`, {
    problem: 'proxySignIn',
    status: 407,
    host,
    ...(proxy !== undefined && { proxy }),
  });
}

function proxyFailed({ proxy, status, code }: ProxyError, host: string): UsageReportsError {
  return status === undefined
    ? new UsageReportsError(
        'network',
        `The proxy ${proxy} on the way to ${host} could not be reached${code === undefined ? '' : ` (${code})`}.`,
        { host, proxy, code },
      )
    : new UsageReportsError('network', `The proxy ${proxy} does not let requests through to ${host} (${status}).`, {
        host,
        proxy,
        status,
      });
}

function notReached(error: unknown, host: string): UsageReportsError {
  const code = errorCode(error);
  return new UsageReportsError(
    'network',
    `${host} could not be reached${code === undefined ? '' : ` (${code})`}.`,
    { host, code },
    { cause: redactError(error) },
  );
}

/** Whether another attempt in a few seconds could succeed. Certificate and proxy problems do not go away by themselves. */
export function isRetryable({ details }: UsageReportsError): boolean {
  return details.problem === undefined && !isTlsProblem(details.code);
}

function isTlsProblem(code: string | undefined): boolean {
  return code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/.test(code);
}
