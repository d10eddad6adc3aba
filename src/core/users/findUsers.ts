import { foldText } from '../../base/foldText.js';
import { type UserCandidate, UserCandidates, mergeNames } from './userCandidates.js';
import type { UserNames } from '../catalog/userColumns.js';
import { type SearchedSnapshot, type SearchResult, searchSnapshot } from './searchSnapshot.js';

export interface UserSearchOptions<S extends SearchedSnapshot> {
  readonly signal?: AbortSignal;
  /** Called before each snapshot is read. */
  readonly onSnapshot?: (snapshot: S) => void;
  /** Called for a snapshot that cannot be read; the search goes on with the others. */
  readonly onUnreadable?: (snapshot: S, error: unknown) => void;
}

/** Rows of each rank that are returned per report while candidates are searched: enough to choose from. */
const MAX_CANDIDATE_ROWS = 200;
/** Rows that are returned per report for one user, who may own many sites. */
const MAX_ROWS_PER_REPORT = 50;

/**
 * Finds all users whose names contain a text, best match first. Snapshots are read one after the other. If the text is a whole principal name
 * or object ID, the search ends with the first snapshot that has it.
 */
export async function findUsers<S extends SearchedSnapshot>(
  text: string,
  snapshots: readonly S[],
  options: UserSearchOptions<S> = {},
): Promise<UserCandidate[]> {
  const candidates = new UserCandidates();
  const whole = foldText(text.trim());
  const isWhole = (name: string | undefined) => name !== undefined && foldText(name) === whole;
  await forEachSnapshot(snapshots, options, async (snapshot) => {
    const { rows } = await searchSnapshot(
      snapshot,
      { text },
      { signal: options.signal, maxRowsPerRank: MAX_CANDIDATE_ROWS },
    );
    candidates.add(snapshot.definition.name, rows);
    return rows.some(({ names }) => isWhole(names.principalName) || isWhole(names.id)) ? 'enough' : 'more';
  });
  return candidates.list();
}

/** One snapshot's rows about a user. */
export interface UserInReport<S extends SearchedSnapshot> {
  readonly snapshot: S;
  readonly found: SearchResult;
}

export interface FoundUser<S extends SearchedSnapshot> {
  /** The given names, completed from the rows. */
  readonly names: UserNames;
  /** One per snapshot that could be read; without rows if the user is not in it. */
  readonly reports: readonly UserInReport<S>[];
}

/**
 * Finds all rows of one user, one snapshot after the other. If the principal name is found only on the way, all snapshots are searched again
 * with it. A user known by display name only gets no other names, as several users may have that name.
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
