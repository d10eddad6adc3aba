import type { PersonNames } from './personColumns.js';

/** How well a name fits: exactly, by its beginning, or by containing what was asked for. Lower is better. */
export type Rank = 0 | 1 | 2;

/** Says how a row's names fit, `undefined` where they do not. */
export type Match = (names: PersonNames) => Rank | undefined;

const hash = /^[0-9a-f]{32}$/i;

/** Whether a text is a concealed name as the service writes it. */
export function isHash(text: string): boolean {
  return hash.test(text.trim());
}

/** Finds people by a piece of their principal name, display name, object id or concealed name. Letters match in either case. */
export function matchText(text: string): Match {
  const wanted = text.trim().toLowerCase();
  return ({ principalName, displayName, id }) => {
    let best: Rank | undefined;
    for (const name of [principalName, displayName, id]) {
      const rank = name === undefined ? undefined : rankOf(name.toLowerCase(), wanted);
      if (rank !== undefined && (best === undefined || rank < best)) {
        best = rank;
      }
    }
    return best;
  };
}

/**
 * Finds one person's rows again: by principal name or object id, each alone enough. Where neither is known, by the display name, which
 * several people may have.
 */
export function matchPerson(person: PersonNames): Match {
  const principalName = person.principalName?.toLowerCase();
  const id = person.id?.toLowerCase();
  const displayName = principalName === undefined && id === undefined ? person.displayName?.toLowerCase() : undefined;
  return (names) => {
    const fits =
      (principalName !== undefined && names.principalName?.toLowerCase() === principalName) ||
      (id !== undefined && names.id?.toLowerCase() === id) ||
      (displayName !== undefined && names.displayName?.toLowerCase() === displayName);
    return fits ? 0 : undefined;
  };
}

function rankOf(name: string, wanted: string): Rank | undefined {
  const at = wanted === '' ? -1 : name.indexOf(wanted);
  return at < 0 ? undefined : at > 0 ? 2 : name.length === wanted.length ? 0 : 1;
}
