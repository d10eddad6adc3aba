/** A text as SQL's literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a column or a view, whatever it has in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A path in which DuckDB takes no character for a pattern, for the home folder, or for a separator, which `/` alone is here. A backslash is one even in
 * brackets, so it is what is between two others.
 */
export function globOf(path: string): string {
  return path
    .replace(/^~/, './~')
    .replaceAll(/[[*?\\]/g, (character) => (character === '\\' ? '[Z-^]' : `[${character}]`));
}

/** A text within a literal of Spark, behind `SET` too, where nothing may end the statement or stand for a variable. */
export function sparkText(text: string): string {
  return text.replaceAll(/[\\'";$\p{Cc}]|--/gu, (characters) =>
    characters.replaceAll(/./gsu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
