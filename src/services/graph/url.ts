import type { Format } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import type { GraphRequest } from './types.js';

const mediaTypes: Readonly<Record<Format, string>> = { csv: 'text/csv', json: 'application/json' };

/**
 * The URL of a report as the service expects it: a quoted period or an unquoted date in parentheses, then the other arguments, no
 * parentheses for a function without parameters, and `$format`, `$select`, and `$top` only if this version of the function supports the options (else
 * it returns 400).
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
  if (definition.select?.every((property) => /^\w+$/.test(property)) === false) {
    throw refused('definition', `${definition.name} asks for a property that is no word.`);
  }
  const path = definition.path ?? `/reports/${definition.call?.name ?? definition.name}`;
  const options = [
    ...(definition.formatOption.includes(version) ? [`$format=${mediaTypes[format]}`] : []),
    ...(definition.select === undefined ? [] : [`$select=${definition.select.join(',')}`]),
    // The default is a tenth or less of it, so that large tenants would need ten times as many requests.
    ...(format === 'json' && definition.pageSize !== undefined && request.defaultPageSize !== true
      ? [`$top=${definition.pageSize}`]
      : []),
  ];
  const query = options.length === 0 ? '' : `?${options.join('&')}`;
  return `${origin}/${version}${path}${functionArguments(request)}${query}`;
}

/** The request that turns a report on in a tenant, as text to send with another tool; `undefined` if the report needs none. */
export function enableRequest(origin: string, { tenantSwitch }: GraphRequest['definition']): string | undefined {
  return (
    tenantSwitch &&
    `POST ${origin}/beta${tenantSwitch.path}\nContent-Type: application/json\n\n${JSON.stringify(tenantSwitch.body)}\n`
  );
}

function functionArguments(request: GraphRequest): string {
  const { definition, functionVersion } = request;
  const texts = Object.entries({
    ...definition.call?.arguments,
    ...(functionVersion !== undefined && { version: functionVersion }),
  });
  if (!texts.every(([name, value]) => /^\w+$/.test(name) && /^\w+$/.test(value))) {
    throw refused('definition', `${definition.name} has an argument that is no word.`);
  }
  const all = [periodOrDate(request), ...texts.map(([name, value]) => `${name}='${value}'`)].filter(
    (argument) => argument !== undefined,
  );
  return all.length === 0 ? '' : `(${all.join(',')})`;
}

function periodOrDate({ definition, period, date, functionVersion }: GraphRequest): string | undefined {
  if (period !== undefined && date !== undefined) {
    throw refused('date', `${definition.name} takes a period or a date, not both.`);
  }
  if (period !== undefined) {
    const { periods, formerPeriods = [] } = definition;
    // A period of an earlier function version is not one of the newest.
    const published = functionVersion === undefined ? [...periods, ...formerPeriods] : periods;
    if (!published.some((known) => known === period)) {
      throw refused('period', `${definition.name} does not take this period.`);
    }
    return `period='${period}'`;
  }
  if (date !== undefined) {
    if (!definition.acceptsDate || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
      throw refused('date', `${definition.name} does not take this date.`);
    }
    return `date=${date}`;
  }
  if (definition.periods.length > 0) {
    throw refused('period', `${definition.name} needs a period.`);
  }
  return undefined;
}

function refused(argument: string, message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument });
}
