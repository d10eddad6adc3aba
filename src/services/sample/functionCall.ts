import type { GraphVersion } from '../../core/catalog/definition.js';

/** A call of a report function, parsed from its URL. */
export interface FunctionCall {
  readonly version: GraphVersion;
  /** Between the version and the name: `/reports/` or `/copilot/reports/`. */
  readonly folder: string;
  readonly name: string;
  readonly parameter: { readonly period: string } | { readonly date: string } | undefined | 'malformed';
  /** Quoted arguments other than the period, such as `version`. */
  readonly others: Readonly<Record<string, string>>;
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
    ...readArguments(parameter.trim()),
    segment,
  };
}

/** A period and all other texts are quoted, a date is not. */
function readArguments(text: string): Pick<FunctionCall, 'parameter' | 'others'> {
  const others: Record<string, string> = {};
  let parameter: FunctionCall['parameter'];
  for (const part of text === '' ? [] : text.split(',')) {
    const [, name = '', quoted, plain] = /^\s*(\w+)\s*=\s*(?:'([^']*)'|([^'\s][^']*))\s*$/.exec(part) ?? [];
    if (name === 'date' && plain !== undefined && parameter === undefined) {
      parameter = { date: plain.trim() };
    } else if (name === 'period' && quoted !== undefined && parameter === undefined) {
      parameter = { period: quoted };
    } else if (name !== '' && name !== 'period' && name !== 'date' && quoted !== undefined) {
      others[name] = quoted;
    } else {
      return { parameter: 'malformed', others };
    }
  }
  return { parameter, others };
}
