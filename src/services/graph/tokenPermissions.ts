import type { ReportKind } from '../../core/catalog/definition.js';
import type { AccessProblem } from '../../base/errors.js';
import { claimsOf } from '../../base/jsonWebToken.js';

/** The permission that every usage report requires, as a delegated or an application permission. */
const PERMISSION = 'reports.read.all';

/**
 * Template ids of the directory roles that may read usage reports, the same in every tenant.
 * Sources: Microsoft Graph, "Authorization for APIs to read Microsoft 365 usage reports"; Microsoft Entra, "Built-in roles".
 */
const TOTALS_ONLY_ROLES: readonly string[] = [
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451', // Global Reader
  '75934031-6c7e-415a-99d7-48dbd49e875e', // Usage Summary Reports Reader
];
const ALL_REPORTS_ROLES: readonly string[] = [
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de', // Exchange Administrator
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c', // SharePoint Administrator
  '69091246-20e8-4a56-aa4d-066075b2a7a8', // Teams Administrator
  '75941009-915a-4869-abe7-691bff18279e', // Skype for Business Administrator
  '4a5d8f65-41da-4de4-8968-e035b65339cf', // Reports Reader
];

/**
 * Why Graph may have refused (403) a valid token, as far as the token itself shows it. Nothing is verified, stored or logged, and
 * only the text of an error may depend on the result. Graph's tokens are meant to be opaque, so unexpected content is ignored.
 */
export function permissionProblem(token: string, kind: ReportKind): AccessProblem | undefined {
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
  if (!Array.isArray(wids)) {
    return undefined;
  }
  const roleIds = textsOf(wids).map((id) => id.toLowerCase());
  if (roleIds.some((id) => ALL_REPORTS_ROLES.includes(id))) {
    return undefined;
  }
  if (!roleIds.some((id) => TOTALS_ONLY_ROLES.includes(id))) {
    return 'roleMissing';
  }
  return kind === 'detail' ? 'summaryRole' : undefined;
}

function isPermission(text: string): boolean {
  return text.toLowerCase() === PERMISSION;
}

function textsOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((value) => typeof value === 'string') : [];
}
