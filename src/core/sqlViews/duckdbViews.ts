import { type ColumnDefinition, mayHaveDecimals, type ReportDefinition } from '../catalog/definition.js';
import { normalizeName } from '../table/store/columnNames.js';
import { type ArchivedPeriod, type ArchivedReport, SINGLE_DAYS } from './archivedReport.js';
import { DUCKDB_MACROS } from './duckdbMacros.js';
import { globOf, identifier, literal } from './quoting.js';
import { type PeriodViews, type ReportViews, viewNames } from './viewNames.js';

/** Columns that each view has before those of its report. */
export const SNAPSHOT_COLUMNS = ['_tenant', '_period', '_refresh_date', '_fetched_at', '_snapshot'] as const;
/** Names the columns of a row whose texts don't fit, which are null in the view. */
export const UNFIT_COLUMN = '_unfit';
/** The row of JSON that a row was read from, for properties that the catalog doesn't know. */
const JSON_COLUMN = '_json';
/** A report has no such column: it holds the path of the file while a view is read. */
const FILE_COLUMN = '_usage_reports_file';
const DAY_PATTERN = '[0-9][0-9][0-9][0-9]-*';

const NOTES = `-- Views of DuckDB 1.4 or later over archived usage reports. Read it where this file is: duckdb -init FILE
-- <report>_<period>_latest: the newest snapshot of each tenant. <report>_history: each day as the newest snapshot has it.
-- <report>_<period>_all_snapshots: every snapshot. A text that does not fit its column is null, and _unfit names the column.
-- Make the file again when another report, period, or format is archived. Personal data: detail reports name users.
-- Another place of the archive: change the next line, for example to s3://bucket/archive.
`;

/**
 * SQL for DuckDB: typed views over the files of an archive. The text depends on which reports and periods there are, not on how many snapshots.
 * @param archive the archive's folder: absolute, or from where DuckDB is started
 */
export function duckdbViews(reports: readonly ArchivedReport[], archive: string): string {
  return [
    NOTES,
    `SET VARIABLE usage_reports_archive = ${literal(globOf(archive))};\n`,
    DUCKDB_MACROS,
    ...viewNames(reports).flatMap((views) => viewsOfReport(views, archive.includes('?'))),
  ].join('\n');
}

/** @param packedApart see {@link csvSources} */
function viewsOfReport(views: ReportViews, packedApart: boolean): readonly string[] {
  const { report, name, periods } = views;
  const { definition } = report;
  const history = periods.filter(({ period }) => period.period !== SINGLE_DAYS);
  const days = definition?.kind === 'daily-series' ? historyOfDays(report.name, definition, history) : undefined;
  return [
    `-- ${definition?.title.replace(/\s+/g, ' ') ?? 'A report that the catalog does not have'}`,
    ...periods.flatMap((period) => [
      ...filesOf(report.name, period, packedApart),
      view(`${period.name}_all_snapshots`, allSnapshots(report, period, packedApart)),
      view(`${period.name}_latest`, latest(report, period)),
    ]),
    ...(days === undefined
      ? history.map((period) => view(`${period.name}_history`, historyOfDates(report, period)))
      : [view(`${name}_history`, days)]),
  ];
}

function view(name: string, query: string): string {
  return `CREATE OR REPLACE VIEW ${identifier(name)} AS\n${query};\n`;
}

/** Every row of every snapshot. */
function allSnapshots({ name, definition }: ArchivedReport, views: PeriodViews, packedApart: boolean): string {
  const { period } = views;
  const columns = (definition?.columns ?? []).map((column) => withSpellings(column, period.spellings));
  const typed = columns.map((column) => [column, typedText(column)] as const);
  const aliases = columns.flatMap((column) => column.aliases ?? []);
  const parts = [
    ...(columns.length === 0
      ? []
      : [
          `SELECT ${[...columns.map((column) => column.name), ...aliases]
            .map((column) => `NULL::VARCHAR AS ${identifier(column)}`)
            .join(', ')}, NULL::VARCHAR AS ${FILE_COLUMN} WHERE false`,
        ]),
    ...csvSources(views, packedApart).map((source) => csvFiles(source, period)),
    ...jsonSources(views).map((source) => jsonFiles(source, definition)),
  ];
  const unfit = typed.flatMap(([column, value]) =>
    value === undefined
      ? []
      : [`CASE WHEN trim(${read(column)}) <> '' AND ${value} IS NULL THEN ${literal(column.name)} END`],
  );
  const replaced = columns.map((column) => {
    const value = typedText(column) ?? `nullif(${read(column)}, '')`;
    return `${value} AS ${identifier(column.name)}`;
  });
  const summary = definition?.summaryRow;
  return [
    `WITH files AS (\n  ${parts.join('\n  UNION ALL BY NAME\n  ')}\n)`,
    `SELECT s.tenant AS _tenant, s.period AS _period, s.refresh_date AS _refresh_date, s.fetched_at AS _fetched_at, s.snapshot AS _snapshot,`,
    `  files.* EXCLUDE (${[FILE_COLUMN, ...aliases.map(identifier)].join(', ')})`,
    ...(replaced.length === 0 ? [] : [`  REPLACE (\n    ${replaced.join(',\n    ')}\n  )`]),
    ...(unfit.length === 0 ? [] : [`  , nullif(concat_ws(', ', ${unfit.join(',\n    ')}), '') AS ${UNFIT_COLUMN}`]),
    `FROM files JOIN ${snapshotsOf(name, period)} AS s ON s.folder = parse_dirpath(${FILE_COLUMN})`,
    ...(summary === undefined
      ? []
      : [
          `WHERE coalesce(trim(${identifier(summary.blank)}), '') <> '' OR coalesce(trim(${identifier(summary.filled)}), '') = ''`,
        ]),
  ].join('\n');
}

/**
 * A column with the names that it has in files as aliases. The service has written some with two blanks between words. Case does not matter to
 * DuckDB.
 */
function withSpellings(column: ColumnDefinition, spellings: readonly string[]): ColumnDefinition {
  const { name, aliases = [] } = column;
  const own = new Set([name, ...aliases].map(normalizeName));
  const seen = new Set([name, ...aliases].map((known) => known.toLowerCase()));
  const others = spellings.filter((spelling) => own.has(normalizeName(spelling)) && !seen.has(spelling.toLowerCase()));
  return others.length === 0 ? column : { ...column, aliases: [...aliases, ...others] };
}

/** A column as it was read, under its name or another one. */
function read({ name, aliases = [] }: ColumnDefinition): string {
  return aliases.length === 0 ? identifier(name) : `coalesce(${[name, ...aliases].map(identifier).join(', ')})`;
}

/** A text as a value; `undefined` for a column of texts. */
function typedText(column: ColumnDefinition): string | undefined {
  const macro = macroOf(column);
  return macro && `usage_reports_${macro}(${read(column)})`;
}

function macroOf(column: ColumnDefinition): string | undefined {
  switch (column.type) {
    case 'number':
      return mayHaveDecimals(column) ? 'number' : 'whole';
    case 'date':
      return 'day';
    case 'boolean':
      return 'truth';
    case 'duration':
      return 'seconds';
    case 'list':
      return 'list';
    case 'text':
      return undefined;
  }
}

/** Files that are read at once. */
interface FileSource {
  /** Of the variable that has them. */
  readonly variable: string;
  readonly pattern: string;
  readonly isPacked?: true;
}

/**
 * DuckDB tells by the ending of a path whether a file is compressed, and takes what is behind a question mark for the parameters of an address.
 * @param packedApart whether it has to be told, because there is one in the path
 */
function csvSources({ period, name }: PeriodViews, packedApart: boolean): readonly FileSource[] {
  const variable = `usage_reports_files_${name}_csv`;
  if (!packedApart) {
    return period.hasCsv ? [{ variable, pattern: 'part*.csv*' }] : [];
  }
  return [
    ...(period.hasPlain ? [{ variable, pattern: 'part*.csv' }] : []),
    ...(period.hasPacked ? [{ variable: `${variable}_gz`, pattern: 'part*.csv.gz', isPacked: true as const }] : []),
  ];
}

function jsonSources({ period, name }: PeriodViews): readonly FileSource[] {
  return period.hasJson ? [{ variable: `usage_reports_files_${name}_json`, pattern: 'part*.json' }] : [];
}

/** The files are known before the views are made: a view finds out what is in them. */
function filesOf(report: string, views: PeriodViews, packedApart: boolean): readonly string[] {
  return [...csvSources(views, packedApart), ...jsonSources(views)].map(
    ({ variable, pattern }) =>
      `SET VARIABLE ${variable} = usage_reports_files(${pathOf(report, views.period)} || '/${pattern}');\n`,
  );
}

function csvFiles({ variable, isPacked }: FileSource, period: ArchivedPeriod): string {
  const delimiter = period.hasFiles ? '' : "delim = ',', ";
  const packed = isPacked === true ? "compression = 'gzip', " : '';
  return `SELECT * FROM read_csv(getvariable('${variable}'), header = true, all_varchar = true, ${packed}${delimiter}quote = '"', escape = '"', strict_mode = false, null_padding = true, comment = '', parallel = false, union_by_name = true, hive_partitioning = false, filename = '${FILE_COLUMN}')`;
}

/**
 * Rows as properties: those of an item, or of what the documented property of it holds. A report that sums itself up has an object with its rows in
 * place of items.
 */
function jsonFiles({ variable }: FileSource, definition: ReportDefinition | undefined): string {
  const property = definition?.jsonRows;
  const items = `json_extract(value, '$[*]')`;
  const of = (source: string, otherwise: string) =>
    property === undefined
      ? otherwise
      : `CASE WHEN json_exists(${source}, ${literal(`$."${property}"`)}) THEN json_extract(${source}, ${literal(`$."${property}"[*]`)}) ELSE ${otherwise} END`;
  // Such a report can also be the answer itself.
  const whole = property === undefined || definition?.summaryRow === undefined ? undefined : identifier(property);
  const pageItems =
    whole === undefined
      ? of('value', items)
      : `CASE WHEN ${whole} IS NOT NULL THEN json_extract(${whole}, '$[*]') ELSE ${of('value', items)} END`;
  const types = whole === undefined ? `{ value: 'JSON' }` : `{ value: 'JSON', ${whole}: 'JSON' }`;
  const columns = (definition?.columns ?? []).map((column) => `${jsonText(column)} AS ${identifier(column.name)}`);
  const file = `read_json(getvariable('${variable}'), columns = ${types}, format = 'auto', maximum_object_size = 134217728, hive_partitioning = false, filename = '${FILE_COLUMN}')`;
  return [
    `SELECT ${[...columns, `json_row::VARCHAR AS ${JSON_COLUMN}`, FILE_COLUMN].join(', ')}`,
    `  FROM (SELECT ${FILE_COLUMN}, item, unnest(${of('item', '[item]')}) AS json_row`,
    `    FROM (SELECT ${FILE_COLUMN}, unnest(${pageItems}) AS item FROM ${file}))`,
  ].join('\n');
}

/** The text of a property, of the row or of its item, as the same report has it in CSV. Where it is not documented, its letters tell. */
function jsonText({ name, json, type, jsonItem }: ColumnDefinition): string {
  if (json === undefined) {
    const letters = literal(name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase());
    return `coalesce(usage_reports_property(json_row, ${letters}), usage_reports_property(item, ${letters}))`;
  }
  const of = (source: string) => {
    const path = `$."${json}"`;
    const text = `json_extract_string(${source}, ${literal(path)})`;
    if (type !== 'list') {
      return text;
    }
    const each = literal(`${path}[*]${jsonItem === undefined ? '' : `."${jsonItem}"`}`);
    return `CASE json_type(${source}, ${literal(path)}) WHEN 'ARRAY' THEN array_to_string(json_extract_string(${source}, ${each}), '+') ELSE ${text} END`;
  };
  return `coalesce(${of('json_row')}, ${of('item')})`;
}

function pathOf(report: string, { period }: ArchivedPeriod): string {
  const pattern = period === SINGLE_DAYS ? DAY_PATTERN : period;
  return `getvariable('usage_reports_archive') || ${literal(`/tenant=*/report=${report}/period=${pattern}/refresh=*/fetched=*`)}`;
}

function snapshotsOf(report: string, { period }: ArchivedPeriod): string {
  return `usage_reports_snapshots_of(${literal(report)}, ${literal(period === SINGLE_DAYS ? DAY_PATTERN : period)})`;
}

function latest({ name }: ArchivedReport, { name: views, period }: PeriodViews): string {
  return `SELECT * FROM ${identifier(`${views}_all_snapshots`)}\nWHERE _snapshot IN (SELECT snapshot FROM ${snapshotsOf(name, period)} WHERE newest = 1)`;
}

/** The newest snapshot of each refresh date. */
function historyOfDates({ name }: ArchivedReport, { name: views, period }: PeriodViews): string {
  return [
    `SELECT * FROM ${identifier(`${views}_all_snapshots`)}`,
    `WHERE _snapshot IN (SELECT snapshot FROM ${snapshotsOf(name, period)}`,
    '  QUALIFY row_number() OVER (PARTITION BY tenant, refresh_date ORDER BY newest) = 1)',
  ].join('\n');
}

/** Days of all periods: of each day and key, the rows of the newest snapshot that has it. What has no day that can be right stays as it came. */
function historyOfDays(
  report: string,
  { keys, columns }: ReportDefinition,
  periods: readonly PeriodViews[],
): string | undefined {
  const day = keys.find((key) => columns.some(({ name, type }) => name === key && type === 'date'));
  if (day === undefined || periods.length === 0) {
    return undefined;
  }
  const others = keys
    .filter((key) => key !== day)
    .map((key) => `, nfc_normalize(coalesce(r.${identifier(key)}::VARCHAR, ''))`);
  const isDay = `(r.${identifier(day)} BETWEEN DATE '2010-01-01' AND r._fetched_at::DATE + 2)`;
  const period = columns.find((column) => column.name === 'Report Period')?.name;
  const length = `CASE WHEN upper(trim(r.${identifier(period ?? '')})) = 'ALL' THEN 1e9 ELSE TRY_CAST(regexp_extract(r.${identifier(period ?? '')}, '^\\s*[Dd]?([0-9]+)\\s*$', 1) AS DOUBLE) END`;
  const several = periods.length > 1 ? ' UNION ALL BY NAME ' : '';
  const all = periods.map((one) => `SELECT * FROM ${identifier(`${one.name}_all_snapshots`)}`).join(several);
  const rows = [
    `(SELECT r.*, s.history_order AS _usage_reports_order FROM (${all}) AS r`,
    `  JOIN usage_reports_snapshots_of(${literal(report)}, '*') AS s ON s.snapshot = r._snapshot`,
    ...(period === undefined
      ? []
      : [`  QUALIFY coalesce(${length} = max(${length}) OVER (PARTITION BY r._snapshot), true)`]),
    ') AS r',
  ];
  return [
    'SELECT * EXCLUDE (_usage_reports_order)',
    `FROM ${rows.join('\n')}`,
    `QUALIFY ${isDay} IS NOT TRUE OR rank() OVER (PARTITION BY r._tenant, ${isDay}, r.${identifier(day)}${others.join('')} ORDER BY _usage_reports_order DESC) = 1`,
  ].join('\n');
}
