import type { Archive } from '../archive/archive.js';
import type { Connection } from '../auth/connections/connection.js';
import { UsageReportsError } from '../../base/errors.js';
import { checkPage } from '../../core/directory/checkPage.js';
import { DIRECTORY_DEFINITIONS } from '../../core/directory/datasets.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import type { GraphPermission } from '../../core/catalog/definition.js';
import { GraphClient } from '../graph/client.js';
import type { HttpOptions } from '../graph/http.js';
import { missingPermissions } from '../graph/tokenPermissions.js';
import type { TokenSource } from '../graph/types.js';

export interface FetchDirectoryOptions {
  readonly archive: Archive;
  /** The archive's name for a connection's tenant. */
  readonly tenantOf: (connection: Connection) => Promise<string>;
  /** Tokens that allow these permissions. */
  readonly tokens: (connection: Connection, interactive: boolean, permissions: readonly string[]) => TokenSource;
  /** The network of a connection, or what answers in its place. */
  readonly network: (connection: Connection) => Pick<HttpOptions, 'fetch' | 'source'>;
  readonly now: () => Date;
  readonly log?: HttpOptions['log'];
  /** Replaced in tests. */
  readonly sleep?: HttpOptions['sleep'];
}

export interface DirectoryRequest {
  readonly signal: AbortSignal;
  /** Whether somebody may be asked to sign in and to consent. */
  readonly interactive: boolean;
  /** Called after each page with the number of rows so far. */
  readonly onRows?: (rows: number) => void;
  /** Called before each wait. */
  readonly onWait?: (seconds: number) => void;
}

/**
 * Reads one dataset of a tenant's directory from Microsoft Graph into the archive, page after page: completely, or not at all. One page is in
 * memory at a time. The limits of usage reports do not count these requests; where the service asks for a pause, the page is asked for again.
 *
 * @returns number of rows
 * @throws UsageReportsError as `GraphClient.fetchReport`, with what the request needs in `permissions` if access was denied, or if somebody
 *   has to sign in for it and may not be asked (`signInRequired`); `forbidden` with problem `premiumLicenseMissing` if no user has a sign-in, as nobody would be told from those who never signed in; `storage`
 * @throws the signal's `AbortError`
 */
export async function fetchDirectory(
  connection: Connection,
  dataset: DirectoryDataset,
  { archive, tenantOf, tokens, network, now, log, sleep }: FetchDirectoryOptions,
  { signal, interactive, onRows, onWait }: DirectoryRequest,
): Promise<number> {
  const definition = DIRECTORY_DEFINITIONS[dataset];
  const { permissions = [] } = definition;
  const names = permissions.map(({ name }) => name);
  const source = sayingWhatLacks(tokens(connection, interactive, names), names);
  const client = new GraphClient({
    origin: connection.graphOrigin,
    ...network(connection),
    tokens: connection.kind === 'appOnly' ? newerWhereLacking(source, permissions) : source,
    now: () => now().getTime(),
    log,
    sleep,
  });
  const fetchedAt = now().toISOString();
  const [version, format] = ['v1.0', 'json'] as const;
  const response = await client.fetchReport({ definition, version, format }, { signal, onWait });
  if (response.status !== 'data' || response.format !== format) {
    throw new UsageReportsError('brokenAnswer', `Microsoft Graph answered ${dataset} with no list.`);
  }
  // The tenant is asked for only now, because the token may have told it.
  const writer = await archive.beginSnapshot(
    { tenant: await tenantOf(connection), report: dataset },
    { version, format },
  );
  try {
    let [rowCount, withValues] = [0, 0];
    for await (const page of response.chunks) {
      const counted = checkPage(page, dataset);
      await writer.write(page);
      rowCount += counted.rows;
      withValues += counted.withValues;
      onRows?.(rowCount);
    }
    assertTells(dataset, rowCount, withValues);
    const columns = definition.columns.map(({ name }) => name);
    await writer.commit({ refreshDate: null, fetchedAt, rowCount, columns });
    return rowCount;
  } finally {
    await writer.abort();
  }
}

/** A failure is never an empty table. A tenant may have no subscription, but it has users. */
function assertTells(dataset: DirectoryDataset, rows: number, withValues: number): void {
  if (dataset === 'subscribedSkus' || withValues > 0) {
    return;
  }
  throw rows === 0
    ? new UsageReportsError('brokenAnswer', `Microsoft Graph answered ${dataset} with an empty list.`)
    : new UsageReportsError('forbidden', 'Microsoft Graph sent the sign-ins of no user.', {
        problem: 'premiumLicenseMissing',
      });
}

/** Who has signed in for usage reports has not for the directory: the error names the permissions. */
function sayingWhatLacks(source: TokenSource, permissions: readonly string[]): TokenSource {
  return {
    ...source,
    getToken: async (options) => {
      try {
        return await source.getToken(options);
      } catch (error) {
        throw error instanceof UsageReportsError && error.reason === 'signInRequired'
          ? new UsageReportsError(error.reason, `Nobody has signed in for ${permissions.join(' and ')} yet.`, {
              ...error.details,
              permissions,
            })
          : error;
      }
    },
  };
}

/** An app's token may be older than the consent: there is one more try with a new one. */
function newerWhereLacking(source: TokenSource, permissions: readonly GraphPermission[]): TokenSource {
  return {
    ...source,
    getToken: async (options) => {
      const token = await source.getToken(options);
      return options.rejected === undefined && missingPermissions(token, permissions).length > 0
        ? source.getToken({ signal: options.signal, rejected: token })
        : token;
    },
  };
}
