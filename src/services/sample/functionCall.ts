import type { GraphVersion } from '../../core/catalog/definition.js';

/** A call of a report function, parsed from its URL. */
export interface FunctionCall {
  readonly version: GraphVersion;
  /** Between the version and the name: `/reports/` or `/copilot/reports/`. */
  readonly folder: string;
  readonly name: string;
  readonly parameter: { readonly period: string } | { readonly date: string } | undefined | 'malformed';
  /** Name and parameter as in the URL, decoded. */
  readonly segment: string;
}

/** @returns `undefined` for a URL that does not have the form of a report function. The function need not exist */
export function parseFunctionCall(url: URL): FunctionCall | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  const match = /^\/(v1\.0|beta)(\/(?:copilot\/)?reports\/)((\w+)(\((.*)\))?)$/i.exec(path);
  if (match === null) {
    return undefined;
  }
  const [, version = '', folder = '', segment = '', name = '', , parameter = ''] = match;
  return {
    version: version.toLowerCase() === 'beta' ? 'beta' : 'v1.0',
    folder: folder.toLowerCase(),
    name,
    parameter: readParameter(parameter.trim()),
    segment,
  };
}

/** A period is quoted, a date is not. */
function readParameter(text: string): FunctionCall['parameter'] {
  if (text === '') {
    return undefined;
  }
  const period = /^period\s*=\s*'([^']*)'$/.exec(text)?.[1];
  if (period !== undefined) {
    return { period };
  }
  const date = /^date\s*=\s*([^',]+)$/.exec(text)?.[1];
  return date === undefined ? 'malformed' : { date };
}
