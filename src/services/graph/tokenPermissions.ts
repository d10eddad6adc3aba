import type { GraphPermission, ReportDefinition } from '../../core/catalog/definition.js';
import { DEFAULT_USER_ROLE_ID, reportRoles } from '../../core/catalog/roles.js';
import type { AccessProblem } from '../../base/errors.js';
import { claimsOf } from '../../base/jsonWebToken.js';

/** What every usage report requires, as a delegated or an application permission. */
const REPORTS: readonly GraphPermission[] = [{ name: 'Reports.Read.All', includedIn: [] }];

/**
 * Why Graph may have refused (403) a valid token, as far as the token itself shows it. Nothing is verified, stored or logged, and
 * only the text of an error may depend on the result. Graph's tokens are meant to be opaque, so unexpected content is ignored.
 */
export function permissionProblem(
  token: string,
  { kind, requiredRoles, permissions }: Pick<ReportDefinition, 'kind' | 'requiredRoles' | 'permissions'>,
): AccessProblem | undefined {
  const claims = claimsOf(token);
  if (claims === undefined) {
    return undefined;
  }
  if (missingPermissions(token, permissions ?? REPORTS).length > 0) {
    return 'consentMissing';
  }
  // The roles that read reports say nothing about other requests, nor about an app.
  if (permissions !== undefined || isOfApp(claims)) {
    return undefined;
  }
  const { wids } = claims;
  const ids = Array.isArray(wids) ? textsOf(wids).map((id) => id.toLowerCase()) : undefined;
  const held = reportRoles.filter(({ id }) => ids?.includes(id));
  if (requiredRoles !== undefined) {
    return held.some(({ name }) => requiredRoles.includes(name)) ? undefined : 'globalRoleMissing';
  }
  if (ids === undefined || held.some(({ reads }) => reads === 'all')) {
    return undefined;
  }
  if (held.length > 0) {
    return kind === 'detail' ? 'summaryRole' : undefined;
  }
  // A role that is not known here may read reports: only an account without any role certainly lacks one.
  return ids.every((id) => id === DEFAULT_USER_ROLE_ID) ? 'roleMissing' : undefined;
}

/**
 * Which permissions a token certainly lacks. A token that does not say what it allows lacks none.
 * @param needed each of them
 * @returns their names
 */
export function missingPermissions(token: string, needed: readonly GraphPermission[]): readonly string[] {
  const claims = claimsOf(token);
  const granted = claims && grantedBy(claims);
  return granted === undefined
    ? []
    : needed.flatMap(({ name, includedIn }) =>
        [name, ...includedIn].some((one) => granted.has(one.toLowerCase())) ? [] : [name],
      );
}

type Claims = Readonly<Record<string, unknown>>;

function isOfApp({ scp, roles, idtyp }: Claims): boolean {
  return idtyp === 'app' || (scp === undefined && Array.isArray(roles));
}

/** In lower case; `undefined` if it is not said. */
function grantedBy(claims: Claims): ReadonlySet<string> | undefined {
  const { scp, roles } = claims;
  const names = isOfApp(claims) ? textsOf(roles) : typeof scp === 'string' ? scp.split(' ') : undefined;
  return names && new Set(names.map((name) => name.toLowerCase()));
}

function textsOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((value) => typeof value === 'string') : [];
}
