import { webcrypto } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { abortable, throwIfAborted } from '../../base/cancellation.js';
import { UsageReportsError } from '../../base/errors.js';
import { USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedSnapshot } from '../reports/archivedSnapshots.js';
import type { ReportService } from '../reports/reportService.js';
import type { OpenJoinedOptions } from '../tables/filesToJoin.js';
import type { TableHandle } from '../tables/tableHandle.js';
import { type FirstUsers, showFirstUsers } from '../tables/firstUsers.js';
import type { UsersTable } from '../tables/userFile.js';
import { joinSnapshots, userFileOf, userSnapshots } from './joinedUsers.js';

type Attributes = Awaited<ReturnType<ReportService['attributesFor']>>;

export interface SharedUsersOptions extends Omit<OpenJoinedOptions, 'attributes'> {
  /** Receives the first users where joining all takes long, at most once. Not called after the users are open, or have failed. */
  readonly onFirst?: (first: FirstUsers) => void;
}

/**
 * Joins the users of a tenant once for all who have them open at the same time: the page of users, and what is made of it. Everyone gets a table
 * of their own to dispose of, and the rows are freed with the last one. Nothing is kept beyond that, and nothing of another tenant.
 */
export class SharedUsers {
  #last: Shared | undefined;
  /** Of files, by their bytes: that of the directory is the same object while it stays the same. */
  readonly #digests = new WeakMap<Uint8Array, Promise<string>>();

  /** As `openUsers` does. Nothing is read where somebody has the same users open, unless something could not be read: it may be there again. */
  async open(
    service: Pick<ReportService, 'newestOfPeriods' | 'attributesFor'>,
    connection: Connection,
    { onFirst, ...options }: SharedUsersOptions = {},
  ): Promise<UsersTable | undefined> {
    const snapshots = await userSnapshots(service, connection);
    const over = new AbortController();
    if (onFirst !== undefined) {
      void showFirstUsers(snapshots.map(userFileOf), onFirst, over.signal);
    }
    try {
      return await this.#join(service, connection, snapshots, options);
    } finally {
      over.abort();
    }
  }

  async #join(
    service: Pick<ReportService, 'attributesFor'>,
    connection: Connection,
    snapshots: readonly ArchivedSnapshot[],
    options: Omit<OpenJoinedOptions, 'attributes'>,
  ): Promise<UsersTable | undefined> {
    const attributes = await service.attributesFor(USERS_REPORT, connection.id);
    const files = snapshots.map(({ ref, fetchedAt }) => ({ ref, fetchedAt }));
    const from = { connection: connection.id, files, attributes: await this.#withoutBytes(attributes) };
    const last = this.#last;
    if (last !== undefined && isDeepStrictEqual(last.from, from)) {
      const again = await last.again(options.signal);
      if (again !== undefined) {
        return again;
      }
    }
    const joining = joinSnapshots(snapshots, { ...options, attributes });
    this.#last = new Shared(from, joining);
    return joining;
  }

  /** What tells attributes from others, for as long as nobody has users open: no value of any user. */
  #withoutBytes(attributes: Attributes): Promise<readonly unknown[]> {
    return Promise.all(
      attributes.map(async ({ content, ...file }) =>
        'problem' in content
          ? { ...file, content }
          : { ...file, content: { ...content, bytes: await this.#digestOf(content.bytes) } },
      ),
    );
  }

  #digestOf(bytes: Uint8Array): Promise<string> {
    // Not on this thread: the directory of a large tenant has 100 MB.
    const digest = this.#digests.get(bytes) ?? sha256(bytes);
    this.#digests.set(bytes, digest);
    return digest;
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

/** The users of some files. */
class Shared {
  /** `undefined` if there is nothing to join, or it has failed, which is told to who has asked first. */
  readonly #facts: Promise<JoinedUsersFacts | undefined>;
  /** Of everyone who has asked; one that is leaked can be collected. */
  readonly #tables: WeakRef<TableHandle>[] = [];

  /** @param from what tells these users from others */
  constructor(
    readonly from: unknown,
    joining: Promise<UsersTable | undefined>,
  ) {
    this.#facts = joining.then(
      (users) => {
        if (users !== undefined) {
          this.#tables.push(new WeakRef(users.table));
        }
        return users?.facts;
      },
      () => undefined,
    );
  }

  /** @returns `undefined` where nobody has them open, or they lack what could not be read @throws the signal's `AbortError` */
  async again(signal: AbortSignal | undefined): Promise<UsersTable | undefined> {
    const facts = await abortable(this.#facts, signal);
    if (facts === undefined || facts.sources.some(({ state }) => state === 'unreadable')) {
      return undefined;
    }
    for (const known of [...this.#tables]) {
      const table = await sameAs(known.deref(), signal);
      if (table !== undefined) {
        this.#tables.push(new WeakRef(table));
        return { table, facts };
      }
      this.#tables.splice(this.#tables.indexOf(known), 1);
    }
    return undefined;
  }
}

/** @returns `undefined` if the table is disposed of, or lost @throws the signal's `AbortError` */
async function sameAs(
  table: TableHandle | undefined,
  signal: AbortSignal | undefined,
): Promise<TableHandle | undefined> {
  try {
    return await table?.derive({ kind: 'same' }, signal);
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof UsageReportsError) {
      return undefined;
    }
    throw error;
  }
}
