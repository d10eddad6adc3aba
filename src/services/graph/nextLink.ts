/** As far as links of Graph have been seen or documented to encode the path of a report. */
const ENCODED: Readonly<Record<string, string>> = {
  '%20': ' ',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2C': ',',
  '%3D': '=',
};

/** Longer addresses are refused by servers, too. */
const MAX_LINK_LENGTH = 16_384;

/**
 * The address of the next page, to which the token goes.
 * @param link `@odata.nextLink` of a page
 * @param firstUrl the address that the report was requested with
 * @returns `undefined` if the link leaves Graph, or the report: another function, other arguments, or another version
 */
export function nextPageUrl(link: string, firstUrl: string): URL | undefined {
  const first = new URL(firstUrl);
  if (link.length > MAX_LINK_LENGTH || !URL.canParse(link, first.origin)) {
    return undefined;
  }
  const url = new URL(link, first.origin);
  const isWithinGraph = url.origin === first.origin && url.username === '' && url.password === '';
  const report = reportIn(url);
  return isWithinGraph && report !== undefined && report === reportIn(first) ? url : undefined;
}

/**
 * Version, function and arguments, in any case and order. Documented links differ from the request in what is dropped here: `/content` after
 * the function, and `/reports` for `/copilot/reports`. `URL` has resolved dot segments.
 * @returns `undefined` for a path with an encoding that no report's path needs, which other software might read differently
 */
function reportIn({ pathname }: URL): string | undefined {
  const path = pathname.replace(/%[0-9a-f]{2}/gi, (code) => ENCODED[code.toUpperCase()] ?? code).toLowerCase();
  const [, version, folder, call = '', list = ''] =
    /^\/([^/]+)\/(?:copilot\/(?=reports\/))?((?:[^/(]+\/)*)([^/(]+)(?:\(([^/()]*)\))?(?:\/content)?$/.exec(path) ?? [];
  if (version === undefined || path.includes('%')) {
    return undefined;
  }
  const passed = list
    .split(',')
    .map((argument) => argument.trim())
    .sort();
  return JSON.stringify([version, folder, call, passed]);
}
