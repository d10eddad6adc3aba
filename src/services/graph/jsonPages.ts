import { concatBytes } from '../../base/bytes.js';
import { UsageReportsError } from '../../base/errors.js';
import type { PageChecker } from './pageChecker.js';
import type { PageFacts } from './pageFacts.js';
import { toErrorInBody } from './serviceErrors.js';
import type { Exchange } from './exchange.js';
import { tooLarge } from './limits.js';
import { nextPageUrl } from './nextLink.js';

/** A service may send a page without rows before others, but not for ever. */
const MAX_EMPTY_PAGES = 10;

/** One page of a JSON report: the bytes as received, and the URL of the next page. */
export type JsonPage = Omit<Extract<PageFacts, { kind: 'page' }>, 'kind'> & { readonly bytes: Uint8Array };

export interface ReadPageOptions {
  /** Called with the size of each chunk as it arrives; may throw. */
  readonly onBytes: (bytes: number) => void;
  readonly checker: PageChecker;
  /** Bytes of a page. */
  readonly most: number;
  /** The property that has the rows of a report whose answer is one object. */
  readonly rowsProperty?: string;
}

/**
 * Reads a page completely and validates it, so that half a page is never taken for a short report.
 * @throws UsageReportsError `brokenAnswer`, `tooLarge`, `truncated`, `tableLost`, or what the service reports inside the page
 * @throws the signal's `AbortError`
 */
export async function readPage(
  { response, body, host }: Exchange,
  { onBytes, checker, most, rowsProperty }: ReadPageOptions,
): Promise<JsonPage> {
  body.checkAnnounced(most, 'pageBytes');
  let received = 0;
  const bytes = await collect(body.chunks(), (size) => {
    received += size;
    onBytes(size);
    if (received > most) {
      throw tooLarge(host, { amount: 'pageBytes', most });
    }
  });
  const page = await checker.check({ bytes, rowsProperty });
  const { facts } = page;
  switch (facts.kind) {
    case 'page':
      return { ...facts, bytes: page.bytes };
    case 'failed':
      throw toErrorInBody(facts.error, response, host);
    case 'notJson':
      // Checked only for invalid JSON: JSON that parses is complete, and the announced length may be that of the compressed body.
      body.checkComplete();
      throw broken(host, 'a page that is not JSON');
    case 'broken':
      throw broken(host, facts.what);
  }
}

/**
 * All pages, each fetched when it is needed.
 * @param fetchPage sends a request with a token; called only with addresses of the same report
 * @throws UsageReportsError `brokenAnswer` if the next page is none of this report, was read before, or repeats the rows of the page before;
 *   `tooLarge` if there are more pages
 */
export async function* followPages(
  first: JsonPage,
  options: {
    readonly firstUrl: string;
    readonly maxPages: number;
    fetchPage(url: string): Promise<JsonPage>;
  },
): AsyncGenerator<Uint8Array, void, undefined> {
  const { firstUrl, maxPages } = options;
  const { hostname: host, href } = new URL(firstUrl);
  const seen = new Set([href]);
  let emptyPages = 0;
  for (let page = first; ;) {
    emptyPages = page.rowCount === 0 ? emptyPages + 1 : 0;
    if (emptyPages > MAX_EMPTY_PAGES) {
      throw broken(host, 'pages without an end');
    }
    yield page.bytes;
    if (page.next === undefined) {
      return;
    }
    const url = nextPageUrl(page.next, firstUrl);
    if (url === undefined) {
      throw broken(host, 'a next page that is none of this report');
    }
    if (seen.has(url.href)) {
      throw broken(host, 'pages without an end');
    }
    if (seen.size >= maxPages) {
      throw tooLarge(host, { amount: 'pages', most: maxPages });
    }
    seen.add(url.href);
    const next = await options.fetchPage(url.href);
    if (next.rowCount > 0 && next.rowsHash === page.rowsHash) {
      throw broken(host, 'the same page twice');
    }
    page = next;
  }
}

async function collect(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    parts.push(chunk);
    onBytes(chunk.byteLength);
  }
  return concatBytes(parts);
}

function broken(host: string, what: string): UsageReportsError {
  return new UsageReportsError('brokenAnswer', `${host} answered with ${what}.`, { host });
}
