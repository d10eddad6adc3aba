import { UsageReportsError } from '../../base/errors.js';
import { isLoopback } from '../../base/loopback.js';
import { isPrivateHost } from './privateHosts.js';

/**
 * Validates the origin of Microsoft Graph: https, or http on this computer (for tests).
 * @throws UsageReportsError `invalidRequest`
 */
export function checkedOrigin(origin: string): URL {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.origin !== origin || !(url.protocol === 'https:' || isLoopbackHttp(url))) {
    throw new UsageReportsError('invalidRequest', 'The address of Microsoft Graph must be an https origin.', {
      argument: 'origin',
    });
  }
  return url;
}

/** Longer links are no links of a download host, and cost time wherever they are parsed. */
const MAX_LINK_LENGTH = 16_384;

/**
 * Resolves and validates the target of a redirect. http is accepted only if Graph and the target are both on this computer, and a host in a
 * private network only if Graph is in one, too: see {@link isPrivateHost}.
 * @throws UsageReportsError `insecureRedirect` or `brokenAnswer`; neither contains the link, which is a secret
 */
export function checkedLink(link: string | null, base: string, graph: URL): URL {
  if (link === null || link.length > MAX_LINK_LENGTH || link.trim() === '' || !URL.canParse(link, base)) {
    throw new UsageReportsError('brokenAnswer', 'The service answered with a download link that is not an address.');
  }
  const url = new URL(link, base);
  if (url.protocol !== 'https:' && !(isLoopbackHttp(url) && isLoopbackHttp(graph))) {
    const details = url.hostname === '' ? {} : { host: url.hostname };
    throw new UsageReportsError(
      'insecureRedirect',
      'The service pointed to a download that is not encrypted (https).',
      details,
    );
  }
  if (isPrivateHost(url.hostname) && !isPrivateHost(graph.hostname)) {
    throw new UsageReportsError('insecureRedirect', 'The service pointed to a download in a private network.', {
      host: url.hostname,
      code: 'privateNetwork',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageReportsError('brokenAnswer', 'The service answered with a download link that holds a password.');
  }
  return url;
}

function isLoopbackHttp(url: URL): boolean {
  return url.protocol === 'http:' && isLoopback(url.hostname);
}
