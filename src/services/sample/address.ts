import type { GraphVersion } from '../../core/catalog/definition.js';

/** A call of a report function, as its address spells it. */
export interface FunctionCall {
  readonly version: GraphVersion;
  /** Between the version and the name: `/reports/` or `/copilot/reports/`. */
  readonly folder: string;
  readonly name: string;
  readonly parameter: { readonly period: string } | { readonly date: string } | undefined | 'malformed';
  /** Name and parameter as they came, decoded. */
  readonly segment: string;
}

/** @returns `undefined` for an address that is no report function's, whether or not there is a function of this name */
export function readAddress(url: URL): FunctionCall | undefined {
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
  const [, version = '', folder = '', segment = '', name = '', , inside = ''] = match;
  return {
    version: version.toLowerCase() === 'beta' ? 'beta' : 'v1.0',
    folder: folder.toLowerCase(),
    name,
    parameter: readParameter(inside.trim()),
    segment,
  };
}

/** The period is quoted, the date is not. */
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
