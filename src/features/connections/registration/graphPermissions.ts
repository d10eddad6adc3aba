import type { RegistrationScriptOptions } from './appRegistration.js';

/** What usage reports need, and no more. */
const REPORTS_PERMISSION = 'Reports.Read.All';

interface PermissionIds {
  /** On behalf of a signed-in user. */
  readonly delegated: string;
  /** Without a user. */
  readonly application: string;
}

/**
 * IDs of Microsoft Graph's permissions, the same in every tenant and cloud.
 * Source: Microsoft Graph, "Permissions reference", and the list that it is made of (`provisioningInfo.json` of Microsoft's
 * microsoft-graph-devx-content).
 */
const IDS: Readonly<Record<string, PermissionIds>> = {
  [REPORTS_PERMISSION]: {
    delegated: '02e97553-ed7b-43d0-ab3c-f8bace0d040c',
    application: '230c1aed-a721-4c5d-9cb4-a90514e508ef',
  },
  'User.Read.All': {
    delegated: 'a154be20-db9c-4678-8ab7-66f6cc099a59',
    application: 'df021288-bdef-4463-88db-98f22de89214',
  },
  'LicenseAssignment.Read.All': {
    delegated: 'f395577a-0960-456b-979f-7228de0c5996',
    application: 'e2f98668-2877-4f38-a2f4-8202e0717aa1',
  },
  'AuditLog.Read.All': {
    delegated: 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20',
    application: 'b0afded3-3588-46d8-8b3d-9842eff778da',
  },
};

export interface ScriptPermission {
  readonly name: string;
  readonly id: string;
}

/**
 * The permissions that a script is about, each once: those of a new app begin with that of usage reports.
 * @throws RangeError for one whose ID is not known, and for an app that is to get none
 */
export function permissionsOfScript({
  access,
  permissions = [],
  clientId,
}: RegistrationScriptOptions): ScriptPermission[] {
  const names = new Set([...(clientId === undefined ? [REPORTS_PERMISSION] : []), ...permissions]);
  if (names.size === 0) {
    throw new RangeError('An app that is registered gets permissions, or nothing is to be done.');
  }
  return [...names].map((name) => {
    const ids = Object.hasOwn(IDS, name) ? IDS[name] : undefined;
    if (ids === undefined) {
      throw new RangeError(`The ID of the permission ${name} is not known.`);
    }
    return { name, id: access === 'delegated' ? ids.delegated : ids.application };
  });
}
