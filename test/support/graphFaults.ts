import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** What goes wrong, and for which requests. Plain data: it also travels over the control port. */
export interface Fault {
  /** Which port; default: `graph`. */
  readonly at?: 'graph' | 'download';
  /** Text that the decoded path and query must hold. */
  readonly path?: string;
  /** Only requests with one of these bearer tokens. */
  readonly tokens?: readonly string[];
  /** How many matching requests pass unchanged first. */
  readonly skip?: number;
  /** How many matching requests are affected; default: all. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

export type FaultEffect =
  /** Another response instead of the service's. */
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The same, with bytes that are no text. */
  | {
      readonly kind: 'respondBytes';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly base64: string;
    }
  /** A body without an end: the piece, again and again, until the client has enough. */
  | {
      readonly kind: 'endless';
      readonly headers?: Readonly<Record<string, string>>;
      readonly begin: string;
      readonly piece: string;
    }
  /** A page with another row, and a link to one more. */
  | { readonly kind: 'anotherPage'; readonly row: Readonly<Record<string, unknown>> }
  /** The page, with another link to the next one in place of its own: to another host, or to one that never ends. */
  | { readonly kind: 'nextLink'; readonly link: string }
  /** The response, with other headers. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'throttle'; readonly retryAfter?: string }
  | { readonly kind: 'unauthorized' }
  /** 401 that a fresh token does not help against: it asks for claims (Conditional Access). */
  | { readonly kind: 'wantsClaims'; readonly claims: string }
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'expiredLink' }
  | { readonly kind: 'resetBeforeHeaders' }
  | { readonly kind: 'resetMidBody'; readonly afterBytes: number }
  /** A polite end of the connection before `Content-Length` is reached. */
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  /** Whole as far as HTTP can tell, but the JSON stops in the middle. */
  | { readonly kind: 'brokenJson' }
  | { readonly kind: 'hangBeforeHeaders' }
  | { readonly kind: 'hangMidBody'; readonly afterBytes: number }
  | { readonly kind: 'drip'; readonly chunkBytes: number; readonly everyMs: number }
  /** The response, later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The response is held until the faults are cleared, so that a test can wait for something meanwhile. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'gzip' }
  /** 200 with the download link in the body, instead of 302. */
  | { readonly kind: 'linkInBody' };

const html =
  '<!DOCTYPE html>\r\n<html><head><title>Blocked</title></head><body><p>This page, not a report</p></body></html>';

/**
 * Sends `response`, or what the fault makes of it.
 *
 * @param cleared when the faults are cleared
 */
export async function answerWithFault(
  outgoing: ServerResponse,
  response: Response,
  fault: Fault | undefined,
  cleared: Promise<void>,
): Promise<void> {
  const effect = fault?.effect;
  const body = Buffer.from(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  const send = (status: number, sent: Record<string, string>, bytes: Buffer | string): void => {
    outgoing.writeHead(status, { 'content-length': String(Buffer.byteLength(bytes)), ...sent });
    outgoing.end(bytes);
  };
  /** Announces the whole body and sends its beginning. */
  const begin = async (afterBytes: number): Promise<void> => {
    outgoing.writeHead(response.status, { ...headers, 'content-length': String(body.length) });
    outgoing.flushHeaders();
    if (afterBytes > 0) {
      await new Promise((resolve) => outgoing.write(body.subarray(0, afterBytes), resolve));
    }
  };
  const json = { 'content-type': 'application/json', 'request-id': '7f0d8e3a-5c1b-4e64-9a55-0d2f6f3b1c77' };

  switch (effect?.kind) {
    case undefined:
      if (response.status === 304) {
        outgoing.writeHead(304, headers).end();
        return;
      }
      send(response.status, headers, body);
      return;
    case 'respond':
      send(effect.status, effect.headers ?? {}, effect.body ?? '');
      return;
    case 'respondBytes':
      send(effect.status, effect.headers ?? {}, Buffer.from(effect.base64, 'base64'));
      return;
    case 'endless':
      outgoing.writeHead(200, effect.headers ?? {}).write(effect.begin);
      // A client that has enough closes the connection.
      await pipeline(endless(Buffer.from(effect.piece)), outgoing).catch(() => undefined);
      return;
    case 'anotherPage': {
      const url = new URL(outgoing.req.url ?? '', 'http://graph');
      const page = Number(url.searchParams.get('$skiptoken') ?? 0) + 1;
      url.searchParams.set('$skiptoken', String(page));
      const next = `${url.pathname}${url.search}`;
      send(200, json, JSON.stringify({ value: [{ ...effect.row, page }], '@odata.nextLink': next }));
      return;
    }
    case 'nextLink':
      send(response.status, json, withNextLink(body.toString('utf8'), effect.link));
      return;
    case 'headers':
      send(response.status, { ...headers, ...effect.headers }, body);
      return;
    case 'throttle':
      send(
        429,
        { ...json, ...(effect.retryAfter !== undefined && { 'retry-after': effect.retryAfter }) },
        errorJson('TooManyRequests', 'Slow down.'),
      );
      return;
    case 'unauthorized':
      send(
        401,
        {
          ...json,
          'www-authenticate':
            'Bearer realm="", authorization_uri="https://login.example/authorize", error="invalid_token"',
        },
        errorJson('InvalidAuthenticationToken', 'Too old.'),
      );
      return;
    case 'wantsClaims':
      send(
        401,
        {
          ...json,
          'www-authenticate': `Bearer realm="", scope="https://elsewhere.example/.default", error="insufficient_claims", claims="${effect.claims}"`,
        },
        errorJson('InvalidAuthenticationToken', 'Continuous access evaluation resulted in challenge.'),
      );
      return;
    case 'html':
      send(effect.status, { 'content-type': 'text/html' }, html);
      return;
    case 'redirect':
      send(302, { location: effect.location }, '');
      return;
    case 'expiredLink':
      send(403, { 'content-type': 'text/plain' }, 'This link has expired.');
      return;
    case 'resetBeforeHeaders':
      outgoing.socket?.resetAndDestroy();
      return;
    case 'resetMidBody':
      await begin(effect.afterBytes);
      outgoing.socket?.resetAndDestroy();
      return;
    case 'truncate':
      await begin(effect.afterBytes);
      outgoing.socket?.end();
      return;
    case 'brokenJson':
      send(response.status, headers, body.subarray(0, Math.floor(body.length / 2)));
      return;
    case 'hangBeforeHeaders':
      return;
    case 'hangMidBody':
      await begin(effect.afterBytes);
      return;
    case 'drip':
      await begin(0);
      for (let start = 0; start < body.length && !outgoing.destroyed; start += effect.chunkBytes) {
        outgoing.write(body.subarray(start, start + effect.chunkBytes));
        await delay(effect.everyMs);
      }
      outgoing.end();
      return;
    case 'delay':
      await delay(effect.ms);
      send(response.status, headers, body);
      return;
    case 'hold':
      await cleared;
      send(response.status, headers, body);
      return;
    case 'gzip':
      send(response.status, { ...headers, 'content-encoding': 'gzip' }, gzipSync(body));
      return;
    case 'linkInBody':
      send(200, { ...json, 'content-type': 'text/plain' }, headers['location'] ?? '');
      return;
  }
}

function withNextLink(page: string, link: string): string {
  return JSON.stringify({ ...(JSON.parse(page) as object), '@odata.nextLink': link });
}

function* endless(piece: Buffer): Generator<Buffer> {
  for (;;) {
    yield piece;
  }
}

function errorJson(code: string, message: string): string {
  return JSON.stringify({
    error: { code, message, innerError: { 'request-id': '7f0d8e3a-5c1b-4e64-9a55-0d2f6f3b1c77' } },
  });
}
