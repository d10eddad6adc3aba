import * as vscode from 'vscode';
import { Catalog, type CatalogData } from '../../../src/catalog/catalog.js';
import data from '../../../src/catalog/reports.json';
import { createSampleService } from '../../../src/sample/service.js';
import { type GraphServer, startGraphServer } from '../../support/graphServer.js';

/** A tenant behind a real HTTP server on this machine, reached by a connection of its own, with an account signed in. */
export interface Tenant {
  readonly connection: string;
  readonly server: GraphServer;
  close(): Promise<void>;
}

let count = 0;

export async function startTenant(): Promise<Tenant> {
  const connection = `test-${process.pid}-${++count}`;
  const handler = createSampleService({ catalog: new Catalog(data as unknown as CatalogData), now: () => new Date() });
  const server = await startGraphServer({ handler });
  await vscode.commands.executeCommand('testMicrosoft.setAccounts', [{ id: 'ada', label: 'ada@northlight.example', signedIn: true }]);
  await setConnections([{ id: connection, name: 'Test tenant', graphEndpoint: server.origin }]);
  return {
    connection,
    server,
    close: async () => {
      await setConnections(undefined);
      await server.close();
    },
  };
}

/** Writes the machine's setting, and waits until the extension host has it. */
export async function setConnections(connections: object[] | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('usageReports').update('connections', connections, vscode.ConfigurationTarget.Global);
}
