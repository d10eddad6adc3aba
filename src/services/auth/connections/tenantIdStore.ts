import type { Memento } from './host.js';
import type { Connection } from './connection.js';
import { isDirectoryId, tenantIdFromToken, tenantKey } from './tenantKey.js';

const PREFIX = 'usageReports.tenant.';

/**
 * Which directory each connection was seen to lead to, so that its stored reports are found without a network as well. Ids only.
 * A domain name leads to the same directory for every connection; without one, it is the signed-in account that decides.
 */
export class TenantIdStore {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** The name of the connection's tenant in the archive, as far as it is known now. */
  keyOf(connection: Connection): string {
    const known = this.#memento.get<unknown>(mementoKeyOf(connection));
    return tenantKey(connection, typeof known === 'string' ? known : undefined);
  }

  /** Looks at a token that a connection got. */
  recordToken(connection: Connection, token: string): void {
    const tenant = isTenantKnown(connection) ? undefined : tenantIdFromToken(token);
    const key = mementoKeyOf(connection);
    if (tenant !== undefined && this.#memento.get<unknown>(key) !== tenant) {
      void this.#memento.update(key, tenant);
    }
  }

  /** Where a domain name decides, nothing was the connection's own. */
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

/** Where what was learned is kept: in another cloud the same words lead elsewhere. */
function mementoKeyOf({ id, cloud, graphOrigin, authority, tenantId }: Connection): string {
  const where = cloud === 'custom' ? `${graphOrigin} ${authority}` : cloud;
  return `${PREFIX}${where} ${tenantId === undefined ? `connection ${id}` : `domain ${tenantId.toLowerCase()}`}`;
}
