import { type Candidate, Candidates, joined } from './candidates.js';
import type { UserNames } from './personColumns.js';
import { type SearchedSnapshot, type Sifted, siftSnapshot } from './siftSnapshot.js';

export interface FindOptions<S extends SearchedSnapshot> {
  readonly signal?: AbortSignal;
  /** Told before each snapshot is read. */
  readonly onSnapshot?: (snapshot: S) => void;
  /** Told of a snapshot that could not be read; the others are. */
  readonly onUnreadable?: (snapshot: S, error: unknown) => void;
}

/** Rows of each rank that are kept of one report while people are looked for: enough to choose from. */
const mostWhileLooking = 200;
/** Rows kept of one report about one person: somebody may own many sites. */
const mostOfOne = 50;

/**
 * Everybody who may be meant by a text, one snapshot after the other. Once a whole principal name or object id was found, nobody else
 * can be meant, and the rest is left unread. Best fit first.
 */
export async function findUsers<S extends SearchedSnapshot>(
  text: string,
  snapshots: readonly S[],
  options: FindOptions<S> = {},
): Promise<Candidate[]> {
  const candidates = new Candidates();
  const whole = text.trim().toLowerCase();
  await each(snapshots, options, async (snapshot) => {
    const { rows } = await siftSnapshot(snapshot, { text }, { signal: options.signal, most: mostWhileLooking });
    candidates.add(snapshot.definition.name, rows);
    return rows.some(({ names }) => names.principalName?.toLowerCase() === whole || names.id?.toLowerCase() === whole)
      ? 'enough'
      : 'more';
  });
  return candidates.list();
}

/** What one snapshot says about the person. */
export interface UserInReport<S extends SearchedSnapshot> {
  readonly snapshot: S;
  readonly found: Sifted;
}

export interface FoundUser<S extends SearchedSnapshot> {
  /** Completed from the rows that were found. */
  readonly names: UserNames;
  /** One per snapshot that could be read, with no rows where the person does not occur. */
  readonly reports: readonly UserInReport<S>[];
}

/**
 * All rows of one person, one snapshot after the other. A principal name that only turns up on the way is worth a second look at all of
 * them; a display name alone leads to nobody's principal name.
 */
export async function findUserData<S extends SearchedSnapshot>(
  user: UserNames,
  snapshots: readonly S[],
  options: FindOptions<S> = {},
): Promise<FoundUser<S>> {
  let names = user;
  const byNameOnly = user.principalName === undefined && user.id === undefined;
  const reports: UserInReport<S>[] = [];
  await each(snapshots, options, async (snapshot) => {
    const found = await siftSnapshot(snapshot, { user: names }, { signal: options.signal, most: mostOfOne });
    for (const row of byNameOnly ? [] : found.rows) {
      names = joined(names, row.names);
    }
    reports.push({ snapshot, found });
    return 'more';
  });
  return user.principalName === undefined && names.principalName !== undefined
    ? findUserData(names, snapshots, options)
    : { names, reports };
}

async function each<S extends SearchedSnapshot>(
  snapshots: readonly S[],
  { signal, onSnapshot, onUnreadable }: FindOptions<S>,
  read: (snapshot: S) => Promise<'more' | 'enough'>,
): Promise<void> {
  for (const snapshot of snapshots) {
    signal?.throwIfAborted();
    onSnapshot?.(snapshot);
    try {
      if ((await read(snapshot)) === 'enough') {
        return;
      }
    } catch (error) {
      if (signal?.aborted === true || onUnreadable === undefined) {
        throw error;
      }
      onUnreadable(snapshot, error);
    }
  }
}
