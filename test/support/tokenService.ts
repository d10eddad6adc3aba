import { constants, randomUUID, verify, type X509Certificate } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Issued, issueCertificate, pemFile, thumbprintSha256 } from './certificates.js';

/** An application as it is registered in a tenant. */
export interface RegisteredApp {
  readonly tenantId: string;
  /** The directory ID of a tenant that is registered by its domain: tokens name it. */
  readonly directoryId?: string;
  /** Application permissions that were consented to, as such tokens say; default: that of usage reports. */
  roles?: readonly string[];
  readonly clientId: string;
  readonly secret?: string;
  readonly expiredSecret?: string;
  readonly certificate?: X509Certificate;
  /** The service names the same number for it as for a certificate it does not know. */
  readonly expiredCertificate?: X509Certificate;
}

/** A request as it reached the service; `form` holds the fields of the body. */
export interface TokenServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/** A response instead of the correct one. */
export type TokenServiceFault =
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | {
      readonly kind: 'aadError';
      readonly status: number;
      readonly error: string;
      readonly code: number;
      readonly description: string;
    };

/**
 * The sign-in service of Microsoft's identity platform on this machine, as far as applications without a person use it: real TLS under
 * a throwaway authority, the endpoint for tokens with client secrets and signed assertions, the openid-configuration, and the errors in
 * the shape and with the numbers of the real one.
 */
export interface TokenService {
  readonly origin: string;
  /** PEM of the authority that issued the certificate of the server. */
  readonly authorityPem: string;
  readonly requests: readonly TokenServiceRequest[];
  /** Those for a token. */
  readonly tokenRequests: readonly TokenServiceRequest[];
  /** Seconds that tokens are valid. */
  expiresIn: number;
  /** Seconds by which the service's clock is ahead. */
  clockAhead: number;
  /** What the openid-configuration names, for a service that wants to have secrets sent elsewhere. */
  tokenEndpoint: string | undefined;
  fault: TokenServiceFault | undefined;
  register(app: RegisteredApp): void;
  /** The tenant and application that a token was handed out for, and for what. */
  tokenSays(
    token: string,
  ): { readonly tenantId: string; readonly clientId: string; readonly scope: string } | undefined;
  /** The next request for a token that has not come yet. */
  nextTokenRequest(): Promise<TokenServiceRequest>;
  close(): Promise<void>;
}

export async function startTokenService(): Promise<TokenService> {
  const authority = issueCertificate({ subject: 'Throwaway authority', isAuthority: true });
  const own = issueCertificate({ subject: 'Token service', issuer: authority, addresses: ['127.0.0.1'] });
  const requests: TokenServiceRequest[] = [];
  const apps: RegisteredApp[] = [];
  const tokens = new Map<string, { tenantId: string; clientId: string; scope: string }>();
  const waiting = new Set<(request: TokenServiceRequest) => void>();

  const answerToken = (request: TokenServiceRequest, tenantId: string): { status: number; body: object } => {
    const { client_id: clientId = '', scope = '', grant_type: grant } = request.form;
    const refuse = (status: number, error: string, code: number, description: string) => ({
      status,
      body: aadError(error, code, description, now()),
    });
    if (!apps.some((app) => app.tenantId === tenantId)) {
      return refuse(
        400,
        'invalid_request',
        90002,
        `Tenant '${tenantId}' not found. Check to make sure you have the correct tenant ID.`,
      );
    }
    const app = apps.find((candidate) => candidate.tenantId === tenantId && candidate.clientId === clientId);
    if (app === undefined) {
      return refuse(
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${clientId}' was not found in the directory '${tenantId}'.`,
      );
    }
    if (grant !== 'client_credentials' || !scope.endsWith('/.default')) {
      return refuse(400, 'invalid_scope', 1002012, `The provided value for scope ${scope} is not valid.`);
    }
    const refusal =
      request.form['client_assertion'] === undefined
        ? refusalOfSecret(app, request)
        : refusalOfAssertion(app, request, server.origin, now());
    if (refusal !== undefined) {
      return refuse(401, 'invalid_client', ...refusal);
    }
    const token = app.directoryId === undefined ? `SECRETTOKEN-${randomUUID()}` : tokenFor(app.directoryId, app.roles);
    tokens.set(token, { tenantId, clientId, scope });
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: server.expiresIn,
        ext_expires_in: server.expiresIn,
        access_token: token,
      },
    };
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      form: Object.fromEntries(new URLSearchParams(await bodyOf(incoming))),
    };
    requests.push(request);
    const [, tenantId = '', endpoint = ''] = /^\/([^/?]+)\/([^?]+)/.exec(request.path) ?? [];
    if (endpoint === 'oauth2/v2.0/token') {
      waiting.forEach((notify) => notify(request));
      waiting.clear();
    }
    const { fault } = server;
    outgoing.setHeader('date', now().toUTCString());
    outgoing.setHeader('x-ms-request-id', TRACE_ID);
    if (fault?.kind === 'hang') {
      return;
    }
    if (fault?.kind === 'reset') {
      incoming.socket.destroy();
      return;
    }
    if (fault?.kind === 'status') {
      outgoing
        .writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers })
        .end(fault.body ?? '<html><body>Not what you asked for</body></html>');
      return;
    }
    const { status, body } =
      fault?.kind === 'aadError'
        ? { status: fault.status, body: aadError(fault.error, fault.code, fault.description, now()) }
        : endpoint === 'oauth2/v2.0/token' && request.method === 'POST'
          ? answerToken(request, tenantId)
          : endpoint === 'v2.0/.well-known/openid-configuration'
            ? { status: 200, body: openidConfiguration(server, tenantId) }
            : { status: 404, body: {} };
    outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  };

  const listener = createServer({ cert: own.certificatePem, key: keyOf(own) }, (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // A response that cannot be mistaken for one of the service's.
      outgoing
        .writeHead(599, { 'content-type': 'text/plain' })
        .end(`The test's token service failed: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const now = (): Date => new Date(Date.now() + server.clockAhead * 1000);

  const server: TokenService = {
    origin: `https://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    authorityPem: authority.certificatePem,
    requests,
    get tokenRequests() {
      return requests.filter(({ path }) => path.includes('/oauth2/v2.0/token'));
    },
    expiresIn: 3599,
    clockAhead: 0,
    tokenEndpoint: undefined,
    fault: undefined,
    register: (app) => void apps.push(app),
    tokenSays: (token) => tokens.get(token),
    nextTokenRequest: () => new Promise((resolve) => waiting.add(resolve)),
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        listener.closeAllConnections();
      }),
  };
  return server;
}

/** The IDs by which Microsoft's support finds a request. */
export const TRACE_ID = '5d2f4c38-0b1e-4c55-9a5e-1f2d3c4b5a00';

type RefusedBecause = readonly [code: number, description: string];

function refusalOfSecret(
  { secret, expiredSecret, clientId }: RegisteredApp,
  { form }: TokenServiceRequest,
): RefusedBecause | undefined {
  const given = form['client_secret'];
  if (given === undefined) {
    return [7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."];
  }
  if (given === expiredSecret) {
    return [
      7000222,
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app.`,
    ];
  }
  return given === secret
    ? undefined
    : [
        7000215,
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
      ];
}

function refusalOfAssertion(
  app: RegisteredApp,
  { form, path }: TokenServiceRequest,
  origin: string,
  now: Date,
): RefusedBecause | undefined {
  const [header = '', payload = '', signature = ''] = (form['client_assertion'] ?? '').split('.');
  const { alg, 'x5t#S256': thumbprint, x5c } = parsePart(header);
  const { aud, iss, sub, nbf, exp } = parsePart(payload);
  const known = [app.certificate, app.expiredCertificate].find(
    (certificate) => certificate !== undefined && thumbprintSha256(certificate) === thumbprint,
  );
  const unknownKey = (reason: string): RefusedBecause => [
    700027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${String(thumbprint)}'].`,
  ];
  if (form['client_assertion_type'] !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' || alg !== 'PS256') {
    return [50027, 'JWT token is invalid or malformed.'];
  }
  if (known === undefined) {
    return unknownKey('The key was not found.');
  }
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const signed = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: known.publicKey, ...padding },
    Buffer.from(signature, 'base64url'),
  );
  if (!signed || (x5c as string[] | undefined)?.[0] !== known.raw.toString('base64')) {
    return unknownKey('The key was found, but use of the key to verify the signature failed.');
  }
  if (known === app.expiredCertificate) {
    return unknownKey('The key used is expired.');
  }
  if (aud !== `${origin}${path.replace(/\?.*/, '')}` || iss !== app.clientId || sub !== app.clientId) {
    return [700021, "Client assertion application identifier doesn't match 'client_id' parameter."];
  }
  const seconds = now.getTime() / 1000;
  if (Number(nbf) > seconds + 300 || Number(exp) < seconds - 300) {
    return [700024, `Client assertion is not within its valid time range. Current time: ${now.toISOString()}.`];
  }
  return undefined;
}

/** Numbers, ids and times are repeated within the text, as the real service does. */
function aadError(error: string, code: number, description: string, now: Date): object {
  const timestamp = now.toISOString().replace('T', ' ').replace(/\..*/, 'Z');
  const correlationId = randomUUID();
  return {
    error,
    error_description: `AADSTS${code}: ${description} Trace ID: ${TRACE_ID} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: TRACE_ID,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  };
}

function openidConfiguration({ origin, tokenEndpoint }: TokenService, tenantId: string): object {
  const tenant = `${origin}/${tenantId}`;
  return {
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: tokenEndpoint ?? `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
  };
}

function keyOf(issued: Issued): string {
  return pemFile(issued).slice(issued.certificatePem.length);
}

function parsePart(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** A JSON Web Token without a signature, as far as programs look into one. */
function tokenFor(directoryId: string, roles: readonly string[] = ['Reports.Read.All']): string {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const claims = { tid: directoryId, idtyp: 'app', roles, uti: randomUUID() };
  return `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.SECRET`;
}
