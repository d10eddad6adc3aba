import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { Fetch } from '../../src/services/graph/fetch.js';

/** A fetch that trusts one more authority, as VS Code's does what the system trusts. Node's own can be told by a start flag only. */
export function trustingFetch(authorityPem: string): Fetch & { close(): void } {
  const agent = new Agent({ ca: authorityPem, keepAlive: false });
  const fetch: Fetch = (url, { method = 'GET', headers, body, signal, redirect }) =>
    new Promise((resolve, reject) => {
      if (redirect !== 'manual') {
        throw new Error('This fetch follows no redirects.');
      }
      const secure = url.startsWith('https:');
      const outgoing = (secure ? httpsRequest : httpRequest)(url, {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ...(signal && { signal }),
        ...(secure && { agent }),
      });
      outgoing.on('error', (error) => reject(new TypeError('fetch failed', { cause: error })));
      outgoing.on('response', (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const { statusCode: status = 0, headers: received } = incoming;
          if (status === 407) {
            // As Node's does: by the standard, nobody but a browser's window sees this answer.
            reject(new TypeError('fetch failed', { cause: new Error() }));
            return;
          }
          resolve(
            new Response(Buffer.concat(parts), {
              status,
              headers: Object.entries(received).map(([name, value]) => [name, String(value)] as [string, string]),
            }),
          );
        });
      });
      outgoing.end(body);
    });
  return Object.assign(fetch, { close: () => agent.destroy() });
}
