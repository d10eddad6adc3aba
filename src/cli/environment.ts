import * as l10n from '@vscode/l10n';
import { MICROSOFT_CLOUDS } from '../base/clouds.js';
import { type CloudId, CLOUDS, isAuthorityOf, isCloudId } from '../services/auth/connections/clouds.js';
import { type Connection, readConnections, safeOrigin } from '../services/auth/connections/connection.js';
import { sampleConnections } from '../l10n/connectionTexts.js';
import { UsageReportsError } from '../base/errors.js';
import type { CollectArguments } from './arguments.js';
import { proxyVariables } from './proxy.js';

/** Environment variables, with the names that the Azure SDKs use. */
export const variables = {
  tenant: 'AZURE_TENANT_ID',
  client: 'AZURE_CLIENT_ID',
  secret: 'AZURE_CLIENT_SECRET',
  certificate: 'AZURE_CLIENT_CERTIFICATE_PATH',
  passphrase: 'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  authority: 'AZURE_AUTHORITY_HOST',
} as const;

/** Of a connection's id. */
const MAX_ID_CHARACTERS = 64;

export interface Identity {
  readonly connection: Connection;
  /** The client secret, or the passphrase of the certificate's private key. */
  readonly secret?: string;
}

/**
 * The connection that the run uses, from the environment and the command line. The command line wins.
 * @param resolve makes a path absolute
 * @throws UsageReportsError `invalidRequest`, with the name of the variable that is missing or wrong, never its value
 */
export function identityFrom(
  { sample, tenant, cloud, graphEndpoint }: Pick<CollectArguments, 'sample' | 'tenant' | 'cloud' | 'graphEndpoint'>,
  environment: Readonly<Record<string, string | undefined>>,
  resolve: (path: string) => string,
): Identity {
  if (sample) {
    // A name that does not exist is a mistake here, too.
    endpointsFrom(cloud, undefined, undefined);
    return { connection: sampleConnections()[0] };
  }
  const value = (name: keyof typeof variables) => nonEmpty(environment[variables[name]]);
  const tenantId = tenant ?? value('tenant');
  const clientId = value('client');
  const certificate = value('certificate');
  const secret = certificate === undefined ? value('secret') : value('passphrase');
  if (tenantId === undefined) {
    throw missing(l10n.t('{0} or {1}', variables.tenant, '--tenant'));
  }
  if (clientId === undefined) {
    throw missing(variables.client);
  }
  if (certificate === undefined && secret === undefined) {
    throw missing(l10n.t('{0} or {1}', variables.secret, variables.certificate));
  }
  const { connections, problems } = readConnections([
    {
      // The archive has the tenant's name, not the connection's, and a domain may be longer than an id.
      id: tenantId.slice(0, MAX_ID_CHARACTERS),
      name: tenantId,
      kind: 'appOnly',
      tenantId,
      clientId,
      ...endpointsFrom(cloud, graphEndpoint, value('authority')),
      certificatePath: certificate && resolve(certificate),
    },
  ]);
  const connection = connections.find(({ kind }) => kind === 'appOnly');
  if (connection === undefined) {
    throw new UsageReportsError(
      'invalidRequest',
      l10n.t("The tenant can't be used: {0}", problems[0]?.problem ?? tenantId),
      {
        argument: 'tenant',
      },
    );
  }
  return { connection, secret };
}

/** The cloud, by its name or by its sign-in endpoint. */
function endpointsFrom(
  cloud: string | undefined,
  graphEndpoint: string | undefined,
  authorityHost: string | undefined,
): object {
  // The SDKs also accept a host without a scheme, in upper case, and with a trailing slash.
  const address =
    authorityHost === undefined || /^https?:\/\//i.test(authorityHost) ? authorityHost : `https://${authorityHost}`;
  const authority = address === undefined ? undefined : (safeOrigin(address.replace(/(?<!\/)\/+$/, '')) ?? address);
  if (graphEndpoint !== undefined) {
    return { cloud: 'custom', graphEndpoint, authority };
  }
  if (cloud !== undefined && (!isCloudId(cloud) || cloud === 'custom')) {
    throw new UsageReportsError(
      'invalidRequest',
      l10n.t(
        'The option {0} must be one of: {1}. For another cloud, use {2}.',
        '--cloud',
        Object.keys(CLOUDS).join(', '),
        '--graph-endpoint',
      ),
      { argument: 'cloud' },
    );
  }
  const byAuthority = MICROSOFT_CLOUDS.find((id) => authority !== undefined && isAuthorityOf(id, authority));
  if (authority !== undefined && byAuthority === undefined) {
    throw new UsageReportsError(
      'invalidRequest',
      l10n.t(
        "{0} isn't the sign-in endpoint of a known cloud. Also specify {1}.",
        variables.authority,
        '--graph-endpoint',
      ),
      {
        argument: 'cloud',
      },
    );
  }
  const chosen: CloudId = (cloud as CloudId | undefined) ?? byAuthority ?? 'global';
  if (authority !== undefined && chosen !== 'custom' && !isAuthorityOf(chosen, authority)) {
    throw new UsageReportsError(
      'invalidRequest',
      l10n.t('{0} isn\'t the sign-in endpoint of the cloud "{1}".', variables.authority, chosen),
      { argument: 'cloud' },
    );
  }
  return { cloud: chosen, ...(authority !== undefined && { authority }) };
}

/** A workflow sets a variable to an empty text if the secret behind it does not exist. */
function nonEmpty(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}

function missing(name: string): UsageReportsError {
  return new UsageReportsError(
    'invalidRequest',
    l10n.t('No credentials for the tenant: {0} is missing. To use sample data instead, add {1}.', name, '--sample'),
    {
      argument: 'environment',
    },
  );
}

/** What of an environment is secret: the credentials of the app, and those of a proxy. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  const own = [variables.secret, variables.passphrase].map((name) => environment[name]?.trim());
  const proxies = [proxyVariables.https, proxyVariables.http].flatMap((name) =>
    [name, name.toLowerCase()].map((variable) => /\/\/[^:@/]*:([^@/]*)@/.exec(environment[variable] ?? '')?.[1]),
  );
  return [...own, ...proxies].filter((text) => text !== undefined);
}
