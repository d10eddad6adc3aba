import type { MicrosoftCloud } from './clouds.js';

/**
 * Why something failed. One reason per case in which the user can do something different; features turn it into a sentence and buttons.
 *
 * | reason | meaning |
 * |---|---|
 * | `invalidRequest` | the catalog does not have the report or parameter: refused before any request |
 * | `signInRequired` | no session, and this request must not ask the user to sign in |
 * | `signInFailed` | the provider refused, or the user closed the dialog |
 * | `unauthorized` | 401 even with a fresh token |
 * | `forbidden` | 403: consent or role missing |
 * | `notFound` | 404: this cloud or tenant does not publish the function; refused before any request if that is known |
 * | `badRequest` | 400: the service did not understand the request |
 * | `throttled` | 429, and the retry policy has given up |
 * | `serviceUnavailable` | 5xx, and the retry policy has given up |
 * | `network` | host unreachable, connection reset, name not resolved, TLS |
 * | `truncated` | the download ended early |
 * | `insecureRedirect` | the service redirected to a URL that is not HTTPS |
 * | `linkExpired` | the download link was refused twice |
 * | `notAReport` | the body is neither CSV nor the expected JSON, e.g. a proxy's HTML |
 * | `brokenAnswer` | JSON that does not parse or does not have the shape of a report |
 * | `tooLarge` | a file or an answer exceeds a stated limit, see {@link ErrorDetails.exceeded} |
 * | `storage` | the archive folder cannot be read or written |
 * | `exportFailed` | the file could not be written |
 * | `unreadableFile` | a file of the person's holds no table, or cannot be read: see {@link FileProblem} |
 * | `tableLost` | the thread with a large report has ended, mostly for lack of memory |
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
  | 'tooLarge'
  | 'storage'
  | 'exportFailed'
  | 'unreadableFile'
  | 'tableLost';

/**
 * What prevents access to the reports, if it can be told. Each problem has its own sentence, with the buttons that help. Occurs with the reasons
 * `signInRequired`, `signInFailed`, `unauthorized`, `forbidden` and `network`.
 *
 * | problem | meaning |
 * |---|---|
 * | `declined` | the user closed the sign-in or declined |
 * | `preauthorizationMissing` | AADSTS65002: VS Code's own application may not request this scope in this tenant |
 * | `consentMissing` | nobody has consented to Reports.Read.All for the application, or to {@link ErrorDetails.permissions} |
 * | `roleMissing` | the account has none of the roles that may read reports |
 * | `summaryRole` | the account's role reads totals only, and this is a detail report |
 * | `delegatedOnly` | the report is given to signed-in users only, and this is an app without a user |
 * | `applicationOnly` | the report is given to apps without a user only, and this is a signed-in user |
 * | `globalRoleMissing` | the report requires Global Reader or Global Administrator, which the account does not have |
 * | `premiumLicenseMissing` | the tenant has no Microsoft Entra ID P1, without which the directory tells no sign-ins |
 * | `reportNotEnabled` | the tenant has not switched on the report's collection |
 * | `personalAccount` | a personal Microsoft account, which has no usage reports |
 * | `conditionalAccess` | a policy of the tenant requires more than the sign-in provided |
 * | `appNotFound`, `tenantNotFound` | the sign-in service does not know the IDs of the connection |
 * | `secretMissing`, `wrongSecret`, `secretExpired` | the client secret of an app-only connection |
 * | `certificateUnreadable`, `certificateUnknown`, `certificateExpired` | the certificate of an app-only connection |
 * | `passphraseMissing` | the certificate's private key is encrypted, and the passphrase is missing or wrong |
 * | `clockSkew` | this computer's clock is off by more than the service accepts |
 * | `wrongEnvironment` | VS Code's setting `microsoft-sovereign-cloud.environment` names another cloud than the connection |
 * | `providerSilent` | VS Code's sign-in did not answer in time |
 * | `proxySignIn` | a proxy on the way to the service requires its own sign-in |
 */
export type AccessProblem =
  | 'declined'
  | 'preauthorizationMissing'
  | 'consentMissing'
  | 'roleMissing'
  | 'summaryRole'
  | 'delegatedOnly'
  | 'applicationOnly'
  | 'globalRoleMissing'
  | 'premiumLicenseMissing'
  | 'reportNotEnabled'
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

/**
 * Why a file of the person's cannot be opened as a report.
 *
 * | problem | meaning |
 * |---|---|
 * | `missing` | it was deleted, moved, or renamed |
 * | `denied` | this computer does not let the person read it |
 * | `unavailable` | reading it failed otherwise, e.g. the network drive is gone |
 * | `empty` | it has nothing but blanks |
 * | `binary` | it is no text, e.g. a workbook of a spreadsheet |
 * | `webPage` | HTML or XML |
 * | `otherJson` | JSON that does not parse, or has no rows |
 * | `damaged` | packed with gzip, and damaged |
 * | `cutOff` | it ends within a quoted cell |
 * | `noTable` | it is no CSV |
 * | `unknownReport` | it is a table, and no report that can be added to the archive |
 * | `noUserColumn` | no column of a file of attributes tells whom a row is about |
 * | `noAttributes` | a file of attributes has none |
 */
export type FileProblem =
  | 'missing'
  | 'denied'
  | 'unavailable'
  | 'empty'
  | 'binary'
  | 'webPage'
  | 'otherJson'
  | 'damaged'
  | 'cutOff'
  | 'noTable'
  | 'unknownReport'
  | 'noUserColumn'
  | 'noAttributes';

/** What a file or an answer has too much of. */
export type LimitedAmount =
  /** Columns of a file, or of rows in JSON. */
  | 'columns'
  /** Characters of a column's name. */
  | 'nameCharacters'
  /** Rows of a table. */
  | 'rows'
  /** Cells of a table that its file has no text for. */
  | 'addedCells'
  /** Bytes of a single record of a CSV file. */
  | 'recordBytes'
  /** Objects within objects in JSON. */
  | 'nesting'
  /** Bytes of a report that is received, unpacked, all its pages together. */
  | 'reportBytes'
  /** Bytes of one page of JSON. */
  | 'pageBytes'
  /** Pages of a report. */
  | 'pages'
  /** Bytes of a file of the person's, unpacked. */
  | 'fileBytes'
  /** Bytes that a packed file of the archive has when it is unpacked. */
  | 'unpackedBytes';

/** A limit that was exceeded, and by how much. */
export interface ExceededLimit {
  readonly amount: LimitedAmount;
  readonly most: number;
  /** Absent if reading stopped at the limit, so that nobody knows. */
  readonly found?: number;
}

/** What can be wrong with a JSON file of any form: saved views, rules, a template. */
export type FormProblem =
  | { readonly kind: 'notJson' | 'tooLarge' | 'missing' | 'notAllowed' }
  | {
      readonly kind: 'unknownProperty';
      readonly name: string;
      /** What there is in its place. */
      readonly allowed: readonly string[];
      readonly nearest?: string;
    }
  | { readonly kind: 'version'; readonly found: string | undefined; readonly understood: number }
  | { readonly kind: 'type'; readonly expected: string; readonly found: string }
  | { readonly kind: 'oneOf'; readonly allowed: readonly string[]; readonly found: string };

/**
 * Why a saved view, or a file with views, is refused.
 *
 * - `notJson`, `noObject`, `version`, `noList`, `tooMany`, `tooLarge`: the file.
 * - `unknownProperty`, `missing`, `type`, `oneOf`, `name`, `notAllowed`: a value in it. `expected` is a type of JavaScript.
 * - `sameName`, `gone`, `noReport`, `folderClosed`: what somebody wants to do with it.
 */
export type ViewProblem =
  | FormProblem
  | { readonly kind: 'noObject' | 'noList' }
  | { readonly kind: 'tooMany'; readonly found: number; readonly most: number }
  | { readonly kind: 'name' | 'folderClosed' }
  | { readonly kind: 'sameName' | 'gone' | 'noReport'; readonly name: string }
  /** The report lacks a column that the view filters or groups by, or has it with another type. */
  | { readonly kind: 'unfit'; readonly view: string; readonly columns: readonly string[] };

/**
 * Why a rule, or a file with rules of alerts, is refused: what is said of views, too, and
 *
 * - `sameId`: another rule of the file has the ID.
 * - `limits`: a comparison has one limit, no more and no less.
 * - `placeholder`: the sentence has something in braces that its rule can't say.
 * - `query`: the query is wrong, as `message` says. `needsSource`, `needsDays`, `needsAmount`: it has too little for the comparison.
 * - `noReport`: there is no such report. `personal`: groups of a column that names users, sites, or groups.
 */
export type RuleProblem =
  | FormProblem
  | { readonly kind: 'noObject' | 'noList' }
  | Extract<ViewProblem, { readonly kind: 'tooMany' }>
  | { readonly kind: 'noReport'; readonly name: string }
  | { readonly kind: 'sameId'; readonly id: string }
  | { readonly kind: 'limits'; readonly allowed: readonly string[] }
  | { readonly kind: 'placeholder'; readonly found: string; readonly allowed: readonly string[] }
  | { readonly kind: 'query'; readonly message: string }
  | { readonly kind: 'needsSource' | 'needsDays' | 'needsAmount' }
  | { readonly kind: 'noPeriod'; readonly found: string | undefined; readonly allowed: readonly string[] }
  | { readonly kind: 'noDays'; readonly name: string }
  | { readonly kind: 'noColumn'; readonly name: string; readonly nearest?: string }
  | { readonly kind: 'personal'; readonly column: string };

/**
 * Why a template of a document is refused: what is said of views, too, and
 *
 * - `exactlyOne`: it needs one of these, no more and no less.
 * - `query`: the query is wrong, as `message` says. `needsSource`, `needsAmount`: it names no report, or nothing that is a number.
 * - `noReport`: there is no such report. `noDays`: the report is no daily series. `noColumn`: the report isn't known to have the column.
 */
export type TemplateProblem =
  | FormProblem
  | { readonly kind: 'noObject' }
  | { readonly kind: 'exactlyOne'; readonly allowed: readonly string[] }
  | { readonly kind: 'query'; readonly message: string }
  | { readonly kind: 'needsSource' | 'needsAmount' }
  | { readonly kind: 'noReport' | 'noDays'; readonly name: string }
  | Extract<RuleProblem, { readonly kind: 'noColumn' }>;

/** A place in a text, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Details of a failure. Never a token, a secret or a download URL. */
export interface ErrorDetails {
  /** What prevents access, if it can be told. */
  readonly problem?: AccessProblem;
  /** For `unreadableFile`: why. */
  readonly fileProblem?: FileProblem;
  /** For a saved view that cannot be read or changed: why. `argument` is the place in the file, such as `views.0.name`. */
  readonly viewProblem?: ViewProblem;
  /** For a rule that cannot be read: why. `argument` is the place in the file, such as `rules.0.compare.above`. */
  readonly ruleProblem?: RuleProblem;
  /** For a template that cannot be read: why. `argument` is the place in the file, such as `blocks.0.figures.1.label`. */
  readonly templateProblem?: TemplateProblem;
  /** Where in the person's file the refused {@link argument} is. */
  readonly place?: TextPlace;
  /** HTTP status. */
  readonly status?: number;
  /** Error code of the service. If the service wrapped one error in another, the inner code, e.g. `S2SUnauthorized`. */
  readonly code?: string;
  /** The service's message, of the inner error likewise. */
  readonly serviceMessage?: string;
  /** `request-id` of Microsoft Graph, for a support case. */
  readonly requestId?: string;
  /** Seconds to wait, as the service requires. */
  readonly retryAfterSeconds?: number;
  /** Host name only, without path and query. */
  readonly host?: string;
  /** Host and port of the proxy that failed, if it was set for this program; never its credentials. */
  readonly proxy?: string;
  /** Seconds by which the service's clock is ahead of this computer's; absent if they hardly differ. */
  readonly clockSkewSeconds?: number;
  /** For `reportNotEnabled`: the request with which an administrator turns the report on. */
  readonly enableRequest?: string;
  /** What the request needs where that is not Reports.Read.All: the missing permissions, or all where nobody knows which are missing. */
  readonly permissions?: readonly string[];
  /** The cloud that is known not to publish the report; absent if the service answered so. */
  readonly cloud?: MicrosoftCloud;
  /** For `tooLarge`: the limit. */
  readonly exceeded?: ExceededLimit;
  /** For `invalidRequest`: the refused argument. */
  readonly argument?: string;
  /** For the code `notArchived`: the day of the archived data that are nearest to the days that were asked for; absent if there are none. */
  readonly nearestDay?: string;
}

/** The only error class that functions throw on purpose, apart from cancellations: see {@link isCancelled}. */
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

/** Returns a copy of the error with the problem in its details. */
export function withProblem(error: UsageReportsError, problem: AccessProblem): UsageReportsError {
  return new UsageReportsError(error.reason, error.message, { ...error.details, problem }, { cause: error.cause });
}

/** Whether an error is a cancellation: `AbortError` of an `AbortSignal`, or VS Code's `CancellationError`. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

/** Whether a user closed the sign-in or declined: like a cancellation, this is no failure, but there is no result either. */
export function isDeclined(error: unknown): boolean {
  return error instanceof UsageReportsError && error.details.problem === 'declined';
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
