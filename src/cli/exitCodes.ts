import { UsageReportsError } from '../base/errors.js';

/** Exit codes of the process. Scripts depend on them. */
export const exitCodes = {
  /** Everything requested is in the archive. */
  all: 0,
  /** The command line or the environment is wrong; no request was sent. */
  usage: 1,
  /** No token could be acquired, or the service accepted none. */
  signIn: 2,
  /** Some reports failed; the others are in the archive. */
  someFailed: 3,
  /** The time limit ended the run before everything was requested. The next run continues. */
  timeLimit: 4,
  /** The archive cannot be read or written. */
  archive: 5,
  /** SIGINT and SIGTERM, with the codes that shells use. */
  interrupted: 130,
  terminated: 143,
} as const;

/** The exit code of a run that ends with this error. */
export function exitCodeOfError(error: unknown): number {
  const reason = error instanceof UsageReportsError ? error.reason : undefined;
  switch (reason) {
    case 'invalidRequest':
      return exitCodes.usage;
    case 'signInRequired':
    case 'signInFailed':
    case 'unauthorized':
      return exitCodes.signIn;
    case 'storage':
      return exitCodes.archive;
    default:
      return exitCodes.someFailed;
  }
}
