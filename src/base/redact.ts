import { messageOf, UsageReportsError } from './errors.js';

/**
 * Makes a text from outside safe for a log or an error message: removes anything that could be a token, and of every URL leaves only the host.
 * A preauthenticated download URL is secret in its path and its query.
 */
export function redact(text: string, maxCharacters = 500): string {
  const oneLine = text
    .replace(/\bBearer\s+[^\s"',;]+/gi, 'Bearer …')
    .replace(/\beyJ[\w-]+(?:\.[\w-]*)*/g, '…')
    .replace(/\b(https?:\/\/)(?:[^\s/@"'<>]*@)?([^\s/?#"'<>]+)[/?#][^\s"'<>]*/gi, '$1$2/…')
    // eslint-disable-next-line no-control-regex -- a log message is one line without control characters
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  return oneLine.length > maxCharacters ? `${oneLine.slice(0, maxCharacters - 1)}…` : oneLine;
}

/** Returns a new error with the name, the code and the redacted message, but without the stack and causes. */
export function redactError(error: unknown): Error {
  const safe = new Error(redact(messageOf(error)));
  safe.name = error instanceof Error ? error.name : 'Error';
  const code = errorCode(error);
  return code === undefined ? safe : Object.assign(safe, { code });
}

/**
 * An error as a log may have it: the message of our own errors, only name and code of all others. Their message may contain a token, an
 * address or a piece of a report.
 */
export function logTextOf(error: unknown): string {
  if (error instanceof UsageReportsError) {
    return redact(error.message);
  }
  const code = errorCode(error);
  const name = error instanceof Error ? error.name : 'Error';
  return redact(code === undefined ? name : `${name} (${code})`, 100);
}

/** The system's error code (`ECONNRESET`, `ENOTFOUND`), which `fetch` hides in the causes of a `TypeError`. */
export function errorCode(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    const { code, cause } = current as { code?: unknown; cause?: unknown };
    if (typeof code === 'string' && /^\w{1,60}$/.test(code)) {
      return code;
    }
    current = cause;
  }
  return undefined;
}
