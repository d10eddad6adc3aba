import { foldText } from '../../base/foldText.js';
import type { UserNames } from '../catalog/userColumns.js';
import type { MatchRank } from './userQuery.js';
import type { FoundRow } from './searchSnapshot.js';

/** A user who matches a search. */
export interface UserCandidate {
  readonly names: UserNames;
  readonly rank: MatchRank;
  /** Number of reports that have the user. */
  readonly reports: number;
}

interface MergedCandidate {
  names: UserNames;
  rank: MatchRank;
  readonly reports: Set<string>;
  /** All names under which it is found. */
  readonly keys: Set<string>;
}

/**
 * Collects users from the rows of several reports. Rows with the same principal name or object ID are about the same user; the same display
 * name is not enough.
 */
export class UserCandidates {
  readonly #byKey = new Map<string, MergedCandidate>();

  /** @param report identifies the report */
  add(report: string, rows: readonly Pick<FoundRow, 'names' | 'rank'>[]): void {
    for (const { names, rank } of rows) {
      const keys = keysOf(names);
      const known = new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []));
      const merged: MergedCandidate = { names, rank, reports: new Set([report]), keys: new Set(keys) };
      for (const other of known) {
        merged.names = mergeNames(other.names, merged.names);
        merged.rank = Math.min(merged.rank, other.rank) as MatchRank;
        other.reports.forEach((name) => merged.reports.add(name));
        other.keys.forEach((key) => merged.keys.add(key));
      }
      // Other keys of the users that are merged now lead to the merged one, too.
      merged.keys.forEach((key) => this.#byKey.set(key, merged));
    }
  }

  /** Best match first, then by number of reports, then by name. */
  list(): UserCandidate[] {
    const labelOf = ({ names }: UserCandidate) => names.displayName ?? names.principalName ?? names.id ?? '';
    return [...new Set(this.#byKey.values())]
      .map(({ names, rank, reports }) => ({ names, rank, reports: reports.size }))
      .sort(
        (one, other) =>
          one.rank - other.rank || other.reports - one.reports || labelOf(one).localeCompare(labelOf(other)),
      );
  }
}

/** Fills in the names that the first lacks from the second. */
export function mergeNames(first: UserNames, second: UserNames): UserNames {
  return {
    principalName: first.principalName ?? second.principalName,
    displayName: first.displayName ?? second.displayName,
    id: first.id ?? second.id,
  };
}

function keysOf({ principalName, displayName, id }: UserNames): string[] {
  const keys = [
    ...(principalName === undefined ? [] : [`principal name ${foldText(principalName)}`]),
    ...(id === undefined ? [] : [`id ${foldText(id)}`]),
  ];
  return keys.length > 0 || displayName === undefined ? keys : [`display name ${foldText(displayName)}`];
}
