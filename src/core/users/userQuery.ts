import { foldText } from '../../base/foldText.js';
import { concealedForm } from '../../shared/concealedNames.js';
import type { UserNames } from '../catalog/userColumns.js';

/**
 * What to search for, as plain data.
 *
 * - `text`: a part of a principal name, display name, object ID or concealed name, ignoring case and how letters are composed.
 * - `user`: a principal name or an object ID, either of which is enough. If neither is known, the display name, which several users may
 *   share.
 */
export type UserQuery = { readonly text: string } | { readonly user: UserNames };

/** How well a name matches: 0 exactly, 1 at its beginning, 2 anywhere. Lower is better. */
export type MatchRank = 0 | 1 | 2;

/** Ranks the names of a row; `undefined` if they do not match. */
export type NameMatcher = (names: UserNames) => MatchRank | undefined;

/** Whether a text is a concealed name: the 32 hexadecimal digits that the service writes, in upper or lower case, as it may be typed. */
export function isConcealedHash(text: string): boolean {
  const form = concealedForm(text.trim().toUpperCase());
  return form === 'hash' || form === 'hashOfNothing';
}

export function nameMatcherFor(query: UserQuery): NameMatcher {
  return 'text' in query ? matchText(query.text) : matchUser(query.user);
}

function matchText(text: string): NameMatcher {
  const wanted = foldText(text.trim());
  return ({ principalName, displayName, id }) => {
    let best: MatchRank | undefined;
    for (const name of [principalName, displayName, id]) {
      const rank = name === undefined ? undefined : matchRankOf(foldText(name), wanted);
      if (rank !== undefined && (best === undefined || rank < best)) {
        best = rank;
      }
    }
    return best;
  };
}

function matchUser(user: UserNames): NameMatcher {
  const { principalName, id } = user;
  const displayName = principalName === undefined && id === undefined ? user.displayName : undefined;
  const tests = [
    testOf(principalName, (names) => names.principalName),
    testOf(id, (names) => names.id),
    testOf(displayName, (names) => names.displayName),
  ];
  return (names) => (tests.some((fits) => fits(names)) ? 0 : undefined);
}

function testOf(
  wanted: string | undefined,
  nameOf: (names: UserNames) => string | undefined,
): (names: UserNames) => boolean {
  const folded = wanted === undefined ? undefined : foldText(wanted);
  return (names) => {
    const name = nameOf(names);
    return folded !== undefined && name !== undefined && foldText(name) === folded;
  };
}

function matchRankOf(name: string, wanted: string): MatchRank | undefined {
  const at = wanted === '' ? -1 : name.indexOf(wanted);
  return at < 0 ? undefined : at > 0 ? 2 : name.length === wanted.length ? 0 : 1;
}
