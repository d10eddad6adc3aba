import { UsageReportsError } from '../../base/errors.js';

/**
 * Graph's origin, checked: https, or plain http on this very machine (where the sample tenant and tests have their server).
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

/**
 * Where an answer points to, resolved and checked. http is taken only between two ends on this machine.
 * @throws UsageReportsError `insecureRedirect` or `brokenAnswer`; neither repeats the link, which is a secret
 */
export function checkedLink(link: string | null, base: string, graph: URL): URL {
  if (link === null || link.trim() === '' || !URL.canParse(link, base)) {
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
  if (url.username !== '' || url.password !== '') {
    throw new UsageReportsError('brokenAnswer', 'The service answered with a download link that holds a password.');
  }
  return url;
}

function isLoopbackHttp(url: URL): boolean {
  return (
    url.protocol === 'http:' &&
    (url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname))
  );
}
