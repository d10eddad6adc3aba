import { UsageReportsError } from '../../base/errors.js';
import { TimeSlicer } from '../../base/timeSlicer.js';
import { problemOf } from '../../core/users/attributes/addAttributes.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { directoryAttributes } from '../../core/users/attributes/directoryAttributes.js';
import { userColumns } from '../../core/catalog/userColumns.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedDirectory, DirectorySnapshot } from '../directory/archivedDirectory.js';
import type { AttributesOf } from '../reports/attributesOf.js';

/** What a person's file says of users, and then what is archived of the directory. */
export function withDirectory(file: AttributesOf, directory: Pick<ArchivedDirectory, 'newest'>): AttributesOf {
  const attributes = new DirectoryAttributes(directory);
  return async (definition, connection) => {
    const files = await file(definition, connection);
    const ofDirectory =
      connection === undefined || userColumns(definition) === undefined ? undefined : await attributes.of(connection);
    return ofDirectory === undefined ? files : [...files, ofDirectory];
  };
}

/**
 * What is archived of directories as attributes of users. A directory is read once while it stays the same, as every report about users is
 * joined with it.
 */
export class DirectoryAttributes {
  readonly #directory: Pick<ArchivedDirectory, 'newest'>;
  /** Of the tenant that was asked about last: that of a large one takes as much memory as a report. */
  #last: { readonly key: string; readonly attributes: Promise<AttributesFile> } | undefined;

  constructor(directory: Pick<ArchivedDirectory, 'newest'>) {
    this.#directory = directory;
  }

  /**
   * @returns `undefined` if no users of the directory are archived. If they cannot be read, reports are shown without them and say so, as they do
   * of sign-ins and subscriptions
   */
  async of(connection: Connection): Promise<AttributesFile | undefined> {
    try {
      const users = await this.#directory.newest(connection, 'directoryUsers');
      if (users === undefined) {
        this.#last = undefined;
        return undefined;
      }
      const unread: DirectoryDataset[] = [];
      const newest = (dataset: DirectoryDataset) =>
        orUnread(dataset, unread, () => this.#directory.newest(connection, dataset));
      const signIns = await newest('directorySignIns');
      const skus = await newest('subscribedSkus');
      const key = [connection.id, ...[users, signIns, skus].map((one) => one?.fetchedAt ?? ''), ...unread].join('\n');
      if (this.#last?.key !== key) {
        this.#last = { key, attributes: attributesOf(users, signIns, skus, unread) };
      }
      return await this.#last.attributes;
    } catch (error) {
      this.#last = undefined;
      if (error instanceof UsageReportsError) {
        return { name: '', unread: ['directoryUsers'], content: { problem: problemOf(error) } };
      }
      throw error;
    }
  }
}

async function attributesOf(
  users: DirectorySnapshot,
  signIns: DirectorySnapshot | undefined,
  skus: DirectorySnapshot | undefined,
  unread: DirectoryDataset[],
): Promise<AttributesFile> {
  const tables = {
    day: users.day,
    users: await users.table(),
    signIns: await orUnread('directorySignIns', unread, async () => signIns?.table()),
    signInsDay: signIns?.day,
    skus: await orUnread('subscribedSkus', unread, async () => skus?.table()),
  };
  return { ...(await directoryAttributes(tables, new TimeSlicer(undefined))), unread };
}

/** One that is damaged takes its own columns away, and not those of the others: it is added to those that cannot be read. */
async function orUnread<T>(
  dataset: DirectoryDataset,
  unread: DirectoryDataset[],
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UsageReportsError) {
      unread.push(dataset);
      return undefined;
    }
    throw error;
  }
}
