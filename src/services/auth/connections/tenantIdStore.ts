import type { Memento } from './vscodeApi.js';
import type { Connection } from './connection.js';
import { isDirectoryId, tenantIdFromToken, tenantKey } from './tenantKey.js';

const PREFIX = 'usageReports.tenant.';

/**
 * Remembers the directory (tenant) ID of each connection, so that its archived reports are found without a network too. For a connection
 * with a domain name the ID belongs to the domain; without one it depends on the signed-in account.
 */
export class TenantIdStore {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** The archive's name for the connection's tenant, as far as it is known now. */
  keyOf(connection: Connection): string {
    const known = this.#memento.get<unknown>(mementoKeyOf(connection));
    return tenantKey(connection, typeof known === 'string' ? known : undefined);
  }

  /** Learns the tenant ID from a token. */
  recordToken(connection: Connection, token: string): void {
    const tenant = isTenantKnown(connection) ? undefined : tenantIdFromToken(token);
    const key = mementoKeyOf(connection);
    if (tenant !== undefined && this.#memento.get<unknown>(key) !== tenant) {
      void this.#memento.update(key, tenant);
    }
  }

  /** The ID of a domain stays, because other connections may use it. */
  async forget(connection: Connection): Promise<void> {
    if (connection.tenantId !== undefined) {
      return;
    }
    await this.#memento.update(mementoKeyOf(connection), undefined);
  }
}

function isTenantKnown({ kind, tenantId }: Connection): boolean {
  return kind === 'sample' || (tenantId !== undefined && isDirectoryId(tenantId));
}

/** Includes the cloud, because the same domain can be another tenant there. */
function mementoKeyOf({ id, cloud, graphOrigin, authority, tenantId }: Connection): string {
  const where = cloud === 'custom' ? `${graphOrigin} ${authority}` : cloud;
  return `${PREFIX}${where} ${tenantId === undefined ? `connection ${id}` : `domain ${tenantId.toLowerCase()}`}`;
}
