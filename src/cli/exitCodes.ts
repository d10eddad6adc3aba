/** What the process ends with; a promise to scripts. */
export const exitCodes = {
  /** Everything asked for is in the archive. */
  all: 0,
  /** The command line or the environment is wrong; nothing was asked. */
  usage: 1,
  /** No token was to be had, or none that the service takes. */
  signIn: 2,
  /** Some reports failed; the others are in the archive. */
  someFailed: 3,
  /** The time was up before the service's limits let everything through. The next run goes on. */
  timeLimit: 4,
  /** The archive cannot be read or written. */
  archive: 5,
  /** SIGINT and SIGTERM, as shells have them. */
  interrupted: 130,
  terminated: 143,
} as const;
