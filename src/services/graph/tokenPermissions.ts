import type { ReportDefinition } from '../../core/catalog/definition.js';
import { DEFAULT_USER_ROLE_ID, reportRoles } from '../../core/catalog/roles.js';
import type { AccessProblem } from '../../base/errors.js';
import { claimsOf } from '../../base/jsonWebToken.js';

/** The permission that every usage report requires, as a delegated or an application permission. */
const PERMISSION = 'reports.read.all';

/**
 * Why Graph may have refused (403) a valid token, as far as the token itself shows it. Nothing is verified, stored or logged, and
 * only the text of an error may depend on the result. Graph's tokens are meant to be opaque, so unexpected content is ignored.
 */
export function permissionProblem(
  token: string,
  { kind, requiredRoles }: Pick<ReportDefinition, 'kind' | 'requiredRoles'>,
): AccessProblem | undefined {
  const claims = claimsOf(token);
  if (claims === undefined) {
    return undefined;
  }
  const { scp, roles, wids, idtyp } = claims;
  if (idtyp === 'app' || (scp === undefined && Array.isArray(roles))) {
    return textsOf(roles).some(isPermission) ? undefined : 'consentMissing';
  }
  if (typeof scp === 'string' && !scp.split(' ').some(isPermission)) {
    return 'consentMissing';
  }
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

function isPermission(text: string): boolean {
  return text.toLowerCase() === PERMISSION;
}

function textsOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((value) => typeof value === 'string') : [];
}
