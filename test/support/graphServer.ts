import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerWithFault, type Fault } from './graphFaults.js';

/** A request as it reached one of the ports. Header names are in lower case. */
export interface RecordedRequest {
  readonly port: 'graph' | 'download';
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface GraphServerOptions {
  /** The service behind the ports, e.g. the sample tenant's. It sees the addresses of the real service. */
  readonly handler: (request: Request) => Promise<Response>;
  /** A report that is too large for a handler, which makes whole answers: the function's name, and the file as it is to be streamed. */
  readonly large?: { readonly report: string; readonly file: LargeFile };
  /** Origin of Graph as the handler knows it. */
  readonly serviceOrigin?: string;
  /** 0 or absent: any free port. */
  readonly ports?: { readonly graph?: number; readonly download?: number; readonly control?: number };
}

/** A file whose bytes are made while they are sent. */
export interface LargeFile {
  readonly bytes: number;
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * Microsoft Graph on this machine: a Graph port, a download port (another origin, so that a token that strays there is seen)
 * and a control port that does over HTTP what the methods below do, for tests in another process:
 * `POST /__faults` (a fault or an array of them), `DELETE /__faults`, `GET /__requests`, `DELETE /__requests`.
 */
export interface GraphServer {
  readonly origin: string;
  readonly downloadOrigin: string;
  readonly controlOrigin: string;
  readonly requests: readonly RecordedRequest[];
  addFault(...faults: Fault[]): void;
  clearFaults(): void;
  clearRequests(): void;
  /** The first recorded request that matches, waiting for it where it has not come yet. */
  requestArrived(matches?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  /** Until no response is being sent any more: a client that has enough must close its connection. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export async function startGraphServer(options: GraphServerOptions): Promise<GraphServer> {
  const { handler, large, serviceOrigin = 'https://graph.microsoft.com', ports = {} } = options;
  const requests: RecordedRequest[] = [];
  const waiting = new Set<(request: RecordedRequest) => void>();
  const sending = new Set<Promise<unknown>>();
  const faults: { fault: Fault; skip: number; left: number }[] = [];
  let release: () => void = () => undefined;
  let cleared = new Promise<void>((resolve) => (release = resolve));

  const record = (port: RecordedRequest['port'], incoming: IncomingMessage): RecordedRequest => {
    const request: RecordedRequest = {
      port,
      method: incoming.method ?? '',
      path: incoming.url ?? '/',
      headers: plainHeaders(incoming),
    };
    requests.push(request);
    waiting.forEach((notify) => notify(request));
    return request;
  };

  const takeFault = (request: RecordedRequest): Fault | undefined => {
    const path = decodeURIComponent(request.path);
    for (const entry of faults) {
      const { at = 'graph', path: part, tokens } = entry.fault;
      const applies =
        at === request.port &&
        entry.left > 0 &&
        (part === undefined || path.includes(part)) &&
        (tokens === undefined || tokens.some((token) => request.headers['authorization'] === `Bearer ${token}`));
      if (applies && entry.skip-- <= 0) {
        entry.left--;
        return entry.fault;
      }
    }
    return undefined;
  };

  const serve = (port: RecordedRequest['port']) => async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    sending.add(new Promise((resolve) => outgoing.once('close', resolve)));
    const recorded = record(port, incoming);
    const fault = takeFault(recorded);
    const whenCleared = cleared;
    if (large !== undefined && port === 'graph' && recorded.path.includes(`/${large.report}(`)) {
      outgoing.writeHead(302, { location: `${originOf(download)}/large` }).end();
      return;
    }
    if (large !== undefined && port === 'download' && recorded.path === '/large') {
      outgoing.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': large.file.bytes });
      // A client that cancels a download is not a failure of the server.
      await pipeline(Readable.from(large.file.chunks(), { objectMode: false }), outgoing).catch(() => undefined);
      return;
    }
    const address = port === 'graph' ? serviceOrigin + recorded.path : originalLink(recorded.path);
    const response = await handler(new Request(address, { method: recorded.method, headers: recorded.headers }));
    const links = { serviceOrigin, origin: originOf(graph), downloadOrigin: originOf(download) };
    await answerWithFault(outgoing, await rewriteLinks(response, links), fault, whenCleared);
  };

  const control = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = incoming.url ?? '';
    if (url === '/__faults' && incoming.method === 'POST') {
      const posted = JSON.parse(await bodyOf(incoming)) as Fault | Fault[];
      server.addFault(...[posted].flat());
    } else if (url === '/__faults' && incoming.method === 'DELETE') {
      server.clearFaults();
    } else if (url === '/__requests' && incoming.method === 'DELETE') {
      server.clearRequests();
    } else if (url !== '/__requests') {
      outgoing.statusCode = 404;
    }
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify(requests));
  };

  const graph = await listen(serve('graph'), ports.graph);
  const download = await listen(serve('download'), ports.download);
  const controls = await listen(control, ports.control);

  const server: GraphServer = {
    origin: originOf(graph),
    downloadOrigin: originOf(download),
    controlOrigin: originOf(controls),
    requests,
    addFault: (...added) => {
      for (const fault of added) {
        faults.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? Infinity });
      }
    },
    clearFaults: () => {
      faults.splice(0);
      release();
      cleared = new Promise((resolve) => (release = resolve));
    },
    clearRequests: () => void requests.splice(0),
    requestArrived: (matches = () => true) =>
      new Promise((resolve) => {
        const found = requests.find(matches);
        if (found) {
          resolve(found);
          return;
        }
        const notify = (request: RecordedRequest): void => {
          if (matches(request)) {
            waiting.delete(notify);
            resolve(request);
          }
        };
        waiting.add(notify);
      }),
    idle: async () => {
      await Promise.all(sending);
    },
    close: async () => {
      await Promise.all([graph, download, controls].map(close));
    },
  };
  return server;
}

interface Links {
  readonly serviceOrigin: string;
  readonly origin: string;
  readonly downloadOrigin: string;
}

/** `https://reports.office.com/data?x` ⇄ `<download port>/reports.office.com/data?x`, so that nothing has to be remembered. */
function localLink(link: string, { serviceOrigin, origin, downloadOrigin }: Links): string {
  return link.startsWith(serviceOrigin)
    ? origin + link.slice(serviceOrigin.length)
    : link.replace(/^https:\/\//, `${downloadOrigin}/`);
}

function originalLink(path: string): string {
  return `https:/${path}`;
}

/** Points the links of an answer to this machine, wherever the protocol has some. Other bodies stay untouched, byte for byte. */
async function rewriteLinks(response: Response, links: Links): Promise<Response> {
  const headers = new Headers(response.headers);
  const location = headers.get('location');
  if (location !== null) {
    headers.set('location', localLink(location, links));
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  const empty = [204, 304].includes(response.status);
  const body = empty ? null : rewriteBody(bytes, headers.get('content-type') ?? '', links);
  headers.delete('content-length');
  return new Response(body === null ? null : new Uint8Array(body), { status: response.status, headers });
}

function rewriteBody(bytes: Buffer, contentType: string, links: Links): Buffer {
  if (contentType.includes('json')) {
    return Buffer.from(bytes.toString('utf8').replaceAll(links.serviceOrigin, links.origin));
  }
  const text = bytes.length < 4096 ? bytes.toString('utf8') : '';
  return /^https:\/\/\S+\s*$/.test(text) ? Buffer.from(localLink(text, links)) : bytes;
}

function listen(
  listener: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>,
  port = 0,
): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    listener(incoming, outgoing).catch((error: unknown) => {
      // A test must not wait for a response that its handler failed to give, nor mistake this one for the service's.
      outgoing.writeHead(599, { 'content-type': 'text/plain' }).end(`The test's Graph server failed: ${String(error)}`);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}
