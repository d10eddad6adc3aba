/** What can read an archive by views of SQL. */
export const SQL_ENGINES = ['duckdb', 'spark'] as const;
export type SqlEngine = (typeof SQL_ENGINES)[number];
