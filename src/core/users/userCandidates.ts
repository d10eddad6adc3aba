import type { UserNames } from './userColumns.js';
import type { MatchRank } from './userQuery.js';
import type { FoundRow } from './searchSnapshot.js';

/** Somebody who may be meant. */
export interface UserCandidate {
  readonly names: UserNames;
  readonly rank: MatchRank;
  /** In how many reports. */
  readonly reports: number;
}

interface MergedCandidate {
  names: UserNames;
  rank: MatchRank;
  readonly reports: Set<string>;
}

/**
 * Gathers people out of the rows of several reports. Rows with the same principal name or object id are one person's; the same display
 * name alone does not make them so.
 */
export class UserCandidates {
  readonly #byKey = new Map<string, MergedCandidate>();

  /** @param report tells reports apart */
  add(report: string, rows: readonly Pick<FoundRow, 'names' | 'rank'>[]): void {
    for (const { names, rank } of rows) {
      const keys = keysOf(names);
      const known = new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []));
      const merged: MergedCandidate = { names, rank, reports: new Set([report]) };
      for (const other of known) {
        merged.names = mergeNames(other.names, merged.names);
        merged.rank = Math.min(merged.rank, other.rank) as MatchRank;
        other.reports.forEach((name) => merged.reports.add(name));
      }
      // What was known under another key of the same person is this person, too.
      for (const [key, other] of known.size === 0 ? [] : this.#byKey) {
        if (known.has(other)) {
          this.#byKey.set(key, merged);
        }
      }
      keys.forEach((key) => this.#byKey.set(key, merged));
    }
  }

  /** Best fit first, then who is in most reports, then by name. */
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

/** The second fills in what the first does not say. */
export function mergeNames(first: UserNames, second: UserNames): UserNames {
  return {
    principalName: first.principalName ?? second.principalName,
    displayName: first.displayName ?? second.displayName,
    id: first.id ?? second.id,
  };
}

function keysOf({ principalName, displayName, id }: UserNames): string[] {
  const keys = [
    ...(principalName === undefined ? [] : [`principal name ${principalName.toLowerCase()}`]),
    ...(id === undefined ? [] : [`id ${id.toLowerCase()}`]),
  ];
  return keys.length > 0 || displayName === undefined ? keys : [`display name ${displayName.toLowerCase()}`];
}
