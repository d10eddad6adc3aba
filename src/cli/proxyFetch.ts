import { type Dispatcher, EnvHttpProxyAgent, fetch, Pool } from 'undici';
import { errorCode } from '../base/redact.js';
import type { Fetch } from '../services/graph/fetch.js';
import { ProxyError } from '../services/graph/proxyError.js';
import type { ProxySettings } from './proxy.js';

// Loaded only where a proxy is set, because undici is larger than the rest of the command line. Node has it built in, but only Node 24 and
// newer can be told to use a proxy while it runs.

type Connect = (options: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;

/** Sends requests through the proxies, with a tunnel (CONNECT) for http too. A proxy that fails is named by a {@link ProxyError}. */
export function createProxyFetch({ https, http, none }: ProxySettings): Fetch {
  const dispatcher = new EnvHttpProxyAgent({
    // The agent reads the environment for what is absent, but not for an empty text.
    httpProxy: http ?? '',
    httpsProxy: https ?? http ?? '',
    noProxy: none,
    clientFactory: connectionsTo,
  });
  // The same interface under another name: Node's own fetch is made of undici, too.
  const send = fetch as unknown as (url: string, init: object) => Promise<Response>;
  return (url, init) => send(url, { ...init, dispatcher });
}

/** The connections to one proxy. */
function connectionsTo(proxy: URL, options: object): Dispatcher {
  const pool = new Pool(proxy.origin, options);
  const connect: Connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (tunnel: Dispatcher.ConnectOptions) => connectThrough(connect, tunnel, proxy.host),
  });
}

async function connectThrough(
  connect: Connect,
  options: Dispatcher.ConnectOptions,
  proxy: string,
): Promise<Dispatcher.ConnectData> {
  const { statusCode, socket, ...data } = await connect(options).catch((error: unknown) => {
    throw new ProxyError(proxy, errorCode(error));
  });
  if (statusCode !== 200) {
    socket.on('error', () => undefined).destroy();
    throw new ProxyError(proxy, statusCode);
  }
  return { statusCode, socket, ...data };
}
