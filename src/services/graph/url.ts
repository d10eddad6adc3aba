import type { Format } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import type { GraphRequest } from './types.js';

const mediaTypes: Readonly<Record<Format, string>> = { csv: 'text/csv', json: 'application/json' };

/**
 * The URL of a report as the service expects it: a quoted period or an unquoted date in parentheses, no parentheses for a function
 * without parameters, and `$format` and `$top` only if this version of the function supports the options (else it returns 400).
 *
 * All parts are validated again, because a token is sent with this URL.
 * @param origin Graph's origin for the connection's cloud, e.g. `https://graph.microsoft.com`
 * @throws UsageReportsError `invalidRequest`
 */
export function reportUrl(origin: string, request: GraphRequest): string {
  const { definition, version, format } = request;
  if (!definition.versions.includes(version)) {
    throw refused('version', `${definition.name} is not published in ${version}.`);
  }
  if (!definition.formats[version]?.includes(format)) {
    throw refused('format', `${definition.name} in ${version} does not answer in ${format.toUpperCase()}.`);
  }
  const path = definition.path ?? `/reports/${definition.name}`;
  const options = [
    ...(definition.formatOption.includes(version) ? [`$format=${mediaTypes[format]}`] : []),
    // The default is a tenth or less of it, so that large tenants would need ten times as many requests.
    ...(format === 'json' && definition.pageSize !== undefined && request.defaultPageSize !== true
      ? [`$top=${definition.pageSize}`]
      : []),
  ];
  const query = options.length === 0 ? '' : `?${options.join('&')}`;
  return `${origin}/${version}${path}${functionArguments(request)}${query}`;
}

function functionArguments({ definition, period, date }: GraphRequest): string {
  if (period !== undefined && date !== undefined) {
    throw refused('date', `${definition.name} takes a period or a date, not both.`);
  }
  if (period !== undefined) {
    if (!definition.periods.some((published) => published === period)) {
      throw refused('period', `${definition.name} does not take this period.`);
    }
    return `(period='${period}')`;
  }
  if (date !== undefined) {
    if (!definition.acceptsDate || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
      throw refused('date', `${definition.name} does not take this date.`);
    }
    return `(date=${date})`;
  }
  if (definition.periods.length > 0) {
    throw refused('period', `${definition.name} needs a period.`);
  }
  return '';
}

function refused(argument: string, message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument });
}
