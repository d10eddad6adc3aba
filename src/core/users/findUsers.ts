import { type UserCandidate, UserCandidates, mergeNames } from './userCandidates.js';
import type { UserNames } from './userColumns.js';
import { type SearchedSnapshot, type SearchResult, searchSnapshot } from './searchSnapshot.js';

export interface UserSearchOptions<S extends SearchedSnapshot> {
  readonly signal?: AbortSignal;
  /** Told before each snapshot is read. */
  readonly onSnapshot?: (snapshot: S) => void;
  /** Told of a snapshot that could not be read; the others are. */
  readonly onUnreadable?: (snapshot: S, error: unknown) => void;
}

/** Rows of each rank that are kept of one report while people are looked for: enough to choose from. */
const MAX_CANDIDATE_ROWS = 200;
/** Rows kept of one report about one person: somebody may own many sites. */
const MAX_ROWS_PER_REPORT = 50;

/**
 * Everybody who may be meant by a text, one snapshot after the other. Once a whole principal name or object id was found, nobody else
 * can be meant, and the rest is left unread. Best fit first.
 */
export async function findUsers<S extends SearchedSnapshot>(
  text: string,
  snapshots: readonly S[],
  options: UserSearchOptions<S> = {},
): Promise<UserCandidate[]> {
  const candidates = new UserCandidates();
  const whole = text.trim().toLowerCase();
  await forEachSnapshot(snapshots, options, async (snapshot) => {
    const { rows } = await searchSnapshot(
      snapshot,
      { text },
      { signal: options.signal, maxRowsPerRank: MAX_CANDIDATE_ROWS },
    );
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
  readonly found: SearchResult;
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
  options: UserSearchOptions<S> = {},
): Promise<FoundUser<S>> {
  let names = user;
  const byNameOnly = user.principalName === undefined && user.id === undefined;
  const reports: UserInReport<S>[] = [];
  await forEachSnapshot(snapshots, options, async (snapshot) => {
    const found = await searchSnapshot(
      snapshot,
      { user: names },
      { signal: options.signal, maxRowsPerRank: MAX_ROWS_PER_REPORT },
    );
    for (const row of byNameOnly ? [] : found.rows) {
      names = mergeNames(names, row.names);
    }
    reports.push({ snapshot, found });
    return 'more';
  });
  return user.principalName === undefined && names.principalName !== undefined
    ? findUserData(names, snapshots, options)
    : { names, reports };
}

async function forEachSnapshot<S extends SearchedSnapshot>(
  snapshots: readonly S[],
  { signal, onSnapshot, onUnreadable }: UserSearchOptions<S>,
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
