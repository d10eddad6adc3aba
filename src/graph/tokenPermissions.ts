import type { ReportKind } from '../catalog/definition.js';
import type { AccessProblem } from '../shared/errors.js';

/** The one permission that every usage report asks for, delegated or as an application. */
const PERMISSION = 'reports.read.all';

/** Template ids of the directory roles that may read reports. Source: Microsoft's reference "Microsoft Entra built-in roles". */
const ROLES_FOR_ALL: readonly string[] = [
  '4a5d8f65-41da-4de4-8968-e035b65339cf', // Reports Reader
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de', // Exchange Administrator
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c', // SharePoint Administrator
  '69091246-20e8-4a56-aa4d-066075b2a7a8', // Teams Administrator
  '75941009-915a-4869-abe7-691bff18279e', // Skype for Business Administrator
];
/** They read totals, but nothing about single people, sites or groups. */
const ROLES_FOR_TOTALS: readonly string[] = [
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451', // Global Reader
  '75934031-6c7e-415a-99d7-48dbd49e875e', // Usage Summary Reports Reader
];

/**
 * Why Graph may have refused a token with 403, as far as the token itself tells: one and the same answer stands for a missing
 * consent, a missing role and a role that reads totals only. Microsoft promises nothing about what is inside its tokens, so this is
 * asked after a refusal only, decides nothing but the words of the error, and anything unexpected means "cannot be told".
 */
export function permissionProblem(token: string, kind: ReportKind): AccessProblem | undefined {
  const claims = claimsOf(token);
  if (claims === undefined) {
    return undefined;
  }
  // `scp` is a person's token, `roles` an application's. An application without any permission has neither.
  const isPerson = typeof claims['scp'] === 'string';
  const permissions = isPerson ? String(claims['scp']).split(' ') : textsOf(claims['roles']);
  if (!permissions.some((permission) => permission.toLowerCase() === PERMISSION)) {
    return 'consentMissing';
  }
  const roles = claims['wids'];
  if (!isPerson || !Array.isArray(roles)) {
    return undefined;
  }
  const has = (wanted: readonly string[]): boolean => textsOf(roles).some((role) => wanted.includes(role.toLowerCase()));
  if (has(ROLES_FOR_ALL)) {
    return undefined;
  }
  if (!has(ROLES_FOR_TOTALS)) {
    return 'roleMissing';
  }
  return kind === 'detail' ? 'summaryRole' : undefined;
}

/** What a JSON web token says, without any check of its signature; `undefined` for anything that is none. */
function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
