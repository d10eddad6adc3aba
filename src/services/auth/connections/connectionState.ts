import type { AccessProblem } from '../../../base/errors.js';

/**
 * The state of a connection's sign-in, as far as it is known without a request.
 *
 * | kind | meaning |
 * |---|---|
 * | `sample` | the sample tenant: always ready |
 * | `signedIn` | a user is signed in |
 * | `ready` | app-only: a secret or certificate is present; the first request will show whether it is valid |
 * | `signedOut` | nobody is signed in, or (app-only) no secret is stored |
 * | `expired` | the service no longer accepts the sign-in, the secret or the certificate |
 * | `noPermission` | signed in, but the last request for a report was denied |
 */
export type ConnectionState =
  | { readonly kind: 'sample' }
  | { readonly kind: 'signedIn'; readonly account: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'expired'; readonly account?: string; readonly problem?: AccessProblem }
  | { readonly kind: 'noPermission'; readonly account?: string; readonly problem?: AccessProblem };
