import type { MicrosoftCloud } from '../../base/clouds.js';
import type { Access, Format, ReportDefinition, GraphVersion } from './definition.js';

/** What a request asks for. */
export interface VersionChoice {
  readonly version: GraphVersion;
  readonly format: Format;
}

/**
 * Chooses the version and format of a request. CSV comes from v1.0 if that publishes the report; JSON only from beta. National clouds publish
 * the usage reports in beta only. A report without JSON is requested as CSV even if JSON is wanted. A daily series whose CSV lacks the day is
 * requested as JSON even if CSV is wanted.
 */
export function chooseVersion(
  definition: ReportDefinition,
  wanted: Format,
  cloud: MicrosoftCloud = 'global',
): VersionChoice {
  const format: Format =
    (wanted === 'json' || hasDaysOnlyInJson(definition)) && hasFormat(definition, 'beta', 'json') ? 'json' : 'csv';
  return { version: versionFor(definition, format, cloud), format };
}

/** What to request if the service refuses the format of a choice; `undefined` if the report has no other format. */
export function alternativeTo(
  { format: refused }: VersionChoice,
  definition: ReportDefinition,
  cloud: MicrosoftCloud,
): VersionChoice | undefined {
  const format: Format = refused === 'json' ? 'csv' : 'json';
  const version = versionFor(definition, format, cloud);
  return hasFormat(definition, version, format) ? { version, format } : undefined;
}

function versionFor(definition: ReportDefinition, format: Format, cloud: MicrosoftCloud): GraphVersion {
  return cloud === 'global' && hasFormat(definition, 'v1.0', format) ? 'v1.0' : 'beta';
}

/** Whether the Microsoft Graph of a cloud has the function, in any version. */
export function isPublished({ clouds }: ReportDefinition, cloud: MicrosoftCloud): boolean {
  return clouds.includes(cloud);
}

/**
 * Whether Microsoft Graph gives a report to this kind of access at all, whatever the tenant has consented to.
 * @param access `undefined` for the sample tenant, which gives everything
 */
export function isReadableBy({ access: only }: ReportDefinition, access: Access | undefined): boolean {
  return only === undefined || access === undefined || only === access;
}

function hasDaysOnlyInJson({ kind, keys, columns }: ReportDefinition): boolean {
  return kind === 'daily-series' && columns.some(({ name, onlyJson }) => onlyJson === true && keys.includes(name));
}

function hasFormat({ formats }: ReportDefinition, version: GraphVersion, format: Format): boolean {
  return formats[version]?.includes(format) ?? false;
}
