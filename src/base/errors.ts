/**
 * Why something did not work. One word per thing a person can do something about; surfaces turn it into a sentence and buttons.
 *
 * | reason | meaning |
 * |---|---|
 * | `invalidRequest` | asked for something the catalogue does not have: refused before any call |
 * | `signInRequired` | no session, and this call was not allowed to ask for one |
 * | `signInFailed` | the provider refused or the person closed the dialog |
 * | `unauthorized` | 401 even with a fresh token |
 * | `forbidden` | 403: consent or role missing |
 * | `notFound` | 404: this cloud or tenant does not publish the function; refused before any call where that is known |
 * | `badRequest` | 400: the service did not understand the request |
 * | `throttled` | 429 beyond the patience of the retry policy |
 * | `serviceUnavailable` | 5xx beyond the patience of the retry policy |
 * | `network` | host not reached, connection reset, name not resolved, TLS |
 * | `truncated` | the download ended early |
 * | `insecureRedirect` | the service pointed to a place that is not https |
 * | `linkExpired` | the download link was refused twice |
 * | `notAReport` | the body is neither CSV nor the expected JSON (a proxy's HTML, say) |
 * | `brokenAnswer` | JSON that does not parse or does not have the shape of a report |
 * | `storage` | the archive folder cannot be read or written |
 * | `exportFailed` | the file could not be written |
 * | `tableLost` | the thread that held a large report has ended, mostly for lack of memory |
 */
export type ErrorReason =
  | 'invalidRequest'
  | 'signInRequired'
  | 'signInFailed'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'badRequest'
  | 'throttled'
  | 'serviceUnavailable'
  | 'network'
  | 'truncated'
  | 'insecureRedirect'
  | 'linkExpired'
  | 'notAReport'
  | 'brokenAnswer'
  | 'storage'
  | 'exportFailed'
  | 'tableLost';

/**
 * What stands between a person or a service and the reports, where it can be told: each has its own sentence and its own button.
 * Goes with the reasons `signInRequired`, `signInFailed`, `unauthorized`, `forbidden` and `network`.
 *
 * | problem | meaning |
 * |---|---|
 * | `declined` | the person closed the sign-in or said no |
 * | `preauthorizationMissing` | AADSTS65002: VS Code's own application may not ask for this scope in this tenant |
 * | `consentMissing` | nobody has consented to Reports.Read.All for the application |
 * | `roleMissing` | the account has none of the roles that may read reports |
 * | `summaryRole` | the account's role reads totals only, and this is a detail report |
 * | `personalAccount` | a personal Microsoft account, which has no usage reports |
 * | `conditionalAccess` | a policy of the tenant wants more than was given |
 * | `appNotFound`, `tenantNotFound` | the ids of the connection are not known to the sign-in service |
 * | `secretMissing`, `wrongSecret`, `secretExpired` | the client secret of an app-only connection |
 * | `certificateUnreadable`, `certificateUnknown`, `certificateExpired` | the certificate of an app-only connection |
 * | `passphraseMissing` | the certificate's private key is encrypted, and the passphrase is missing or wrong |
 * | `clockSkew` | this computer's clock is off by more than the service takes |
 * | `wrongEnvironment` | VS Code's setting `microsoft-sovereign-cloud.environment` names another cloud than the connection |
 * | `providerSilent` | VS Code's sign-in did not answer in time |
 * | `proxySignIn` | a proxy between here and the service wants a sign-in of its own |
 */
export type AccessProblem =
  | 'declined'
  | 'preauthorizationMissing'
  | 'consentMissing'
  | 'roleMissing'
  | 'summaryRole'
  | 'personalAccount'
  | 'conditionalAccess'
  | 'appNotFound'
  | 'tenantNotFound'
  | 'secretMissing'
  | 'wrongSecret'
  | 'secretExpired'
  | 'certificateUnreadable'
  | 'certificateUnknown'
  | 'certificateExpired'
  | 'passphraseMissing'
  | 'clockSkew'
  | 'wrongEnvironment'
  | 'providerSilent'
  | 'proxySignIn';

/** What is known about a failure beyond its reason. Never a token, a secret or a download URL. */
export interface ErrorDetails {
  /** What stands in the way, where it can be told. */
  readonly problem?: AccessProblem;
  /** HTTP status. */
  readonly status?: number;
  /** Error code of the service, unwrapped where the service wrapped one error in another (e.g. `S2SUnauthorized`). */
  readonly code?: string;
  /** The service's own sentence, unwrapped likewise. */
  readonly serviceMessage?: string;
  /** `request-id` of Graph, for a support case. */
  readonly requestId?: string;
  /** Seconds the service asked to wait. */
  readonly retryAfterSeconds?: number;
  /** Host name only, without path and query. */
  readonly host?: string;
  /** Seconds by which the service's clock is ahead of this computer's, where they differ much. */
  readonly clockSkewSeconds?: number;
  /** The cloud that is known not to publish the report; absent where it was the service that said so. */
  readonly cloud?: 'global' | 'usgov' | 'usgovdod' | 'china';
  /** Which argument was refused, for `invalidRequest`. */
  readonly argument?: string;
}

/** The one error class that crosses a room's border. Cancelled is not failed: see {@link isCancelled}. */
export class UsageReportsError extends Error {
  override readonly name = 'UsageReportsError';

  constructor(
    readonly reason: ErrorReason,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The same error, with what stands in the way. */
export function withProblem(error: UsageReportsError, problem: AccessProblem): UsageReportsError {
  return new UsageReportsError(error.reason, error.message, { ...error.details, problem }, { cause: error.cause });
}

/** Whether this is what an aborted operation throws (`AbortSignal`'s `AbortError`, VS Code's `CancellationError`). */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

/** What an error says, of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
