import type { Connection } from './connection.js';
import type { Memento } from './vscodeApi.js';

const PREFIX = 'usageReports.proven.';

/** Remembers which connections have worked, over a restart. One that leads elsewhere since, or signs in as another app, is a new one. */
export class ProvenConnections {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  has(connection: Connection): boolean {
    return this.#memento.get<unknown>(keyOf(connection)) === identityOf(connection);
  }

  add(connection: Connection): void {
    if (!this.has(connection)) {
      void this.#memento.update(keyOf(connection), identityOf(connection));
    }
  }

  delete(connection: Connection): void {
    void this.#memento.update(keyOf(connection), undefined);
  }
}

function keyOf({ id }: Connection): string {
  return `${PREFIX}${id}`;
}

function identityOf({ kind, graphOrigin, authority, tenantId, clientId, certificatePath }: Connection): string {
  return JSON.stringify([kind, graphOrigin, authority, tenantId, clientId, certificatePath]);
}
