import type { IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { type Subscriptions, subscriptionsOf } from '../../core/licenses/subscriptions.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedDirectory } from '../directory/archivedDirectory.js';

/**
 * What was bought, as is archived of the directory. Nothing is requested.
 * @param asOf see {@link ArchivedDirectory.newest}
 * @returns `undefined` if it is not archived; `unread` if it cannot be read: licenses are shown without it then, and say so
 */
export async function openSubscriptions(
  directory: Pick<ArchivedDirectory, 'newest'>,
  connection: Connection,
  signal: AbortSignal,
  asOf?: IsoDate,
): Promise<Subscriptions | 'unread' | undefined> {
  try {
    const snapshot = await directory.newest(connection, 'subscribedSkus', asOf);
    return snapshot && subscriptionsOf(await snapshot.table(signal), snapshot.day);
  } catch (error) {
    if (error instanceof UsageReportsError) {
      return 'unread';
    }
    throw error;
  }
}
