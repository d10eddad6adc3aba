import type { Connection } from './connection.js';

/** What decides under which name a tenant's reports are stored. */
export type TenantIdentity = Pick<Connection, 'id' | 'kind' | 'cloud' | 'graphOrigin' | 'tenantId'>;

/** The name of the sample tenant in the archive; no real tenant gets it. */
const SAMPLE = 'sample';
/** A folder's name has its limits, and a domain name may be longer. */
const MAX_DOMAIN_CHARACTERS = 70;

/**
 * The name under which the archive keeps a connection's reports: the tenant's own, so that connections to one tenant in one cloud
 * share them, and a connection that is pointed elsewhere does not inherit those of another tenant.
 *
 * - the sample tenant: `sample`
 * - the directory id, where the connection or (`learned`) a token of it says it
 * - else the domain name that the connection gives
 * - else, with nothing known of the tenant, the connection's id
 *
 * Names of tenants outside the worldwide cloud carry the cloud as well. Pure: the same for every program that uses the archive.
 *
 * @param learned directory id that a token named, see {@link tenantIdFromToken}
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
 * Names under which earlier reports of a connection may stand: older versions of this project knew tenants by the connection's id
 * only, and a tenant may have been known by its domain name before a token named its directory.
 */
export function previousTenantKeys(identity: TenantIdentity, key: string): string[] {
  const former = identity.kind === 'sample' ? [] : [identity.id, tenantKey(identity)];
  return [...new Set(former)].filter((each) => each !== key);
}

/** Whether a text is the id of a directory, in any case of letters. */
export function isDirectoryId(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

/**
 * The directory that an access token was issued for. The token is only looked at, not verified: nothing but the name of a folder may
 * depend on it.
 */
export function tenantIdFromToken(token: string): string | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' && claims !== null && 'tid' in claims && typeof claims.tid === 'string'
      ? directoryId(claims.tid)
      : undefined;
  } catch {
    return undefined;
  }
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

/** Nobody knows what stands behind the endpoint of a custom cloud, so each has a space of its own. */
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

/** FNV-1a: tells a handful of endpoints apart in a folder's name; no secret and no proof. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
