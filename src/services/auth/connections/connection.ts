import { isPublished, isReadableBy } from '../../../core/catalog/chooseVersion.js';
import type { Access, ReportDefinition } from '../../../core/catalog/definition.js';
import { isLoopback } from '../../../base/loopback.js';
import { withFileLabels } from './fileLabels.js';
import { type Cloud, CLOUD_IDS, type CloudId, CLOUDS, isAuthorityOf, isCloudId, publishedCloud } from './clouds.js';

/**
 * A tenant and how to sign in to it. Configured in machine-scoped settings, so that a workspace can never choose where a token is sent.
 * Secrets are not part of it; they are in VS Code's secret storage.
 */
export interface Connection {
  /** Can become a folder name in the archive: letters, digits, `.`, `_`, `-`. */
  readonly id: string;
  /** Display name. */
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly cloud: CloudId;
  /** Origin of the only Graph host that this connection's tokens are sent to: `https://graph.microsoft.com`. */
  readonly graphOrigin: string;
  /** Origin of the sign-in service: `https://login.microsoftonline.com`. Secrets are sent nowhere else. */
  readonly authority: string;
  /** Directory (tenant) ID or domain. If absent, the account's home tenant. Required for app-only. */
  readonly tenantId?: string;
  /** Application (client) ID of the customer's app registration. If absent, VS Code's own application. Required for app-only. */
  readonly clientId?: string;
  /** App-only: absolute path of a PEM file with a certificate and its private key. If absent, a client secret is used. */
  readonly certificatePath?: string;
  /** Names the connection in exported files. Different for all connections. */
  readonly fileLabel: string;
}

export type ConnectionKind = 'sample' | 'delegated' | 'appOnly';

/** One entry of the setting `usageReports.connections`. */
export interface ConnectionSetting {
  readonly id: string;
  readonly name?: string;
  readonly kind?: 'delegated' | 'appOnly';
  readonly cloud?: CloudId;
  readonly graphEndpoint?: string;
  readonly authority?: string;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly certificatePath?: string;
}

export const SAMPLE_CONNECTION: Connection = {
  id: 'sample',
  name: 'Sample tenant',
  kind: 'sample',
  fileLabel: 'sample',
  ...endpointsOf(CLOUDS.global),
};

/** A second sample tenant, whose privacy setting conceals names. */
export const CONCEALED_SAMPLE_CONNECTION: Connection = {
  ...SAMPLE_CONNECTION,
  id: 'sample-concealed',
  name: 'Fabrikam',
  fileLabel: 'sample-concealed',
};

/** The built-in connections. The first one is shown until the user chooses another one. */
export const SAMPLE_CONNECTIONS: readonly [Connection, ...Connection[]] = [
  SAMPLE_CONNECTION,
  CONCEALED_SAMPLE_CONNECTION,
];

/** Whose tokens a connection has; `undefined` for a sample tenant. */
export function accessOf({ kind }: Pick<Connection, 'kind'>): Access | undefined {
  return kind === 'sample' ? undefined : kind === 'appOnly' ? 'application' : 'delegated';
}

/** Whether the Microsoft Graph of a connection's cloud gives it a report, as far as the catalog knows. */
export function isAvailable(report: ReportDefinition, connection: Pick<Connection, 'kind' | 'cloud'>): boolean {
  return isPublished(report, publishedCloud(connection.cloud)) && isReadableBy(report, accessOf(connection));
}

/** An invalid entry of the setting, described for the log. */
export interface ConnectionProblem {
  readonly index: number;
  readonly problem: string;
}

/**
 * Reads the setting `usageReports.connections`. Invalid entries are left out and reported.
 * A person's own come first, in the order of the setting, and then the sample tenants.
 * @param samples the sample tenants, whose names can be in the display language
 */
export function readConnections(
  setting: unknown,
  samples = SAMPLE_CONNECTIONS,
): { connections: Connection[]; problems: ConnectionProblem[] } {
  const entries: unknown[] = Array.isArray(setting) ? setting : [];
  const own: Omit<Connection, 'fileLabel'>[] = [];
  const problems: ConnectionProblem[] = [];
  entries.forEach((entry, index) => {
    const connection = readConnection(entry);
    if (typeof connection === 'string') {
      problems.push({ index, problem: connection });
    } else if ([...samples, ...own].some(({ id }) => id === connection.id)) {
      problems.push({ index, problem: `the id "${connection.id}" is taken` });
    } else {
      own.push(connection);
    }
  });
  return { connections: withFileLabels([...own, ...samples]), problems };
}

/** 1 to 64 letters, digits, dots, dashes or underscores: an id can become a folder name. */
export function isConnectionId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
}

/** A GUID or a domain name. Anything else could carry a second scope or a path into a request. */
export function isDirectoryName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(text);
}

/** The origin of an endpoint that tokens or secrets may be sent to: https, or http on this computer; else `undefined`. */
export function safeOrigin(endpoint: string): string | undefined {
  if (!URL.canParse(endpoint)) {
    return undefined;
  }
  const url = new URL(endpoint);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const isOriginOnly =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isSafe && isOriginOnly ? url.origin : undefined;
}

const TEXT_FIELDS = ['name', 'graphEndpoint', 'authority', 'tenantId', 'clientId', 'certificatePath'] as const;

function readConnection(entry: unknown): Omit<Connection, 'fileLabel'> | string {
  if (typeof entry !== 'object' || entry === null) {
    return 'not an object';
  }
  const fields = entry as Record<string, unknown>;
  const { id, kind = 'delegated' } = fields;
  if (typeof id !== 'string' || !isConnectionId(id)) {
    return 'the id must be 1 to 64 letters, digits, dots, dashes or underscores';
  }
  if (kind !== 'delegated' && kind !== 'appOnly') {
    return 'kind must be "delegated" or "appOnly"';
  }
  const faulty = TEXT_FIELDS.find((field) => fields[field] !== undefined && typeof fields[field] !== 'string');
  if (faulty !== undefined) {
    return `${faulty} must be a text`;
  }
  const { tenantId, clientId, certificatePath, graphEndpoint, authority, name } = fields as Partial<ConnectionSetting>;
  if (![tenantId, clientId].every((text) => text === undefined || isDirectoryName(text))) {
    return 'tenantId and clientId are GUIDs or domain names';
  }
  const endpoints = endpointsFrom(
    fields['cloud'] ?? (graphEndpoint === undefined ? 'global' : 'custom'),
    graphEndpoint,
    authority,
  );
  if (typeof endpoints === 'string') {
    return endpoints;
  }
  if (kind === 'appOnly' && (tenantId === undefined || clientId === undefined)) {
    return 'an app-only connection needs tenantId and clientId';
  }
  return {
    id,
    name: name === undefined || name === '' ? id : name,
    kind,
    ...endpoints,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(kind !== 'appOnly' || certificatePath === undefined ? {} : { certificatePath }),
  };
}

/** The endpoints of a connection. Only a custom cloud may name them freely; another one may name its sign-in service in another way. */
function endpointsFrom(
  cloud: unknown,
  graphEndpoint: string | undefined,
  authority: string | undefined,
): Pick<Connection, 'cloud' | 'graphOrigin' | 'authority'> | string {
  if (!isCloudId(cloud)) {
    return `cloud must be one of ${CLOUD_IDS.map((id) => `"${id}"`).join(', ')}`;
  }
  if (cloud !== 'custom') {
    const known = CLOUDS[cloud];
    const chosen = authority === undefined ? known.authority : safeOrigin(authority);
    return graphEndpoint === undefined && chosen !== undefined && isAuthorityOf(cloud, chosen)
      ? { ...endpointsOf(known), authority: chosen }
      : 'graphEndpoint and authority are for the cloud "custom" only';
  }
  const graphOrigin = safeOrigin(graphEndpoint ?? '');
  const authorityOrigin = safeOrigin(authority ?? CLOUDS.global.authority);
  if (graphOrigin === undefined || authorityOrigin === undefined) {
    return 'graphEndpoint and authority must be https addresses (http only on this machine) without a path';
  }
  return { cloud, graphOrigin, authority: authorityOrigin };
}

function endpointsOf({ id, graphOrigin, authority }: Cloud): Pick<Connection, 'cloud' | 'graphOrigin' | 'authority'> {
  return { cloud: id, graphOrigin, authority };
}
