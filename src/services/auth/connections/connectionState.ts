import type { AccessProblem, ErrorReason } from '../../../base/errors.js';

/**
 * The state of a connection's sign-in, as far as it is known without a request.
 *
 * | kind | meaning |
 * |---|---|
 * | `sample` | the sample tenant: always ready |
 * | `signedIn` | a user is signed in |
 * | `untested` | app-only: a secret or certificate is present, and no request has shown yet whether it works |
 * | `ready` | app-only: the last request showed that it works |
 * | `signedOut` | nobody is signed in, or (app-only) no secret is stored; with `canceled`, the user closed the last sign-in |
 * | `expired` | the service no longer accepts the user's sign-in |
 * | `failed` | the last test failed, or the last sign-in; what was wrong is in `reason` and `problem` |
 * | `noPermission` | signed in, but the connection's test was denied, or several reports were, see `Refusals` |
 */
export type ConnectionState =
  | { readonly kind: 'sample' }
  | { readonly kind: 'signedIn'; readonly account: string }
  | { readonly kind: 'untested' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'signedOut'; readonly canceled?: true }
  | { readonly kind: 'expired'; readonly account?: string; readonly problem?: AccessProblem }
  | {
      readonly kind: 'failed';
      readonly account?: string;
      readonly reason: ErrorReason;
      readonly problem?: AccessProblem;
    }
  | { readonly kind: 'noPermission'; readonly account?: string; readonly problem?: AccessProblem };
