import { UniqueNames } from '../table/store/columnNames.js';

/** Names for a file that has each once: the first column with a name keeps it; a later one gets a name that no column has, ` (2)`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new UniqueNames();
  names.forEach((name) => taken.take(name));
  const seen = new Set<string>();
  return names.map((name) => {
    if (seen.has(name)) {
      return taken.make(name);
    }
    seen.add(name);
    return name;
  });
}
