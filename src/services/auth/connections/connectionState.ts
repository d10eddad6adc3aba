import type { AccessProblem } from '../../../base/errors.js';

/**
 * How things stand with a connection, as far as it is known without asking the service.
 *
 * | kind | meaning |
 * |---|---|
 * | `sample` | the sample tenant: always ready |
 * | `signedIn` | a person is signed in |
 * | `ready` | app-only: a secret or certificate is there; whether it is right shows at the first request |
 * | `signedOut` | nobody is signed in, or (app-only) no secret has been stored |
 * | `expired` | the service no longer takes the sign-in, the secret or the certificate |
 * | `noPermission` | signed in, but the reports were refused the last time |
 */
export type ConnectionState =
  | { readonly kind: 'sample' }
  | { readonly kind: 'signedIn'; readonly account: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'expired'; readonly account?: string; readonly problem?: AccessProblem }
  | { readonly kind: 'noPermission'; readonly account?: string; readonly problem?: AccessProblem };
