import type { Archive } from '../archive/archive.js';
import type { Connection } from '../auth/connections/connection.js';
import { previousTenantKeys } from '../auth/connections/tenantKey.js';

/**
 * Under which name the archive keeps each connection's reports. What stands under a name of before (an older version of this project,
 * a tenant whose directory was not known yet) is brought there when it is first asked for.
 */
export class ArchivedTenants {
  readonly #moved = new Map<string, Promise<string>>();

  constructor(
    private readonly archive: Archive,
    private readonly keyOf: (connection: Connection) => string,
    private readonly all: () => readonly Connection[],
  ) {}

  async of(connection: Connection): Promise<string> {
    const key = this.keyOf(connection);
    const former = previousTenantKeys(connection, key).filter((name) => !this.#belongsToAnother(connection, name));
    if (former.length === 0) {
      return key;
    }
    // Once for each folder and each name: a new connection has nothing to move.
    const what = JSON.stringify([this.#folder(), key, ...former]);
    const known = this.#moved.get(what);
    if (known !== undefined) {
      return known;
    }
    const moving = this.#move(key, former).catch(async () => {
      // An archive that cannot be changed is read where it is. It may be writable the next time.
      this.#moved.delete(what);
      const there = await this.archive.tenants().catch((): string[] => []);
      return there.includes(key) ? key : (former.find((name) => there.includes(name)) ?? key);
    });
    this.#moved.set(what, moving);
    return moving;
  }

  async #move(key: string, former: readonly string[]): Promise<string> {
    for (const name of former) {
      await this.archive.moveTenant(name, key);
    }
    return key;
  }

  #belongsToAnother({ id }: Connection, name: string): boolean {
    return this.all().some((other) => other.id !== id && this.keyOf(other) === name);
  }

  #folder(): string {
    try {
      return this.archive.folder;
    } catch {
      return '';
    }
  }
}
