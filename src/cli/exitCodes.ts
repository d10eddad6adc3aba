import { type ErrorReason, UsageReportsError } from '../base/errors.js';

/** Exit codes of the process. Scripts depend on them. */
export const exitCodes = {
  /** Everything requested is in the archive. */
  all: 0,
  /** The command line or the environment is wrong; no request was sent. */
  usage: 1,
  /** No token could be acquired, the service accepted none, or the tenant gives this app no reports. */
  signIn: 2,
  /** Some reports failed; the others are in the archive. */
  someFailed: 3,
  /** The time limit ended the run before everything was requested. The next run continues. */
  timeLimit: 4,
  /** The archive cannot be read or written. */
  archive: 5,
  /** The network or a proxy let nothing through: no report was read. */
  network: 6,
  /** Of a check of rules, which uses no network: there are alerts. */
  alerts: 6,
  /** Of a check of rules: there are no alerts, but some rules could not be judged, so that nobody knows. */
  notJudged: 7,
  /** Something happened that the program does not know, which is a bug of it. */
  unexpected: 70,
  /** SIGINT and SIGTERM, with the codes that shells use. */
  interrupted: 130,
  terminated: 143,
} as const;

/** What an error that ended the run means to a script. */
const CODE_OF_REASON: Readonly<Record<ErrorReason, number>> = {
  invalidRequest: exitCodes.usage,
  signInRequired: exitCodes.signIn,
  signInFailed: exitCodes.signIn,
  unauthorized: exitCodes.signIn,
  forbidden: exitCodes.someFailed,
  notFound: exitCodes.someFailed,
  badRequest: exitCodes.someFailed,
  throttled: exitCodes.someFailed,
  serviceUnavailable: exitCodes.someFailed,
  network: exitCodes.network,
  truncated: exitCodes.someFailed,
  insecureRedirect: exitCodes.someFailed,
  linkExpired: exitCodes.someFailed,
  notAReport: exitCodes.someFailed,
  brokenAnswer: exitCodes.someFailed,
  tooLarge: exitCodes.someFailed,
  storage: exitCodes.archive,
  exportFailed: exitCodes.someFailed,
  unreadableFile: exitCodes.someFailed,
  tableLost: exitCodes.someFailed,
};

/** The exit code of a run that ends with this error. */
export function exitCodeOfError(error: unknown): number {
  if (error instanceof UsageReportsError) {
    return CODE_OF_REASON[error.reason];
  }
  return isFileError(error) ? exitCodes.archive : exitCodes.unexpected;
}

/** Whether an error is the system's and about a file. The tool has no other files than the archive's that may fail without an error of their own. */
export function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
