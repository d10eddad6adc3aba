/**
 * What all views of DuckDB use. A text becomes a value as the extension reads it, and null where it doesn't fit; `usage_reports_snapshots_of` lists
 * snapshots, and says which is the newest as the extension does: a folder without a whole `meta.json`, or with a part of another size than it says,
 * is none, and what was confirmed last wins. A damaged file in a pattern would stop whatever reads it, so the good files are listed there.
 */
export const DUCKDB_MACROS = String.raw`-- Texts as values: null where a text doesn't fit.
CREATE OR REPLACE MACRO usage_reports_whole(x) AS
  CASE WHEN regexp_full_match(trim(x), '-?(0|[1-9][0-9]*)(\.0+)?') THEN TRY_CAST(regexp_extract(trim(x), '^-?[0-9]+') AS BIGINT) END;
CREATE OR REPLACE MACRO usage_reports_number(x) AS
  CASE WHEN regexp_full_match(trim(x), '-?(0|[1-9][0-9]*)(\.[0-9]+)?') THEN TRY_CAST(trim(x) AS DOUBLE) END;
CREATE OR REPLACE MACRO usage_reports_day(x) AS
  CASE
    WHEN regexp_full_match(trim(x), '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?') THEN TRY_CAST(left(trim(x), 10) AS DATE)
    WHEN regexp_full_match(trim(x), '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(,? .*)?')
      THEN CAST(try_strptime(regexp_extract(trim(x), '^[0-9/]+'), '%m/%d/%Y') AS DATE)
  END;
CREATE OR REPLACE MACRO usage_reports_truth(x) AS
  CASE WHEN lower(trim(x)) IN ('true', 'yes') THEN true WHEN lower(trim(x)) IN ('false', 'no') THEN false END;
CREATE OR REPLACE MACRO usage_reports_part(x, pattern) AS coalesce(TRY_CAST(nullif(regexp_extract(x, pattern, 1), '') AS DOUBLE), 0);
CREATE OR REPLACE MACRO usage_reports_seconds(x) AS
  CASE
    WHEN regexp_full_match(trim(x), 'P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?') AND NOT regexp_matches(trim(x), '[PT]$')
      THEN usage_reports_part(x, '([0-9]+)D') * 86400 + usage_reports_part(x, '([0-9]+)H') * 3600
        + usage_reports_part(x, '([0-9]+)M') * 60 + usage_reports_part(x, '([0-9]+(?:\.[0-9]+)?)S')
    WHEN regexp_full_match(trim(x), '([0-9]+\.)?[0-9]+:[0-5][0-9]:[0-5][0-9](\.[0-9]+)?')
      THEN usage_reports_part(trim(x), '^([0-9]+)\.[0-9]+:') * 86400 + usage_reports_part(x, '([0-9]+):[0-5][0-9]:') * 3600
        + usage_reports_part(x, ':([0-5][0-9]):') * 60 + usage_reports_part(x, ':([0-5][0-9](?:\.[0-9]+)?)\s*$')
  END;
-- Names that are joined with +. A + with a blank beside it is part of a name.
CREATE OR REPLACE MACRO usage_reports_list(x) AS
  CASE WHEN x <> '' THEN [
    replace(name, chr(31), '+')
    FOR name IN string_split(regexp_replace(regexp_replace(x, '(\s)\+', '\1' || chr(31), 'g'), '\+(\s)', chr(31) || '\1', 'g'), '+')
    IF name <> ''
  ] END;
-- A property of JSON by its letters and digits.
CREATE OR REPLACE MACRO usage_reports_property(row_json, letters) AS
  [json_extract_string(row_json, '$."' || key || '"') FOR key IN json_keys(row_json)
    IF lower(regexp_replace(key, '[^\p{L}\p{N}]', '', 'g')) = letters][1];

-- The snapshots of a report and a period, or of all ('*'). newest is 1 for the newest of a tenant and period; history_order counts from the oldest of a tenant and report.
CREATE OR REPLACE MACRO usage_reports_snapshots_of(report_pattern, period_pattern) AS TABLE
  WITH files AS (
    SELECT
      parse_dirpath(filename) AS folder,
      parse_filename(filename) = 'meta.json' AS is_meta,
      TRY_CAST(TRY(decode(content)) AS JSON) AS facts
    FROM read_blob(getvariable('usage_reports_archive') || '/tenant=*/report=' || report_pattern || '/period=' || period_pattern
      || '/refresh=*/fetched=*/[mc]*.json')
  ),
  named AS (
    SELECT *, regexp_extract(folder, '[/\\](tenant=([A-Za-z0-9._-]+)[/\\]report=([A-Za-z0-9._-]+)[/\\]period=([A-Za-z0-9._-]+)[/\\]refresh=([0-9-]+)[/\\]fetched=[0-9TZ]+-[0-9a-f]+)$',
      ['snapshot', 'tenant', 'report', 'period', 'refresh']) AS names
    FROM files
    WHERE facts IS NOT NULL
  ),
  sizes AS (
    SELECT parse_dirpath(filename) AS folder, parse_filename(filename) AS file, size
    FROM read_blob(getvariable('usage_reports_archive') || '/tenant=*/report=' || report_pattern || '/period=' || period_pattern
      || '/refresh=*/fetched=*/part*')
  ),
  parts AS (
    SELECT folder, unnest(coalesce(json_transform(facts->'$.parts', '[{"file":"VARCHAR","bytes":"BIGINT"}]'), [NULL])) AS part
    FROM named WHERE is_meta
  ),
  damaged AS (
    SELECT parts.folder FROM parts LEFT JOIN sizes ON sizes.folder = parts.folder AND sizes.file = parts.part.file
    WHERE coalesce(size <> parts.part.bytes, true)
  ),
  metas AS (
    SELECT
      folder,
      replace(names.snapshot, '\', '/') AS snapshot, names.tenant AS tenant, names.report AS report, names.period AS period,
      TRY_CAST(names.refresh AS DATE) AS refresh_date,
      TRY_CAST(facts->>'$.fetchedAt' AS TIMESTAMP) AS fetched_at,
      TRY_CAST(facts->>'$.checkedAt' AS TIMESTAMP) AS checked_at,
      facts->>'$.format' AS format,
      facts->>'$.version' AS version,
      TRY_CAST(facts->>'$.rowCount' AS BIGINT) AS row_count,
      facts->>'$.sha256' AS sha256,
      json_exists(facts, '$.origin') AS is_added,
      facts->>'$.refreshDate.from' = 'fetch' AS is_undated
    FROM named
    WHERE is_meta AND names.snapshot <> '' AND TRY_CAST(facts->>'$.formatVersion' AS INTEGER) = 3
      AND folder NOT IN (SELECT folder FROM damaged)
  ),
  checks AS (
    SELECT folder, facts->>'$.sha256' AS sha256, max(TRY_CAST(facts->>'$.checkedAt' AS TIMESTAMP)) AS checked_at
    FROM named WHERE NOT is_meta GROUP BY ALL
  ),
  confirmed AS (
    SELECT metas.* REPLACE (greatest(metas.fetched_at, metas.checked_at, checks.checked_at) AS checked_at)
    FROM metas LEFT JOIN checks USING (folder, sha256)
  ),
  judged AS (
    SELECT *,
      is_added AND checked_at = fetched_at AS is_unconfirmed,
      refresh_date > (now() AT TIME ZONE 'UTC')::DATE + 2 AS is_ahead,
      CASE WHEN checked_at <= (now() AT TIME ZONE 'UTC') + INTERVAL 2 DAY THEN checked_at
        WHEN fetched_at <= (now() AT TIME ZONE 'UTC') + INTERVAL 2 DAY THEN fetched_at ELSE TIMESTAMP '0001-01-01' END AS confirmed_at,
      count(*) OVER (PARTITION BY tenant, report, period, refresh_date) = 1 AS is_alone
    FROM confirmed
  ),
  dated AS (
    SELECT *, first_value(confirmed_at) OVER (PARTITION BY tenant, report, period
      ORDER BY is_undated, is_ahead, refresh_date DESC, is_unconfirmed, confirmed_at DESC, fetched_at DESC, sha256 DESC) AS dated_at
    FROM judged
  )
  SELECT snapshot, tenant, report, period, refresh_date, fetched_at, checked_at, format, version, row_count, is_added, folder,
    row_number() OVER (PARTITION BY tenant, report, period
      ORDER BY is_undated AND confirmed_at <= dated_at, is_undated DESC, is_ahead, refresh_date DESC, is_unconfirmed,
        confirmed_at DESC, fetched_at DESC, sha256 DESC) AS newest,
    row_number() OVER (PARTITION BY tenant, report, regexp_full_match(period, '[0-9]{4}-[0-9]{2}-[0-9]{2}')
      ORDER BY is_ahead DESC, refresh_date, is_unconfirmed AND NOT is_alone DESC,
        CASE WHEN is_alone THEN date_trunc('second', fetched_at) ELSE confirmed_at END, snapshot) AS history_order
  FROM dated;
CREATE OR REPLACE VIEW usage_reports_snapshots AS SELECT * EXCLUDE (folder, newest, history_order) FROM usage_reports_snapshots_of('*', '*');

-- What to read: all that a pattern finds, or a list of the good files if there are damaged ones.
SET VARIABLE usage_reports_damaged = (
  SELECT list(DISTINCT parse_dirpath(file))
  FROM glob(getvariable('usage_reports_archive') || '/tenant=*/report=*/period=*/refresh=*/fetched=*/part*')
  WHERE parse_dirpath(file) NOT IN (SELECT folder FROM usage_reports_snapshots_of('*', '*'))
);
CREATE OR REPLACE MACRO usage_reports_files(pattern) AS (
  SELECT CASE WHEN bool_or(is_damaged) THEN coalesce(list(getvariable('usage_reports_archive') || name) FILTER (NOT is_damaged), [pattern])
    ELSE [pattern] END
  FROM (
    SELECT regexp_extract(file, '(?:[/\\][^/\\]+){6}$') AS name,
      coalesce(list_contains(getvariable('usage_reports_damaged'), parse_dirpath(file)), false) AS is_damaged
    FROM glob(pattern)
  )
);
`;
