import type { Format, Version } from '../catalog/definition.js';
import { UsageReportsError } from '../shared/errors.js';
import type { GraphRequest } from './types.js';

const mediaTypes: Readonly<Record<Format, string>> = { csv: 'text/csv', json: 'application/json' };

/**
 * The URL of a report, spelled as the service wants it: a quoted period or a bare date in brackets, no brackets at all for a
 * function without parameters, and `$format` only where this version of the function knows the option (elsewhere it is a 400).
 *
 * The parts are checked here although the catalogue has done so: this is the last place before a token travels with the URL.
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
  const option = definition.formatOption.includes(version) ? `?$format=${mediaTypes[format]}` : '';
  return `${origin}/${version}${path}${functionArguments(request)}${option}`;
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

/** What a pasted address asks for. `name` is spelled as it was pasted: the catalogue knows the old spellings. */
export interface ParsedReportUrl {
  readonly name: string;
  readonly version: Version;
  readonly format?: Format;
  readonly period?: string;
  readonly date?: string;
}

/**
 * Recognises the address of a report as people copy it from a documentation page, a script or Graph Explorer: with or without
 * the method and the host, percent-encoded or not. Only the report is taken from it; its host is never called.
 * @returns `undefined` where the text is anything else
 */
export function parseReportUrl(text: string): ParsedReportUrl | undefined {
  const address = text
    .trim()
    .replace(/^GET\s+/i, '')
    .trim();
  const match = /^(?:https:\/\/[^/?#\s]+)?\/?(v1\.0|beta)\/(?:copilot\/)?reports\/([^?#]+)(?:\?([^#]*))?(?:#.*)?$/i.exec(address);
  const [, version, call, query] = match ?? [];
  if (version === undefined || call === undefined) {
    return undefined;
  }
  const decoded = decode(call);
  const [, name, argument] = /^([A-Za-z][A-Za-z0-9]*)\s*(?:\((.*)\))?\/?$/.exec(decoded ?? '') ?? [];
  const parameter = parseArgument(argument ?? '');
  if (name === undefined || parameter === undefined) {
    return undefined;
  }
  const format = parseFormat(query ?? '');
  return { name, version: version.toLowerCase() === 'beta' ? 'beta' : 'v1.0', ...(format && { format }), ...parameter };
}

function parseArgument(text: string): { period?: string; date?: string } | undefined {
  if (text.trim() === '') {
    return {};
  }
  const period = /^\s*period\s*=\s*['‘’"]?(D\d+|ALL)['‘’"]?\s*$/i.exec(text)?.[1];
  if (period !== undefined) {
    return { period: period.toUpperCase() };
  }
  const date = /^\s*date\s*=\s*['‘’"]?(\d{4}-\d{2}-\d{2})['‘’"]?\s*$/i.exec(text)?.[1];
  return date === undefined ? undefined : { date };
}

function parseFormat(query: string): Format | undefined {
  const value = new URLSearchParams(query).get('$format')?.trim().toLowerCase();
  switch (value) {
    case 'text/csv':
    case 'csv':
      return 'csv';
    case 'application/json':
    case 'json':
      return 'json';
    default:
      return undefined;
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
