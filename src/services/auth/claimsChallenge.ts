/** What VS Code takes instead of scopes since about 1.106, to answer a 401 that wants more: not in the types of our oldest VS Code. */
export interface ChallengeRequest {
  readonly wwwAuthenticate: string;
  readonly fallbackScopes: readonly string[];
}

/**
 * The challenge of a `WWW-Authenticate` header, where it asks for claims (Conditional Access, revoked sessions). Only the claims are
 * taken over: VS Code's provider prefers a challenge's own scopes to the caller's, and it is not for a service to say which token it is
 * sent next.
 */
export function claimsRequest(header: string | undefined, scopes: readonly string[]): ChallengeRequest | undefined {
  const claims = /\bclaims="([\w+/=-]{1,8192})"/i.exec(header ?? '')?.[1];
  return claims === undefined ? undefined : { wwwAuthenticate: `Bearer claims="${claims}"`, fallbackScopes: scopes };
}
