import type { ColumnInfo } from './report.js';

/** A name for each column that no other one has: as in the file, or with a number where the file has a name more than once. */
export function columnIds(columns: readonly Pick<ColumnInfo, 'name'>[]): readonly string[] {
  const names = new Set(columns.map(({ name }) => name));
  const given = new Set<string>();
  return columns.map(({ name }) => {
    let id = name;
    for (let number = 2; given.has(id) || (id !== name && names.has(id)); number++) {
      id = `${name} (${number})`;
    }
    given.add(id);
    return id;
  });
}
