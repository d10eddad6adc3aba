/**
 * What VS Code accepts in place of scopes since about version 1.106, to satisfy a 401 that requires more claims. The types of the oldest
 * supported VS Code do not have it.
 */
export interface ChallengeRequest {
  readonly wwwAuthenticate: string;
  readonly fallbackScopes: readonly string[];
}

/**
 * The challenge of a `WWW-Authenticate` header, if it requires claims (Conditional Access, revoked sessions). Only the claims are used:
 * VS Code's provider prefers the scopes of a challenge to those of the caller, and a service must not choose the scopes of a token.
 */
export function claimsRequest(header: string | undefined, scopes: readonly string[]): ChallengeRequest | undefined {
  const claims = /\bclaims="([\w+/=-]{1,8192})"/i.exec(header ?? '')?.[1];
  return claims === undefined ? undefined : { wwwAuthenticate: `Bearer claims="${claims}"`, fallbackScopes: scopes };
}
