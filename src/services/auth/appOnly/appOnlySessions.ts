import { createHash } from 'node:crypto';
import type { Fetch } from '../../graph/fetch.js';
import { abortable } from '../../../base/cancellation.js';
import { UsageReportsError } from '../../../base/errors.js';
import { createAppOnlyClient, type Credential } from './appOnlyClient.js';
import { AppOnlySession } from './appOnlySession.js';
import { checkNotExpired, isEncrypted, readCertificate } from './certificate.js';
import { readCertificateFile } from './certificateFile.js';
import type { Connection } from '../connections/connection.js';
import { sendToTokenEndpoint } from './tokenEndpoint.js';

// Loaded when an application first signs in: with the msal library, this script is larger than the rest of the extension.

export interface AppOnlySessionsOptions {
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** Timeout of a token request. */
  readonly timeoutSeconds: number;
}

/**
 * The sessions of all app-only connections. A session belongs to one configuration of a connection and one secret. If any of them
 * changes, a new session replaces it, so that no token is ever used for another tenant, application or Graph host.
 */
export interface AppOnlySessions {
  /**
   * @param secret the client secret or the passphrase, if any
   * @param rejected the token that Graph rejected
   * @throws UsageReportsError, or the signal's `AbortError`
   */
  token(connection: Connection, secret: string | undefined, signal: AbortSignal, rejected?: string): Promise<string>;
  /**
   * Validates everything that can be validated without a request.
   * @throws UsageReportsError
   */
  check(connection: Connection, secret: string | undefined): Promise<void>;
  /** A certificate whose private key is not encrypted needs no secret. */
  needsSecret(connection: Connection): Promise<boolean>;
  /** Forgets the tokens of a connection, and cancels requests in progress. */
  end(connectionId: string): void;
  endAll(): void;
  /** Forgets the tokens of all connections whose secret has changed. */
  endStale(secretOf: (connectionId: string) => Promise<string | undefined>): Promise<void>;
}

export function createAppOnlySessions(options: AppOnlySessionsOptions): AppOnlySessions {
  const sessions = new Map<string, AppOnlySession>();

  const sessionFor = async (connection: Connection, secret: string | undefined): Promise<AppOnlySession> => {
    const { id, certificatePath } = connection;
    const pem = certificatePath === undefined ? undefined : await readCertificateFile(certificatePath);
    const key = digest([connection, pem, secret]);
    const known = sessions.get(id);
    if (known?.key === key) {
      checkNotExpired(known.validTo, options.now());
      return known;
    }
    // Callers that wait for the previous session still get its token.
    sessions.delete(id);
    const session = openSession(connection, key, secret, pem, options);
    sessions.set(id, session);
    return session;
  };

  const end = (id: string): void => {
    sessions.get(id)?.end();
    sessions.delete(id);
  };

  return {
    token: async (connection, secret, signal, rejected) =>
      (await abortable(sessionFor(connection, secret), signal)).token(signal, rejected),
    check: async (connection, secret) => void (await sessionFor(connection, secret)),
    needsSecret: async ({ certificatePath }) =>
      certificatePath === undefined || isEncrypted(await readCertificateFile(certificatePath)),
    end,
    endAll: () => [...sessions.keys()].forEach(end),
    endStale: async (secretOf) => {
      for (const [id, session] of [...sessions]) {
        const secret = await secretOf(id);
        if (secret !== session.secret && sessions.get(id) === session) {
          sessions.delete(id);
        }
      }
    },
  };
}

function openSession(
  { id, tenantId, clientId, authority, graphOrigin }: Connection,
  key: string,
  secret: string | undefined,
  pem: string | undefined,
  { fetch, now, timeoutSeconds }: AppOnlySessionsOptions,
): AppOnlySession {
  if (tenantId === undefined || clientId === undefined) {
    throw new UsageReportsError('invalidRequest', `The connection "${id}" names no tenant or no application.`, {
      argument: 'connection',
    });
  }
  if (!authority.startsWith('https://')) {
    throw new UsageReportsError('signInFailed', 'A service signs in over https only.', {
      host: new URL(authority).hostname,
    });
  }
  const credential = credentialFrom(pem, secret, now());
  const client = createAppOnlyClient({
    ...{ clientId, tenantId, authority, graphOrigin, credential },
    send: (request) => sendToTokenEndpoint(request, { fetch, authority, now, timeoutSeconds }),
  });
  return new AppOnlySession({
    key,
    secret,
    client,
    validTo: 'certificate' in credential ? credential.certificate.validTo : undefined,
  });
}

function credentialFrom(pem: string | undefined, secret: string | undefined, now: Date): Credential {
  if (pem !== undefined) {
    return { certificate: readCertificate(pem, secret, now) };
  }
  if (secret === undefined) {
    throw new UsageReportsError('signInRequired', 'No client secret is stored for this connection.', {
      problem: 'secretMissing',
    });
  }
  return { secret };
}

/** Distinguishes configurations without storing their secrets. */
function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
