import { errorCode } from '../../base/redact.js';

const MAX_CAUSES = 5;

/**
 * Whether `fetch` failed because a proxy requires authentication. `fetch` never returns a response with status 407: it fails. If the
 * proxy refused a tunnel (https), only the message of the error or of one of its causes says so.
 * @param isEmptyCause also accepts a cause without message and code. Node's fetch (seen with Node 20 to 24) fails with such a cause if
 *   the 407 came as a response, and in no other case
 */
export function isProxyAuthError(error: unknown, { isEmptyCause }: { readonly isEmptyCause: boolean }): boolean {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < MAX_CAUSES;
    current = current.cause, depth++
  ) {
    if (
      /\b407\b|PROXY_AUTH|proxy authentication required/i.test(current.message) ||
      (isEmptyCause && depth > 0 && current.message === '' && errorCode(current) === undefined)
    ) {
      return true;
    }
  }
  return false;
}
