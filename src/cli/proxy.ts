import * as l10n from '@vscode/l10n';
import { UsageReportsError } from '../base/errors.js';
import type { Fetch } from '../services/graph/fetch.js';

/** Environment variables, also in lower case, which takes precedence, as in other programs. */
export const proxyVariables = { https: 'HTTPS_PROXY', http: 'HTTP_PROXY', none: 'NO_PROXY' } as const;

export interface ProxySettings {
  /** URL of the proxy for https, with its credentials. Absent if the one for http is used. */
  readonly https?: string;
  /** URL of the proxy for http. */
  readonly http?: string;
  /** Hosts without a proxy, separated by commas or blanks. */
  readonly none: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxies of an environment; `undefined` without any.
 * @throws UsageReportsError `invalidRequest`, with the name of the variable, never its value
 */
export function proxyFrom(environment: Environment): ProxySettings | undefined {
  const value = (name: string) =>
    [environment[name.toLowerCase()], environment[name]]
      .map((text) => text?.trim())
      .find((text) => text !== '' && text !== undefined);
  const proxy = (name: string) => {
    const text = value(name);
    return text === undefined ? undefined : proxyUrl(name, text);
  };
  const https = proxy(proxyVariables.https);
  const http = proxy(proxyVariables.http);
  return https === undefined && http === undefined
    ? undefined
    : { https, http, none: value(proxyVariables.none) ?? '' };
}

/** How all requests of a run are sent: sign-in, Microsoft Graph, and downloads. What a proxy needs is loaded only for one. */
export async function createFetch(proxies: ProxySettings | undefined): Promise<Fetch> {
  if (proxies === undefined) {
    return (url, init) => globalThis.fetch(url, init);
  }
  const { createProxyFetch } = await import('./proxyFetch.js');
  return createProxyFetch(proxies);
}

/** Other programs accept a proxy without a scheme. */
function proxyUrl(variable: string, text: string): string {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address) || !/^https?:\/\//i.test(address)) {
    throw new UsageReportsError(
      'invalidRequest',
      l10n.t(
        'The variable {0} must be the address of a proxy, such as {1}.',
        variable,
        'http://proxy.example.com:8080',
      ),
      { argument: 'environment' },
    );
  }
  return new URL(address).href;
}
