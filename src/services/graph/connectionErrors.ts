import { UsageReportsError } from '../../base/errors.js';
import { errorCode, redactError } from '../../base/redact.js';
import { isProxyAuthError } from './proxyAuth.js';

/** The error for a request without a response. `fetch` throws for many reasons; a proxy's refusal is recognized. */
export function toConnectionError(error: unknown, host: string): UsageReportsError {
  if (isProxyAuthError(error, { isEmptyCause: false })) {
    return proxySignIn(host);
  }
  const code = errorCode(error);
  return new UsageReportsError(
    'network',
    `${host} could not be reached${code === undefined ? '' : ` (${code})`}.`,
    { host, code },
    { cause: redactError(error) },
  );
}

/** A proxy requires authentication and did not accept what it got. */
export function proxySignIn(host: string): UsageReportsError {
  return new UsageReportsError('network', `A proxy on the way to ${host} wants a sign-in (407).`, {
    problem: 'proxySignIn',
    status: 407,
    host,
  });
}

/** Whether another attempt in a few seconds could succeed. Certificate and proxy problems do not go away by themselves. */
export function isRetryable({ details }: UsageReportsError): boolean {
  return details.problem === undefined && !isTlsProblem(details.code);
}

function isTlsProblem(code: string | undefined): boolean {
  return code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/.test(code);
}
