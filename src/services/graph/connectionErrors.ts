import { UsageReportsError } from '../../base/errors.js';
import { errorCode, redactError } from '../../base/redact.js';

/** The error for a host that did not answer at all; `fetch` throws for many reasons, and this tells those apart that matter. */
export function toConnectionError(error: unknown, host: string): UsageReportsError {
  if (isProxySignIn(error)) {
    return proxySignIn(host);
  }
  const code = errorCode(error);
  return new UsageReportsError(
    'network',
    `${host} could not be reached${code === undefined ? '' : ` (${code})`}.`,
    { host, ...(code !== undefined && { code }) },
    { cause: redactError(error) },
  );
}

/** A proxy wants to know who is asking, and got no answer that it takes. */
export function proxySignIn(host: string): UsageReportsError {
  return new UsageReportsError('network', `A proxy on the way to ${host} wants a sign-in (407).`, {
    problem: 'proxySignIn',
    status: 407,
    host,
  });
}

/** Whether another attempt in some seconds could end otherwise: a certificate or a proxy does not change its mind. */
export function isRetryable({ details }: UsageReportsError): boolean {
  return details.problem === undefined && !isTlsProblem(details.code);
}

function isTlsProblem(code: string | undefined): boolean {
  return code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/.test(code);
}

/** A proxy's refusal of a tunnel (https) comes as a text only, deep in the causes. */
function isProxySignIn(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    if (/\b407\b|PROXY_AUTH/.test(current.message)) {
      return true;
    }
    current = current.cause;
  }
  return false;
}
