import { messageOf, UsageReportsError } from './errors.js';

/** More of a text is not read: no message needs it, and who sends a megabyte does not decide how long that takes. */
const MAX_READ = 8000;

/** What could be a secret, and what remains of it. No pattern goes back over what it has passed. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // A JSON Web Token, which a terminal may have broken into lines, and a program may have encoded in part.
  [/(?:\beyJ|eyJ(?=[\w-]{16}))[\w.%\\-]*(?:[ \t]*[\r\n]\s*[\w.%\\-]+)*=*/g, '…'],
  // A private key, also where its end is cut off.
  [/-----BEGIN [^]*?(?:-----END [^-]*-----|$)/g, '…'],
  [/(authorization\\*["']?\s*[:=]\s*\\*["']?)(?:(?:basic|bearer|digest|negotiate|ntlm)\s+)?[^\s"',;\\]+/gi, '$1…'],
  [/\bBearer\s+[^\s"',;]+/gi, 'Bearer …'],
  [
    /((?:(?:access|refresh|id)_token|client_(?:secret|assertion)|password|passphrase)\\*["']?\s*[:=]\s*)(?:\\*"[^"]*|'[^']*|[^\s"'&,;<>]+)/gi,
    '$1…',
  ],
  // The query of a download address without its host.
  [/((?:^|[?&\s"'])(?:sig|se)=|[?&](?:code|token|tempauth)=)[^\s"'&<>]+/gi, '$1…'],
  [/\b(https?:\/\/)(?:[^\s/@"'<>]*@)?([^\s/?#"'<>]+)[/?#][^\s"'<>]*/gi, '$1$2/…'],
  [/\b(https?:\/\/)[^\s/@"'<>]*@/gi, '$1'],
];

/**
 * Makes a text from outside safe for a log or an error message: removes anything that could be a token or a key, and of every URL leaves only
 * the host. A preauthenticated download URL is secret in its path and its query. IDs of requests, hashes, and names stay readable.
 *
 * @param maxCharacters of the result; of the text, the first 8000 are read
 */
export function redact(text: string, maxCharacters = 500): string {
  const hidden = withoutSecrets(text.slice(0, MAX_READ));
  // What a program has encoded once or twice is shown decoded only where that shows a secret.
  const plain = decoded(decoded(hidden));
  const safe = withoutSecrets(plain).replace(/[\w+/-]{40,}=*/g, (run) => (isRandom(run) ? '…' : run));
  const oneLine = (safe === plain ? hidden : safe)
    // eslint-disable-next-line no-control-regex -- a log message is one line without control characters
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  return oneLine.length > maxCharacters ? `${oneLine.slice(0, maxCharacters - 1)}…` : oneLine;
}

function withoutSecrets(text: string): string {
  return SECRETS.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text);
}

/** Whether a run of characters is base64, or hex that is longer than a hash; names and paths change less often from one kind to another. */
function isRandom(run: string): boolean {
  const rest = run.replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\b[\da-f]{8,64}\b/gi, '');
  const pieces = rest.match(/[a-z]+|[A-Z]+|\d+/g) ?? [];
  return (
    /[\da-f]{65}/i.test(rest) ||
    (/^(?=.*[a-z])(?=.*[A-Z]).*\d/.test(rest) && pieces.length > Math.max(16, rest.length * 0.4))
  );
}

/** Without the escapes of JSON (`\u0065`, `\n`) and of URLs (`%65`) for characters of ASCII. */
function decoded(text: string): string {
  return text
    .replace(/\\[nrt]/g, '\n')
    .replace(/(?:\\u00|%)([0-7][\da-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
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
