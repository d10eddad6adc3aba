import { claimsOf } from '../../../base/jsonWebToken.js';
import { isReservedOnWindows } from '../../../base/reservedNames.js';
import { shortHash } from '../../../base/shortHash.js';
import { type Connection, SAMPLE_CONNECTIONS } from './connection.js';

/** What a tenant's name in the archive depends on. */
export type TenantIdentity = Pick<Connection, 'id' | 'kind' | 'cloud' | 'graphOrigin' | 'tenantId'>;

/** The sample tenants' names in the archive are their ids. No real tenant gets one of them. */
const SAMPLES: readonly string[] = SAMPLE_CONNECTIONS.map(({ id }) => id);
/** Longer names do not fit into that of a folder, together with a cloud. */
const MAX_NAME_CHARACTERS = 70;
/** A name in the global cloud that ends as one of another cloud does. */
const CLOUD_SUFFIX = /\.(?:usgov|usgovdod|china|custom-[\da-f]{8})$/;

/**
 * The archive's name for a connection's tenant. Connections to the same tenant in the same cloud share their archived reports, and a
 * connection that is changed to another tenant does not inherit them.
 *
 * - a sample tenant: `sample` or `sample-concealed`
 * - the directory (tenant) ID, if the connection or one of its tokens (`learned`) has it
 * - else the domain name of the connection, or one with a hash where that can be no folder
 * - else the connection's id, because nothing is known about the tenant
 *
 * Outside the global cloud the name also includes the cloud. Every program that uses the archive gets the same names.
 *
 * @param learned tenant ID from a token, see {@link tenantIdFromToken}
 */
export function tenantKey(identity: TenantIdentity, learned?: string): string {
  if (identity.kind === 'sample') {
    return identity.id;
  }
  const configured = identity.tenantId?.toLowerCase();
  const directory = directoryId(configured) ?? directoryId(learned);
  if (directory !== undefined) {
    return directory + cloudSuffix(identity);
  }
  return configured === undefined ? folderName(identity.id) : folderName(configured, cloudSuffix(identity));
}

/**
 * Names under which earlier reports of a connection may be archived: older versions of this extension used the connection's id, and a
 * tenant is known by its domain name until a token shows its ID.
 */
export function previousTenantKeys(identity: TenantIdentity, key: string): string[] {
  const earlier = identity.kind === 'sample' ? [] : [identity.id, tenantKey(identity)];
  return [...new Set(earlier)].filter((name) => name !== key && (canBeFolder(name) || name.startsWith('_')));
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

/**
 * The name itself, where every system takes it for a folder that is no other tenant's. Else one with a hash, and a beginning that neither a
 * domain nor a connection's id has: Windows and macOS take `North` and `north` for one folder, and Windows has none that is called `con`.
 */
function folderName(name: string, suffix = ''): string {
  const isPlain =
    canBeFolder(name) &&
    name === name.toLowerCase() &&
    !SAMPLES.includes(name) &&
    !(suffix === '' && CLOUD_SUFFIX.test(name));
  const beginning = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return isPlain ? name + suffix : `_${beginning.slice(0, 40)}-${shortHash(name)}${suffix}`;
}

function canBeFolder(name: string): boolean {
  return (
    name.length <= MAX_NAME_CHARACTERS &&
    /^[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?$/i.test(name) &&
    !isReservedOnWindows(name)
  );
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
