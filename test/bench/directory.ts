// The directory of a large tenant: read from a server on this machine into an archive, and then joined to its users. `DIRECTORY_USERS` (640,000)
// can be set in the environment; of the users `USERS` (200,000) are in reports.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Archive } from '../../src/services/archive/archive.js';
import { readConnections } from '../../src/services/auth/connections/connection.js';
import { DirectoryAttributes } from '../../src/services/attributes/directoryAttributes.js';
import { ArchivedDirectory } from '../../src/services/directory/archivedDirectory.js';
import { fetchDirectory } from '../../src/services/directory/fetchDirectory.js';
import { openUsersTable } from '../../src/services/tables/usersTable.js';
import { measureJoin, megabytes, spentText } from './joinMeasure.js';
import { startDirectoryServer } from './directoryServer.js';
import { userCount, userFiles, withUserFiles } from './userReports.js';

const directoryUsers = Number(process.env['DIRECTORY_USERS'] ?? 640_000);

async function main(folder: string): Promise<void> {
  const server = await startDirectoryServer(directoryUsers);
  const [connection] = readConnections([
    {
      ...{ id: 'north', kind: 'delegated', tenantId: 'north.example', clientId: 'c' },
      ...{ cloud: 'custom', graphEndpoint: server.origin },
    },
  ]).connections;
  if (connection === undefined) {
    throw new Error('The connection of the bench is no connection.');
  }
  const archive = new Archive(folder);
  const tenantOf = () => Promise.resolve('north');
  const { signal } = new AbortController();
  const fetched = await measureJoin(() =>
    fetchDirectory(
      connection,
      'directoryUsers',
      {
        ...{ archive, tenantOf, now: () => new Date() },
        tokens: () => ({ getToken: () => Promise.resolve('token') }),
        network: () => ({ fetch: (url: string, init: RequestInit) => fetch(url, init) }),
      },
      { signal, interactive: false },
    ),
  );
  await server.close();
  const archived = new ArchivedDirectory({ archive, tenantOf });
  const bytes = (await archived.newest(connection, 'directoryUsers'))?.bytes ?? 0;
  const times = (more: number) => `${megabytes(more)} MB at most, ${(more / bytes).toFixed(2)} x its file`;
  const line = (what: string, { loopP99, most, ...time }: Awaited<ReturnType<typeof measureJoin>>) =>
    console.log(`${what}: ${spentText(time)}; loop p99 ${loopP99.toFixed(1)} ms; memory +${times(most)}`);
  console.log(`${directoryUsers} users of a directory, ${megabytes(bytes)} MB`);
  line('fetched', fetched);
  const read = await measureJoin(() => new DirectoryAttributes(archived).of(connection));
  line('read from the archive', read);
  const attributes = read.result === undefined ? [] : [read.result];
  await withUserFiles(async (files) => {
    const sizes = userFiles(files);
    const alone = await measureJoin(() => openUsersTable(sizes));
    alone.result.table.dispose();
    const joined = await measureJoin(() => openUsersTable(sizes, { attributes }));
    const { table } = joined.result;
    line(`${userCount} users x ${files.length} reports, joined without`, alone);
    line(`the same with ${table.columns.length - alone.result.table.columns.length} columns of the directory`, joined);
    table.dispose();
  });
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-directory-'));
void main(folder).finally(() => rmSync(folder, { recursive: true }));
