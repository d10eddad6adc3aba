import { claimsOf } from '../../../base/jsonWebToken.js';
import { shortHash } from '../../../base/shortHash.js';
import type { Connection } from './connection.js';

/** What a tenant's name in the archive depends on. */
export type TenantIdentity = Pick<Connection, 'id' | 'kind' | 'cloud' | 'graphOrigin' | 'tenantId'>;

/** The sample tenant's name in the archive. No real tenant gets it. */
const SAMPLE = 'sample';
/** Longer domain names do not fit into a folder name. */
const MAX_DOMAIN_CHARACTERS = 70;

/**
 * The archive's name for a connection's tenant. Connections to the same tenant in the same cloud share their archived reports, and a
 * connection that is changed to another tenant does not inherit them.
 *
 * - the sample tenant: `sample`
 * - the directory (tenant) ID, if the connection or one of its tokens (`learned`) has it
 * - else the domain name of the connection
 * - else the connection's id, because nothing is known about the tenant
 *
 * Outside the global cloud the name also includes the cloud. Every program that uses the archive gets the same names.
 *
 * @param learned tenant ID from a token, see {@link tenantIdFromToken}
 */
export function tenantKey(identity: TenantIdentity, learned?: string): string {
  if (identity.kind === 'sample') {
    return SAMPLE;
  }
  const configured = identity.tenantId?.toLowerCase();
  const name =
    configured !== undefined && isDirectoryId(configured)
      ? configured
      : (directoryId(learned) ?? domainName(configured));
  return name === undefined ? identity.id : name + cloudSuffix(identity);
}

/**
 * Names under which earlier reports of a connection may be archived: older versions of this extension used the connection's id, and a
 * tenant is known by its domain name until a token shows its ID.
 */
export function previousTenantKeys(identity: TenantIdentity, key: string): string[] {
  const earlier = identity.kind === 'sample' ? [] : [identity.id, tenantKey(identity)];
  return [...new Set(earlier)].filter((name) => name !== key);
}

/** Whether a text is a directory (tenant) ID, in upper or lower case. */
export function isDirectoryId(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

/**
 * The tenant that an access token was issued for. The token is not verified, so only folder names may depend on the result.
 */
export function tenantIdFromToken(token: string): string | undefined {
  const tid = claimsOf(token)?.['tid'];
  return typeof tid === 'string' ? directoryId(tid) : undefined;
}

function directoryId(text: string | undefined): string | undefined {
  return text !== undefined && isDirectoryId(text) ? text.toLowerCase() : undefined;
}

function domainName(text: string | undefined): string | undefined {
  const usable =
    text !== undefined &&
    text.length <= MAX_DOMAIN_CHARACTERS &&
    text !== SAMPLE &&
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(text);
  return usable ? text : undefined;
}

/** The same name can be different tenants at different endpoints of custom clouds, so each endpoint gets its own suffix. */
function cloudSuffix({ cloud, graphOrigin }: TenantIdentity): string {
  switch (cloud) {
    case 'global':
      return '';
    case 'custom':
      return `.custom-${shortHash(graphOrigin)}`;
    default:
      return `.${cloud}`;
  }
}
