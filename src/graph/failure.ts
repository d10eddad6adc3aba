import { UsageReportsError, type ErrorDetails, type ErrorReason } from '../shared/errors.js';
import { readErrorBody, type ServiceError } from './errorBody.js';
import type { Exchange } from './http.js';

/** Turns an answer that is a refusal into the error it stands for. Reads its body, as far as there is one. */
export async function failureOf(exchange: Exchange, retryAfterSeconds?: number): Promise<UsageReportsError> {
  const { response, host } = exchange;
  const said = readErrorBody(await exchange.body.textOfError());
  const code = said.code ?? challengeError(response.headers.get('www-authenticate'));
  return serviceFailure(reasonOfStatus(response.status), {
    ...said,
    code,
    requestId: requestIdOf(response) ?? said.requestId,
    status: response.status,
    host,
    retryAfterSeconds,
  });
}

/** The error that a JSON body reports although its status claims success. */
export function failureInside(said: ServiceError, response: Response, host: string): UsageReportsError {
  return serviceFailure(reasonOfCode(said.code), {
    ...said,
    requestId: requestIdOf(response) ?? said.requestId,
    status: response.status,
    host,
  });
}

export function requestIdOf(response: Response): string | undefined {
  const id = response.headers.get('request-id') ?? '';
  return /^[\w-]{1,100}$/.test(id) ? id : undefined;
}

function serviceFailure(reason: ErrorReason, facts: ServiceError & Omit<ErrorDetails, 'serviceMessage'>): UsageReportsError {
  const { message, code, status, host, requestId, retryAfterSeconds } = facts;
  const details: ErrorDetails = {
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { serviceMessage: message }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(host !== undefined && { host }),
  };
  const answer = `${host ?? 'The service'} answered ${status ?? 'with an error'}${code === undefined ? '' : ` (${code})`}`;
  return new UsageReportsError(reason, message === undefined ? `${answer}.` : `${answer}: ${message}`, details);
}

function reasonOfStatus(status: number): ErrorReason {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 408:
      return 'serviceUnavailable';
    case 429:
      return 'throttled';
    default:
      return status >= 500 ? 'serviceUnavailable' : status >= 400 ? 'badRequest' : 'brokenAnswer';
  }
}

function reasonOfCode(code: string | undefined): ErrorReason {
  switch (code?.toLowerCase()) {
    case 's2sunauthorized':
    case 'forbidden':
    case 'accessdenied':
    case 'authorization_requestdenied':
      return 'forbidden';
    case 'unauthorized':
    case 'unauthenticated':
    case 'invalidauthenticationtoken':
      return 'unauthorized';
    case 'toomanyrequests':
    case 'activitylimitreached':
      return 'throttled';
    case 'badrequest':
    case 'invalidargument':
    case 'invalidrequest':
      return 'badRequest';
    case 'notfound':
    case 'itemnotfound':
    case 'resourcenotfound':
    case 'request_resourcenotfound':
      return 'notFound';
    case 'serviceunavailable':
    case 'servicenotavailable':
    case 'generalexception':
    case 'internalservererror':
    case 'unknownerror':
      return 'serviceUnavailable';
    default:
      return 'brokenAnswer';
  }
}

/** The `error` word of a `WWW-Authenticate` challenge; its claims stay where they are. */
function challengeError(header: string | null): string | undefined {
  return /\berror="(\w{1,60})"/.exec(header ?? '')?.[1];
}
