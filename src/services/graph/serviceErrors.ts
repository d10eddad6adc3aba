import { UsageReportsError, type AccessProblem, type ErrorDetails, type ErrorReason } from '../../base/errors.js';
import { readErrorBody, type ServiceError } from './errorBody.js';
import type { Exchange } from './exchange.js';

/** What is known about a failure beside the response itself. */
export interface FailureContext {
  readonly retryAfterSeconds?: number;
  /** The cause, as far as the token shows it. */
  readonly problem?: AccessProblem;
  /** See `ErrorDetails.permissions`. */
  readonly permissions?: readonly string[];
  /** The request that turns the report on, if it is one that a tenant has to turn on. */
  readonly enableRequest?: string;
}

/** The tenant has no Microsoft Entra ID P1, without which sign-ins are not told. */
const NO_PREMIUM_LICENSE = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

/** Converts an error response into an error. Reads its body. */
export async function toServiceError(
  exchange: Exchange,
  { retryAfterSeconds, problem, permissions, enableRequest }: FailureContext = {},
): Promise<UsageReportsError> {
  const { response, host, clockSkewSeconds } = exchange;
  const body = readErrorBody(await exchange.body.readErrorText());
  const challenge = challengeError(response.headers.get('www-authenticate'));
  const code = body.code ?? challenge;
  const isTurnedOff = enableRequest !== undefined && /\bnot enabled\b/i.test(body.message ?? '');
  const knownProblem = isTurnedOff
    ? 'reportNotEnabled'
    : code === NO_PREMIUM_LICENSE
      ? 'premiumLicenseMissing'
      : (problem ?? problemOf(response.status, challenge, body.message, clockSkewSeconds));
  return createServiceError(knownProblem === 'personalAccount' ? 'forbidden' : reasonOfStatus(response.status), {
    ...body,
    code,
    problem: knownProblem,
    clockSkewSeconds: knownProblem === 'clockSkew' ? clockSkewSeconds : undefined,
    enableRequest: isTurnedOff ? enableRequest : undefined,
    permissions,
    requestId: requestIdOf(response) ?? body.requestId,
    status: response.status,
    host,
    retryAfterSeconds,
  });
}

/** The error for a JSON body that reports an error although its status claims success. */
export function toErrorInBody(body: ServiceError, response: Response, host: string): UsageReportsError {
  return createServiceError(reasonOfCode(body.code), {
    ...body,
    requestId: requestIdOf(response) ?? body.requestId,
    status: response.status,
    host,
  });
}

export function requestIdOf(response: Response): string | undefined {
  const id = response.headers.get('request-id') ?? '';
  return /^[\w-]{1,100}$/.test(id) ? id : undefined;
}

function createServiceError(
  reason: ErrorReason,
  facts: ServiceError & Omit<ErrorDetails, 'serviceMessage'>,
): UsageReportsError {
  const { problem, message, code, status, host, requestId, retryAfterSeconds, clockSkewSeconds } = facts;
  const { enableRequest, permissions } = facts;
  const details: ErrorDetails = {
    ...(problem !== undefined && { problem }),
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { serviceMessage: message }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(host !== undefined && { host }),
    ...(clockSkewSeconds !== undefined && { clockSkewSeconds }),
    ...(enableRequest !== undefined && { enableRequest }),
    ...(permissions !== undefined && { permissions }),
  };
  const summary = `${host ?? 'The service'} answered ${status ?? 'with an error'}${code === undefined ? '' : ` (${code})`}`;
  return new UsageReportsError(reason, message === undefined ? `${summary}.` : `${summary}: ${message}`, details);
}

/** The cause, if the response shows it. */
function problemOf(
  status: number,
  challenge: string | undefined,
  message: string | undefined,
  clockSkewSeconds: number | undefined,
): AccessProblem | undefined {
  // Seen with status 400: "This API is not supported for MSA accounts".
  if (status >= 400 && status < 404 && /\bMSA accounts?\b/i.test(message ?? '')) {
    return 'personalAccount';
  }
  if (status === 401 && challenge === 'insufficient_claims') {
    return 'conditionalAccess';
  }
  return (status === 401 || status === 403) && clockSkewSeconds !== undefined ? 'clockSkew' : undefined;
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

/** The `error` value of a `WWW-Authenticate` challenge. */
function challengeError(header: string | null): string | undefined {
  return /\berror="(\w{1,60})"/.exec(header ?? '')?.[1];
}
