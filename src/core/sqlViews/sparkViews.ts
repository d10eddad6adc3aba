import type { ColumnDefinition } from '../catalog/definition.js';
import { normalizeName } from '../table/store/columnNames.js';
import { type ArchivedPeriod, type ArchivedReport, SINGLE_DAYS } from './archivedReport.js';
import { sparkText } from './quoting.js';
import { viewNames } from './viewNames.js';

const NOTES = `-- Views of Spark SQL over archived usage reports, in the plainest form. The project's tests do not run them.
-- Each view has the columns of one spelling of the header: Spark matches columns by their place, and stops with an error where a file has others.
-- Of several snapshots, the one that was fetched last is the newest. Personal data: detail reports name users.
-- Another place of the archive: change the next line, for example to abfss://container@account.dfs.core.windows.net/archive.
`;

/** SQL for Spark: temporary views over the CSV files of an archive. @param archive its folder, as Spark reads it */
export function sparkViews(reports: readonly ArchivedReport[], archive: string): string {
  return [
    NOTES,
    `SET usage_reports_archive = ${sparkText(archive)};\n`,
    ...viewNames(reports).flatMap(({ report, periods }) =>
      periods.filter(({ period }) => period.hasCsv).map(({ period, name }) => viewsOf(report, period, name)),
    ),
  ].join('\n');
}

function viewsOf(report: ArchivedReport, period: ArchivedPeriod, name: string): string {
  const folder = `period=${period.period === SINGLE_DAYS ? '????-??-??' : period.period}`;
  const known = new Map(report.definition?.columns.map((column) => [normalizeName(column.name), column]));
  const columns = [...new Map(period.spellings.map((spelling) => [spelling.trim().toLowerCase(), spelling])).values()]
    .map((spelling) => spelling.replace(/^\uFEFF/, ''))
    .filter((spelling) => spelling !== '' && known.has(normalizeName(spelling)))
    .map((spelling) => `${typed(spelling, known.get(normalizeName(spelling)))} AS ${quoted(spelling)}`);
  return [
    `CREATE OR REPLACE TEMPORARY VIEW ${name}_files USING csv OPTIONS (`,
    `  path '\${usage_reports_archive}/tenant=*/report=${report.name}/${folder}/refresh=*/fetched=*/part*.csv*',`,
    `  basePath '\${usage_reports_archive}', header 'true', multiLine 'true', escape '"', enforceSchema 'false', inferSchema 'false'`,
    ');',
    `CREATE OR REPLACE TEMPORARY VIEW ${name}_all_snapshots AS`,
    `SELECT tenant AS _tenant, period AS _period, CAST(refresh AS DATE) AS _refresh_date,`,
    `  to_timestamp(substr(fetched, 1, 15), "yyyyMMdd'T'HHmmss") AS _fetched_at, fetched AS _fetched${columns.map((column) => `,\n  ${column}`).join('')}`,
    `FROM ${name}_files;`,
    `CREATE OR REPLACE TEMPORARY VIEW ${name}_latest AS`,
    `SELECT * FROM (SELECT *, dense_rank() OVER (PARTITION BY _tenant, _period ORDER BY _refresh_date DESC, _fetched DESC) AS _place`,
    `  FROM ${name}_all_snapshots) WHERE _place = 1;`,
    '',
  ].join('\n');
}

function typed(spelling: string, column: ColumnDefinition | undefined): string {
  const text = quoted(spelling);
  switch (column?.type) {
    case 'number':
      return `try_cast(${text} AS ${column.unit === 'count' || column.unit === 'bytes' ? 'DECIMAL(38, 6)' : 'DOUBLE'})`;
    case 'date':
      return `try_cast(substr(${text}, 1, 10) AS DATE)`;
    case 'boolean':
      return `CASE WHEN lower(${text}) IN ('true', 'yes') THEN true WHEN lower(${text}) IN ('false', 'no') THEN false END`;
    default:
      return `nullif(${text}, '')`;
  }
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
