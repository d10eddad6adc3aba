import { UsageReportsError } from '../../base/errors.js';
import { TimeSlicer } from '../../base/timeSlicer.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { directoryAttributes } from '../../core/users/attributes/directoryAttributes.js';
import { userColumns } from '../../core/catalog/userColumns.js';
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

  /** @returns `undefined` if no users of the directory are archived, or they cannot be read: reports are shown without them then */
  async of(connection: Connection): Promise<AttributesFile | undefined> {
    try {
      const users = await this.#directory.newest(connection, 'directoryUsers');
      if (users === undefined) {
        this.#last = undefined;
        return undefined;
      }
      const signIns = await this.#directory.newest(connection, 'directorySignIns');
      const skus = await this.#directory.newest(connection, 'subscribedSkus');
      const key = [connection.id, ...[users, signIns, skus].map((one) => one?.fetchedAt ?? '')].join('\n');
      if (this.#last?.key !== key) {
        this.#last = { key, attributes: attributesOf(users, signIns, skus) };
      }
      return await this.#last.attributes;
    } catch (error) {
      this.#last = undefined;
      if (error instanceof UsageReportsError) {
        return undefined;
      }
      throw error;
    }
  }
}

async function attributesOf(
  users: DirectorySnapshot,
  signIns: DirectorySnapshot | undefined,
  skus: DirectorySnapshot | undefined,
): Promise<AttributesFile> {
  return directoryAttributes(
    {
      day: users.day,
      users: await users.table(),
      signIns: await tableOf(signIns),
      signInsDay: signIns?.day,
      skus: await tableOf(skus),
    },
    new TimeSlicer(undefined),
  );
}

/** One that is damaged takes its own columns away, and not those of the others. */
async function tableOf(snapshot: DirectorySnapshot | undefined) {
  try {
    return await snapshot?.table();
  } catch (error) {
    if (error instanceof UsageReportsError) {
      return undefined;
    }
    throw error;
  }
}
