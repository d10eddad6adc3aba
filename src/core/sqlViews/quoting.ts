/** A text as SQL's literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a column or a view, whatever it has in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path in which DuckDB takes no character for a pattern. */
export function globOf(path: string): string {
  return path.replaceAll(/[[*?]/g, (character) => `[${character}]`);
}
