import { randomUUID } from 'node:crypto';
import {
  type AuthenticationResult,
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import type { Certificate } from './certificate.js';
import type { TokenEndpointResponse, TokenEndpointRequest } from './tokenEndpoint.js';

export type Credential = { readonly secret: string } | { readonly certificate: Certificate };

export interface AppOnlyClientOptions {
  readonly clientId: string;
  readonly tenantId: string;
  /** Origin of the sign-in service. */
  readonly authority: string;
  /** Origin of Microsoft Graph. */
  readonly graphOrigin: string;
  readonly credential: Credential;
  readonly send: (request: TokenEndpointRequest) => Promise<TokenEndpointResponse>;
}

/** Gets tokens for one application in one tenant, and caches them in memory while they are valid. The only file that uses msal. */
export interface AppOnlyClient {
  /** @param options.fresh send a request even if a token is cached, because Graph rejected that one */
  acquire(options: { readonly signal: AbortSignal; readonly fresh: boolean }): Promise<string>;
}

/** A token with less time left may expire before it reaches Graph. */
const MIN_TOKEN_LIFETIME_SECONDS = 60;

export function createAppOnlyClient({
  clientId,
  tenantId,
  authority,
  graphOrigin,
  credential,
  send,
}: AppOnlyClientOptions): AppOnlyClient {
  const network = new MsalNetworkModule(send);
  const application = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${authority}/${tenantId}`,
      // With these two settings the library looks up neither the cloud nor the token endpoint.
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify(endpointsOf(authority, tenantId)),
      ...('secret' in credential
        ? { clientSecret: credential.secret }
        : { clientCertificate: certificateOf(credential.certificate) }),
    },
    system: { networkClient: network },
  });
  let last: AuthenticationResult | undefined;
  return {
    acquire: async ({ signal, fresh }) => {
      const correlationId = randomUUID();
      const result = await network.runCorrelated(correlationId, signal, () =>
        application
          .acquireTokenByClientCredential({ scopes: [`${graphOrigin}/.default`], correlationId, skipCache: fresh })
          // The library renews a token some minutes before it expires. If that fails, the current token is still valid.
          .catch((error: unknown) =>
            !fresh && !signal.aborted && isStillValid(last) ? last : Promise.reject(error as Error),
          ),
      );
      if (result === null || result.accessToken === '') {
        throw new Error('The answer of the sign-in service holds no token.');
      }
      last = result;
      return result.accessToken;
    },
  };
}

function isStillValid(result: AuthenticationResult | undefined): result is AuthenticationResult {
  return (result?.expiresOn?.getTime() ?? 0) > Date.now() + MIN_TOKEN_LIFETIME_SECONDS * 1000;
}

function certificateOf({ thumbprintSha256, privateKey, x5c }: Certificate) {
  return { thumbprintSha256, privateKey, x5c };
}

/**
 * A tenant's endpoints have the same paths at every authority of the platform. Without discovery there is one request less, no response
 * can redirect the secret to another host, and the token endpoint itself reports a tenant that does not exist.
 */
function endpointsOf(authority: string, tenantId: string): Record<string, string> {
  const tenant = `${authority}/${tenantId}`;
  return {
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
  };
}

interface Exchange {
  readonly signal: AbortSignal;
  failure?: unknown;
}

/** Sends the library's requests. The library supports no signals and replaces errors, so both are passed around it. */
class MsalNetworkModule implements INetworkModule {
  readonly #send: AppOnlyClientOptions['send'];
  /** By correlation ID, the only part of a call that the library passes on to its requests. */
  readonly #exchanges = new Map<string, Exchange>();

  constructor(send: AppOnlyClientOptions['send']) {
    this.#send = send;
  }

  async runCorrelated<T>(correlationId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const exchange: Exchange = { signal };
    this.#exchanges.set(correlationId, exchange);
    try {
      return await work();
    } catch (error) {
      throw exchange.failure ?? error;
    } finally {
      this.#exchanges.delete(correlationId);
    }
  }

  sendGetRequestAsync<T>(): Promise<NetworkResponse<T>> {
    return Promise.reject(new Error('Nothing but a token is ever asked for.'));
  }

  async sendPostRequestAsync<T>(
    url: string,
    { headers = {}, body = '', correlationId = '' }: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    const exchange = this.#exchanges.get(correlationId);
    if (exchange === undefined) {
      throw new Error('Nobody waits for this request.');
    }
    try {
      return (await this.#send({ url, headers, body, signal: exchange.signal })) as NetworkResponse<T>;
    } catch (error) {
      exchange.failure = error;
      throw error;
    }
  }
}
