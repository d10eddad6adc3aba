/** A tenant and the way into it. Kept in machine-scoped settings, so that a workspace can never say where a token goes. */
export interface Connection {
  /** Also the tenant's folder name in the archive: letters, digits, `.`, `_`, `-`. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly kind: 'sample' | 'delegated';
  /** Origin of the Graph host that this connection's token goes to, and the only one: `https://graph.microsoft.com`. */
  readonly graphOrigin: string;
  /** Directory (tenant) id or domain; the account's home tenant where absent. */
  readonly tenantId?: string;
  /** Application id of the customer's own app registration; VS Code's own where absent. */
  readonly clientId?: string;
}

export const GLOBAL_GRAPH = 'https://graph.microsoft.com';

export const SAMPLE_CONNECTION: Connection = {
  id: 'sample',
  name: 'Sample tenant',
  kind: 'sample',
  graphOrigin: GLOBAL_GRAPH,
};

/** What a user gets who has configured nothing: their own account in the global cloud. */
export const DEFAULT_CONNECTION: Connection = {
  id: 'microsoft365',
  name: 'Microsoft 365',
  kind: 'delegated',
  graphOrigin: GLOBAL_GRAPH,
};

/** One faulty entry of the setting, in words for the log. */
export interface ConnectionProblem {
  readonly index: number;
  readonly problem: string;
}

/**
 * Reads the setting `usageReports.connections`. Entries that cannot be used are left out and reported, never half used.
 *
 * The sample tenant always comes first. Without any usable entry the default connection is there.
 */
export function readConnections(setting: unknown): { connections: Connection[]; problems: ConnectionProblem[] } {
  const entries: unknown[] = Array.isArray(setting) ? setting : [];
  const configured: Connection[] = [];
  const problems: ConnectionProblem[] = [];
  entries.forEach((entry, index) => {
    const connection = readConnection(entry);
    if (typeof connection === 'string') {
      problems.push({ index, problem: connection });
    } else if (connection.id === SAMPLE_CONNECTION.id || configured.some(({ id }) => id === connection.id)) {
      problems.push({ index, problem: `the id "${connection.id}" is taken` });
    } else {
      configured.push(connection);
    }
  });
  return { connections: [SAMPLE_CONNECTION, ...(configured.length > 0 ? configured : [DEFAULT_CONNECTION])], problems };
}

function readConnection(entry: unknown): Connection | string {
  if (typeof entry !== 'object' || entry === null) {
    return 'not an object';
  }
  const { id, name, tenantId, clientId, graphEndpoint } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id)) {
    return 'the id must be 1 to 64 letters, digits, dots, dashes or underscores';
  }
  for (const [property, value] of Object.entries({ name, tenantId, clientId, graphEndpoint })) {
    if (value !== undefined && typeof value !== 'string') {
      return `${property} must be a text`;
    }
  }
  if (![tenantId, clientId].every((value) => value === undefined || /^[A-Za-z0-9.-]*$/.test(value as string))) {
    return 'tenantId and clientId are GUIDs or domain names';
  }
  const graphOrigin = graphEndpoint === undefined ? GLOBAL_GRAPH : graphOriginOf(graphEndpoint as string);
  if (graphOrigin === undefined) {
    return 'graphEndpoint must be an https address (http only on this machine) without a path';
  }
  return {
    id,
    name: (name as string | undefined) ?? id,
    kind: 'delegated',
    graphOrigin,
    ...(tenantId ? { tenantId: tenantId as string } : {}),
    ...(clientId ? { clientId: clientId as string } : {}),
  };
}

/** The origin of an endpoint a token may be sent to: https, or http on loopback. Anything else is `undefined`. */
function graphOriginOf(endpoint: string): string | undefined {
  if (!URL.canParse(endpoint)) {
    return undefined;
  }
  const url = new URL(endpoint);
  const loopback = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return safe && bare ? url.origin : undefined;
}
