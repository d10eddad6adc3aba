import type { Archive } from '../archive/archive.js';
import { MAX_NAME_CHARACTERS } from '../archive/names.js';
import type { Connection } from '../auth/connections/connection.js';
import { previousTenantKeys } from '../auth/connections/tenantKey.js';
import type { ArchivedTenantRef } from './archivedSnapshots.js';

export interface ArchivedTenantsOptions {
  readonly archive: Archive;
  /** The archive's name for a connection's tenant, as far as it is known now. */
  readonly keyOf: (connection: Connection) => string;
  /** All connections. */
  readonly connections: () => readonly Connection[];
  readonly now: () => Date;
}

/**
 * Maps connections to the tenants of the archive. Reports that are archived under an earlier name (by an older version of this
 * extension, or before the tenant's ID was known) are moved to the current name when the tenant is first needed, with what collections have
 * recorded of it.
 */
export class ArchivedTenants {
  readonly #options: ArchivedTenantsOptions;
  readonly #moved = new Map<string, Promise<string>>();

  constructor(options: ArchivedTenantsOptions) {
    this.#options = options;
  }

  /** The archive's name for a connection's tenant. Connections to the same tenant have the same. */
  async of(connection: Connection): Promise<string> {
    const key = this.#options.keyOf(connection);
    const earlier = previousTenantKeys(connection, key).filter((name) => !this.#belongsToAnother(connection, name));
    if (earlier.length === 0) {
      return key;
    }
    // Once for each archive folder and each name: a new connection has nothing to move.
    const id = JSON.stringify([this.#folder(), key, ...earlier]);
    const known = this.#moved.get(id);
    if (known !== undefined) {
      return known;
    }
    const moving = this.#move(key, earlier).catch(async () => {
      // An archive that cannot be written is read under its earlier name. The next call tries again.
      this.#moved.delete(id);
      const names = await this.#options.archive.tenants().catch((): string[] => []);
      return names.includes(key) ? key : (earlier.find((name) => names.includes(name)) ?? key);
    });
    this.#moved.set(id, moving);
    return moving;
  }

  async refOf(connection: Connection): Promise<ArchivedTenantRef> {
    return { connection: connection.id, tenant: await this.of(connection) };
  }

  /** Whether anything is archived of a tenant. An archive that cannot be read counts as empty. */
  async hasReports(connection: Connection): Promise<boolean> {
    const { archive } = this.#options;
    try {
      for await (const key of archive.keys(await this.of(connection))) {
        // A report that cannot be read says nothing about the others.
        if ((await archive.latest(key).catch(() => undefined)) !== undefined) {
          return true;
        }
      }
    } catch {
      // Opening a report will say what is wrong with the folder.
    }
    return false;
  }

  /** Deletes everything that is archived of a tenant. */
  async delete(connection: Connection): Promise<void> {
    await this.#options.archive.delete(await this.of(connection));
  }

  /**
   * Called when a connection is removed; its reports stay. If its tenant was never known, they are archived under the connection's id.
   * They get another name, so that a later connection with the same id does not take them over.
   */
  async detach(connection: Connection): Promise<void> {
    const tenant = await this.of(connection);
    if (tenant === connection.id && connection.kind !== 'sample') {
      const suffix = `.removed-${this.#options.now().getTime()}`;
      await this.#options.archive.moveTenant(tenant, tenant.slice(0, MAX_NAME_CHARACTERS - suffix.length) + suffix);
    }
  }

  async #move(key: string, earlier: readonly string[]): Promise<string> {
    const { archive } = this.#options;
    if (earlier.length === 0) {
      return key;
    }
    const { moveCollectState } = await import('../throttling/moveCollectState.js');
    for (const name of earlier) {
      // First what counts for the limits: from now on requests count under the new name.
      await moveCollectState(archive.folder, name, key, { isShared: () => archive.isShared });
      await archive.moveTenant(name, key);
    }
    return key;
  }

  #belongsToAnother({ id }: Connection, name: string): boolean {
    return this.#options.connections().some((other) => other.id !== id && this.#options.keyOf(other) === name);
  }

  #folder(): string {
    try {
      return this.#options.archive.folder;
    } catch {
      return '';
    }
  }
}
