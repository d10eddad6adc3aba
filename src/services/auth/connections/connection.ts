import { type Cloud, type CloudId, CLOUDS, isCloudId } from './clouds.js';

/**
 * A tenant and the way into it. Kept in machine-scoped settings, so that a workspace can never say where a token goes. Secrets are
 * no part of it: they are in VS Code's secret storage.
 */
export interface Connection {
  /** Also the tenant's folder name in the archive: letters, digits, `.`, `_`, `-`. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly cloud: CloudId;
  /** Origin of the Graph host that this connection's token goes to, and the only one: `https://graph.microsoft.com`. */
  readonly graphOrigin: string;
  /** Origin of the service that signs in: `https://login.microsoftonline.com`. A secret goes nowhere else. */
  readonly authority: string;
  /** Directory (tenant) id or domain; the account's home tenant where absent. Always there for app-only. */
  readonly tenantId?: string;
  /** Application id of the customer's own app registration; VS Code's own where absent. Always there for app-only. */
  readonly clientId?: string;
  /** App-only with a certificate: absolute path of a PEM file with the certificate and its private key. A client secret where absent. */
  readonly certificatePath?: string;
}

export type ConnectionKind = 'sample' | 'delegated' | 'appOnly';

/** One entry of the setting `usageReports.connections`, as it is written there. */
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
  ...endpointsOf(CLOUDS.global),
};

/** One faulty entry of the setting, in words for the log. */
export interface ConnectionProblem {
  readonly index: number;
  readonly problem: string;
}

/**
 * Reads the setting `usageReports.connections`. Entries that cannot be used are left out and reported, never half used.
 * The sample tenant always comes first.
 */
export function readConnections(setting: unknown): { connections: Connection[]; problems: ConnectionProblem[] } {
  const entries: unknown[] = Array.isArray(setting) ? setting : [];
  const connections: Connection[] = [SAMPLE_CONNECTION];
  const problems: ConnectionProblem[] = [];
  entries.forEach((entry, index) => {
    const connection = readConnection(entry);
    if (typeof connection === 'string') {
      problems.push({ index, problem: connection });
    } else if (connections.some(({ id }) => id === connection.id)) {
      problems.push({ index, problem: `the id "${connection.id}" is taken` });
    } else {
      connections.push(connection);
    }
  });
  return { connections, problems };
}

/** 1 to 64 letters, digits, dots, dashes or underscores: it becomes the name of a folder. */
export function isConnectionId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
}

/** A GUID or a domain name. Anything else could carry a second scope or a path into a request. */
export function isDirectoryName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(text);
}

/** The origin of an endpoint that a token or secret may be sent to: https, or http on loopback. Anything else is `undefined`. */
export function safeOrigin(endpoint: string): string | undefined {
  if (!URL.canParse(endpoint)) {
    return undefined;
  }
  const url = new URL(endpoint);
  const loopback =
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return safe && bare ? url.origin : undefined;
}

const TEXT_FIELDS = ['name', 'graphEndpoint', 'authority', 'tenantId', 'clientId', 'certificatePath'] as const;

function readConnection(entry: unknown): Connection | string {
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

/** Where a connection's requests and sign-ins go. Only a custom cloud may say so itself. */
function endpointsFrom(
  cloud: unknown,
  graphEndpoint: string | undefined,
  authority: string | undefined,
): Pick<Connection, 'cloud' | 'graphOrigin' | 'authority'> | string {
  if (!isCloudId(cloud)) {
    return 'cloud must be "global", "usgov", "usgovdod", "china" or "custom"';
  }
  if (cloud !== 'custom') {
    return graphEndpoint === undefined && authority === undefined
      ? endpointsOf(CLOUDS[cloud])
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
