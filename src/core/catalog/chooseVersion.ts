import type { Format, ReportDefinition, GraphVersion } from './definition.js';

/** One of the clouds that a report names in `clouds`. */
export type Cloud = ReportDefinition['clouds'][number];

/**
 * Which version to ask, and for which format. CSV comes from v1.0 where that publishes the report; JSON only from beta. The
 * national clouds publish the usage reports in beta only. A report without JSON is asked for CSV whatever was wanted, and one whose CSV
 * lacks the day of its rows for JSON: a series without days is none.
 */
export function chooseVersion(
  definition: ReportDefinition,
  wanted: Format,
  cloud: Cloud = 'global',
): { readonly version: GraphVersion; readonly format: Format } {
  const format: Format =
    (wanted === 'json' || hasDaysOnlyInJson(definition)) && hasFormat(definition, 'beta', 'json') ? 'json' : 'csv';
  const version: GraphVersion = cloud === 'global' && hasFormat(definition, 'v1.0', format) ? 'v1.0' : 'beta';
  return { version, format };
}

/** Whether the Microsoft Graph of a cloud has the function at all, in any version. */
export function isPublished({ clouds }: ReportDefinition, cloud: Cloud): boolean {
  return clouds.includes(cloud);
}

function hasDaysOnlyInJson({ kind, keys, columns }: ReportDefinition): boolean {
  return kind === 'daily-series' && columns.some(({ name, onlyJson }) => onlyJson === true && keys.includes(name));
}

function hasFormat({ formats }: ReportDefinition, version: GraphVersion, format: Format): boolean {
  return formats[version]?.includes(format) ?? false;
}
