import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate } from '../../base/dates.js';
import { problemOf } from '../../core/users/attributes/addAttributes.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { userColumns } from '../../core/catalog/userColumns.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import type { AttributesProblem } from '../../shared/report.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedDirectory, DirectorySnapshot } from '../directory/archivedDirectory.js';
import type { AttributesOf } from '../reports/attributesOf.js';
import type { DirectoryPart } from '../tables/directoryFiles.js';
import { openDirectory } from '../tables/openDirectory.js';

/** What a person's file says of users, and then what is archived of the directory. */
export function withDirectory(file: AttributesOf, directory: Pick<ArchivedDirectory, 'newest'>): AttributesOf {
  const attributes = new DirectoryAttributes(directory);
  return async (definition, connection, asOf) => {
    const files = await file(definition, connection);
    const ofDirectory =
      connection === undefined || userColumns(definition) === undefined
        ? undefined
        : await attributes.of(connection, asOf);
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
   * @param asOf see {@link ArchivedDirectory.newest}
   * @returns `undefined` if neither users nor sign-ins of the directory are archived. If users cannot be read, reports are shown without all of it
   * and say so, as they do of sign-ins and subscriptions
   */
  async of(connection: Connection, asOf?: IsoDate): Promise<AttributesFile | undefined> {
    try {
      const users = await this.#directory.newest(connection, 'directoryUsers', asOf);
      const unread: DirectoryDataset[] = [];
      const newest = (dataset: DirectoryDataset) =>
        orUnread(dataset, unread, () => this.#directory.newest(connection, dataset, asOf));
      const signIns = await newest('directorySignIns');
      const named = users ?? signIns;
      if (named === undefined) {
        this.#last = undefined;
        return unread.length === 0 ? undefined : { name: '', unread, content: { problem: 'unavailable' } };
      }
      const skus = await newest('subscribedSkus');
      const days = [users, signIns, skus].map((one) => `${one?.fetchedAt ?? ''} ${one?.day ?? ''}`);
      const key = [connection.id, ...days, ...unread].join('\n');
      if (this.#last?.key !== key) {
        this.#last = { key, attributes: attributesOf(named.day, { users, signIns, skus }, unread) };
      }
      const last = this.#last;
      const attributes = await last.attributes;
      if (this.#last === last && (attributes.unread?.length ?? 0) > 0) {
        // It may be there again the next time, as on a network drive.
        this.#last = undefined;
      }
      return attributes;
    } catch (error) {
      this.#last = undefined;
      if (error instanceof UsageReportsError) {
        return unreadable(['directoryUsers'], problemOf(error));
      }
      throw error;
    }
  }
}

interface Archived {
  readonly users: DirectorySnapshot | undefined;
  readonly signIns: DirectorySnapshot | undefined;
  readonly skus: DirectorySnapshot | undefined;
}

/** @param day of what says who there is */
async function attributesOf(
  day: IsoDate,
  { users, signIns, skus }: Archived,
  unread: DirectoryDataset[],
): Promise<AttributesFile> {
  const file = (part: DirectoryPart, snapshot: DirectorySnapshot | undefined) =>
    snapshot === undefined
      ? []
      : [{ facts: { part, definition: snapshot.definition }, bytes: snapshot.bytes, chunks: () => snapshot.chunks() }];
  const files = [...file('users', users), ...file('signIns', signIns), ...file('skus', skus)];
  const { attributes, unreadable: parts } = await openDirectory(files, {
    day,
    ...(signIns === undefined ? {} : { signInsDay: signIns.day }),
  });
  unread.push(...parts.map((part) => DATASETS[part]));
  return attributes === undefined ? unreadable(unread) : { ...attributes, unread };
}

const DATASETS: Readonly<Record<DirectoryPart, DirectoryDataset>> = {
  users: 'directoryUsers',
  signIns: 'directorySignIns',
  skus: 'subscribedSkus',
};

function unreadable(unread: readonly DirectoryDataset[], problem: AttributesProblem = 'unavailable'): AttributesFile {
  return { name: '', unread, content: { problem } };
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
